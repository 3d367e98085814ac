"""Templates: text + data -> HTML, and what is wrong with a template. The only door to Jinja2."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)

from statusgen.content.places import did_you_mean
from statusgen.dataclass import dataclass
from statusgen.shelves import Cupboard
from statusgen.targets.faults import ThemeError
from statusgen.targets.templates.compiled import Compiled
from statusgen.targets.templates.flat import Functions

Source = Callable[[str], tuple[str, str, Callable[[], bool]] | None]
"""The name of a template -> its text, its file, and whether that is still so."""

OFTEN = 50
"""How often a template is rendered before a function is made of it, which takes as long."""

_CORRECT = "correct the template"
_FRAGMENT = (
    "a page's template is what stands inside <main>: base.html is put around it, do not extend it"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A template that another one names, in which line, and whether it may be missing."""

    name: str
    line: int
    optional: bool


class Templates:
    """The templates that ``source`` finds by their names.

    ``cupboard`` is where what was compiled is kept, and may be run again: see `compiled`.
    """

    def __init__(self, source: Source, cupboard: Cupboard | None = None) -> None:
        self._source = source
        self._compiled = Compiled(cupboard) if cupboard else None
        self._asked: Counter[str] = Counter()
        self._functions: dict[str, Template | None] = {}

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A template filled in. Raises ThemeError, with the file and line that it comes from."""
        function = self._function(template)
        if function:
            try:
                return function.render(context)
            except Exception:  # noqa: BLE001 - Jinja2 says why, or gets along with it
                self._functions[template] = None
        try:
            return self._environment.get_template(template).render(context)
        except Exception as error:
            raise _explained(error, template) from error

    def references(self, text: str, file: str) -> Iterator[Reference]:
        """The templates that a template names by constants. Raises ThemeError where it is none."""
        try:
            tree = self._environment.parse(text, filename=file)
        except TemplateSyntaxError as error:
            raise _explained(error, file) from error
        for kind in (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport):
            for node in tree.find_all(kind):
                optional = getattr(node, "ignore_missing", False)
                for name in _names(dict(node.iter_fields())["template"]):
                    yield Reference(name, node.lineno, optional)

    def _function(self, template: str) -> Template | None:
        """The template as one function, where it can be one and is worth it."""
        if template not in self._functions:
            self._asked[template] += 1
            if self._asked[template] <= OFTEN:
                return None
            self._functions[template] = self._maker.made(template)
        return self._functions[template]

    @cached_property
    def _maker(self) -> Functions:
        return Functions(self._environment, self._text)

    def _text(self, template: str) -> str | None:
        found = self._source(template)
        return found[0] if found else None

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=_Nothing,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=self._compiled,
        )


class _Nothing(StrictUndefined):
    """A name that does not exist: says which ones do, in the words of the contract."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        found, name = self._undefined_obj, self._undefined_name
        known: list[str] = []
        if is_dataclass(found):
            known = [one.name for one in fields(found)]
        elif isinstance(found, Mapping):
            known = [str(one) for one in found]
        if not known or self._undefined_hint:
            return super()._undefined_message
        return f"there is no `{name}`: {did_you_mean(str(name), known)}"


def _names(written: nodes.Expr) -> list[str]:
    parts = written.items if isinstance(written, nodes.Tuple | nodes.List) else [written]
    return [one.value for one in parts if isinstance(one, nodes.Const)]


_SHELL = re.compile("'(?:page|kind|prefix|languages|navigation)' is undefined")
"""What only base.html is given."""


def _explained(error: Exception, template: str) -> ThemeError:
    """Any error while rendering, with the innermost template and line that it comes from."""
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or template, error.lineno
        return ThemeError(error.message or "it cannot be read", _CORRECT, file=file, line=line)
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno or 0) for one in frames if one.filename.endswith(".html")]
    file, line = places[-1] if places else ("", 0)
    if isinstance(error, TemplateNotFound):
        return _missing(str(error.name), file, line)
    if isinstance(error, ThemeError):
        hint = error.hint
        return error if error.file else ThemeError(error.message, hint, file=file, line=line)
    message = str(error) or type(error).__name__
    if isinstance(error, RecursionError):
        return ThemeError("it includes itself without end", _CORRECT, file=file, line=line)
    if isinstance(error, UndefinedError) and _SHELL.fullmatch(message) and places:
        file, line = places[0]
        return ThemeError("it extends base.html", _FRAGMENT, file=file, line=line)
    return ThemeError(message, _CORRECT, file=file or template, line=line)


def _missing(name: str, file: str, line: int) -> ThemeError:
    hint = f"add {name}, or correct the template" if file else "add it"
    return ThemeError(f"the theme has no template `{name}`", hint, file=file, line=line)
