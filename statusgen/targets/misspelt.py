"""Files in a site's own theme that nothing reads: a theme -> diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.content.fields import LANGUAGE
from statusgen.content.places import did_you_mean
from statusgen.diagnostics import Diagnostic
from statusgen.rules import problem
from statusgen.targets.cldr import UnknownLocaleError, conventions
from statusgen.targets.layers import Layer
from statusgen.targets.parts import FOLDERS
from statusgen.targets.theme import Theme

_ADDED = "css/custom.css"
_TAG = re.compile(r"{%-?\s*(?:include|extends|import|from)\b(.*?)%}", re.DOTALL)
_QUOTED = re.compile(r"""["']([^"']+)["']""")


def lost_files(theme: Theme) -> Iterator[Diagnostic]:
    """What stands in the folder of a theme under a name that no part of a theme has."""
    sheets = _sheets(theme)
    for layer in theme.layers:
        for path in layer.strangers:
            yield _lost(layer, path, _advice(path, theme))
        for path in layer.files:
            if layer.own and path.startswith("css/") and path not in sheets:
                yield _lost(layer, path, did_you_mean(path, sheets))
            elif layer.own and path.startswith("strings/") and not _is_language(path):
                name = "a language, such as nl.yaml or pt-br.yaml"
                yield _lost(layer, path, f"name it after {name}")


def _sheets(theme: Theme) -> list[str]:
    """The style sheets that pages have: those of the default theme, and what themes add."""
    return [*(path for path in theme.layers[-1].files if path.startswith("css/")), _ADDED]


def lost_templates(theme: Theme) -> Iterator[Diagnostic]:
    """Templates that are neither those of a page nor named by another one."""
    if not any(any(layer.texts(".html", ".txt")) for layer in theme.layers if layer.own):
        return
    named = _named(theme)
    if named is None:
        return
    pages = {path for path in theme.layers[-1].files if path.endswith(".html") and "/" not in path}
    known = pages | named
    for layer in theme.layers:
        for path, _ in layer.texts(".html", ".txt") if layer.own else ():
            if path not in known:
                hint = did_you_mean(path, sorted(known))
                yield _lost(layer, path, hint, "no template includes this file")


def _named(theme: Theme) -> set[str] | None:
    """The templates that others name, None where one makes up the name."""
    found: set[str] = set()
    for layer in theme.layers:
        for _, text in layer.texts(".html", ".txt"):
            for tag in _TAG.findall(text):
                names = _QUOTED.findall(tag)
                if not names or "~" in tag:
                    return None
                found |= {re.sub("^![^/]*/", "", name) for name in names}
    return found


def _is_language(path: str) -> bool:
    name = path.removeprefix("strings/").removesuffix(".yaml")
    if not LANGUAGE.fullmatch(name):
        return False
    try:
        conventions(name)
    except UnknownLocaleError:
        return False
    return True


def _advice(path: str, theme: Theme) -> str:
    """What to do about a file that means nothing, by its place and name."""
    folder, _, name = path.rpartition("/")
    if path in FOLDERS:
        return f"make `{path}` a folder"
    if folder == "static" and "." not in name:
        return "put the files into static/ itself: it has no folders in it"
    if folder in ("static", "js"):
        plain = re.sub("[^a-z0-9._-]+", "-", name.lower()).strip("-._")
        return f"use a-z, 0-9, `-`, `_` and `.` alone: `{plain}`"
    if folder == "strings" and name.endswith(".yml"):
        return f"name it `{name.removesuffix('.yml')}.yaml`"
    known = {part for layer in theme.layers for part in layer.files if not layer.own}
    hooks = _named(theme) or set()
    return did_you_mean(path, [*FOLDERS[1:], *_sheets(theme), *sorted(known | hooks)])


def _lost(
    layer: Layer, path: str, hint: str, message: str = "this is no part of a theme"
) -> Diagnostic:
    return problem("unknown-file", f"{layer.label}/{path}", message, hint=hint)
