"""Why a theme cannot be used: an error that knows its place, and the diagnostic that tells of it."""

from __future__ import annotations

from statusgen.diagnostics import Diagnostic, Route
from statusgen.errors import StatusgenError, UsageError
from statusgen.rules import problem

BROKEN = "broken-theme"
"""The rule that a theme breaks which cannot be used."""


class ThemeError(StatusgenError):
    """A theme cannot be used: what is wrong, what to do, and where, as far as that is known.

    ``file`` is relative to the site's folder; ``route`` names a place in its YAML.
    """

    exit_code = 1

    def __init__(
        self, message: str, hint: str = "", *, file: str = "", line: int = 0, route: Route = ()
    ) -> None:
        place = ":".join([file, *([str(line)] if line else [])])
        advice = f"; {hint}" if hint else ""
        super().__init__(f"{place}: {message}{advice}" if place else message + advice)
        self.message, self.hint = message, hint
        self.file, self.line, self.route = file, line, route

    def diagnostic(self, elsewhere: str) -> Diagnostic:
        """The same as a value; ``elsewhere`` is the file to blame where none is known."""
        return problem(
            BROKEN,
            self.file or elsewhere,
            self.message,
            hint=self.hint or "correct the theme",
            route=self.route,
            line=self.line,
            column=1 if self.line else 0,
        )


class NoSuchTheme(UsageError):
    """There is no theme of the name that somebody gave."""

    def __init__(self, name: str, hint: str) -> None:
        self.message, self.hint = f"there is no theme `{name}`", hint
        super().__init__(f"{self.message}: {hint}")
