"""The theme of a site, or the built-in one where that cannot be used; and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from statusgen.artifact import digest
from statusgen.content.load import SETTINGS
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.site import Site
from statusgen.rules import problem, with_levels
from statusgen.targets.faults import BROKEN, NoSuchTheme, ThemeError
from statusgen.targets.theme import Theme, built_in_theme, load_theme


def looks(
    root: Path, site: Site, chosen: str = "", memory: Memory | None = None
) -> tuple[Theme, list[Diagnostic]]:
    """A theme that works, and the problems of the one that is meant: that of site.yaml, or
    ``chosen`` on the command line. Raises NoSuchTheme where that does not exist.

    With the ``memory`` of earlier times a theme that did not change is the same, and is neither
    rehearsed nor reviewed again.
    """
    settings = site.settings
    memory = memory or Memory()
    try:
        theme = _same(load_theme(chosen or settings.theme, root), memory)
        labels = [layer.label for layer in theme.layers]
        tried_with = digest(theme.digest, labels, settings, site.monitors)
        found = memory.made(("looks", theme.name), tried_with, lambda: tuple(_tried(theme, site)))
        if is_broken(found):
            return _same(built_in_theme(), memory), list(found)
        return theme, with_levels(list(found), settings.checks)
    except NoSuchTheme as error:
        if chosen:
            raise
        broken = problem(BROKEN, SETTINGS, error.message, hint=error.hint, route=("theme",))
    except ThemeError as error:
        broken = error.diagnostic(f"themes/{chosen or settings.theme}/theme.yaml")
    return _same(built_in_theme(), memory), [broken]


def _tried(theme: Theme, site: Site) -> Iterator[Diagnostic]:
    """What would make a build fail; if nothing would, what else there is to say."""
    from statusgen.targets.rehearsal import rehearse
    from statusgen.targets.review import review

    broken = tuple(rehearse(theme, site.settings))
    yield from broken or review(theme, site)


def _same(theme: Theme, memory: Memory) -> Theme:
    """The theme as it was before, with its compiled templates, where no file of it changed."""
    theme.compiled = memory.compiled
    labels = tuple(layer.label for layer in theme.layers)
    return memory.made(("theme", theme.name, labels), theme.digest, lambda: theme)


def is_broken(problems: Iterable[Diagnostic]) -> bool:
    """Whether one of them says that the theme cannot be used."""
    return any(one.code == BROKEN for one in problems)
