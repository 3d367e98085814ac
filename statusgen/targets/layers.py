"""The files of a theme and of what it extends: folders -> layers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statusgen.content.fields import Key, Record
from statusgen.content.places import At
from statusgen.content.scalars import Text, Whole
from statusgen.content.settings import TOKENS_KEY
from statusgen.content.yamldoc import parse
from statusgen.diagnostics import Diagnostic
from statusgen.errors import UsageError
from statusgen.targets.strings import ThemeError

API = 1
"""What templates are given; a theme says for which version it was written."""

DEFAULT = "default"

_PACKAGE = Path(__file__).resolve().parents[1]
_BUILT_IN = (_PACKAGE / "_themes", _PACKAGE.parent / "themes")
_PARTS = re.compile(
    r"theme\.yaml|(?:(?:blocks|hooks)/)?[a-z0-9_]+\.(?:html|txt)|css/[a-z0-9_-]+\.css"
    r"|strings/[a-z0-9-]+\.yaml|js/[a-z0-9_-]+\.js|static/[a-z0-9_-][a-z0-9._-]*"
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FOLDERS = ("", "blocks", "hooks", "css", "js", "static", "strings")
_ABOUT = Record(
    (
        Key("name", Text(1, 100), "what the theme is called"),
        Key("description", Text(0, 1000), "a line about it"),
        Key("extends", Text(1, 50), "the theme that has the files which this one lacks"),
        Key("theme_api", Whole(1), "the version of what templates are given"),
        TOKENS_KEY,
    )
)

Tokens = Mapping[str, Mapping[str, str]]
"""Custom properties by scheme (``light``, ``dark`` or ``both``) and name."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The files of one theme folder, by their paths in it.

    ``label`` is the folder in messages; ``own`` says that it belongs to the site.
    """

    name: str
    label: str
    files: Mapping[str, bytes]
    own: bool
    about: Mapping[str, Any]

    @property
    def tokens(self) -> Tokens:
        """The custom properties that its theme.yaml sets."""
        return dict(self.about.get("tokens", {}))


def load_layers(name: str, site_root: Path) -> tuple[Layer, ...]:
    """The folders of the theme ``name`` and of what it extends, the first one wins.

    Raises UsageError where there is none, ThemeError where one cannot be used.
    """
    layers: list[Layer] = []
    wanted = name
    while wanted:
        found = _layers_named(wanted, site_root)
        if not found:
            raise _unknown(wanted, site_root)
        if any(layer.name == wanted for layer in layers):
            raise ThemeError(
                f"the theme `{name}` extends itself: correct `extends` in its theme.yaml"
            )
        layers += found
        wanted = found[0].about.get("extends", DEFAULT) if wanted != DEFAULT else ""
    return tuple(layers)


def known_themes(site_root: Path) -> dict[str, tuple[Layer, ...]]:
    """Every theme that the site can use, with its own folder and the built-in one."""
    places = (home for home, _ in _homes(site_root))
    names = {one.name for place in places if place.is_dir() for one in place.iterdir()}
    found = {name: tuple(_layers_named(name, site_root)) for name in sorted(names)}
    return {name: layers for name, layers in found.items() if layers}


def is_name(name: str) -> bool:
    """Whether a folder of this name can be a theme."""
    return bool(_NAME.fullmatch(name))


def read_yaml(text: bytes, file: str) -> dict[str, Any]:
    """A YAML file of a theme. Raises ThemeError with its place."""
    problems: list[Diagnostic] = []
    found = parse(text.decode(errors="replace").replace("\r\n", "\n"), file, problems)
    for one in problems:
        raise ThemeError(f"{one.where.file}:{one.where.line}: {one.message}; {one.hint}")
    if not isinstance(found, dict | None):
        raise ThemeError(f"{file} must be a map of keys to values")
    return found or {}


def _homes(site_root: Path) -> list[tuple[Path, str]]:
    """The folders in which themes are, the site's own first."""
    own = site_root / "themes"
    homes = {own.resolve(): (own, "themes")}
    for place in _BUILT_IN:
        homes.setdefault(place.resolve(), (place, "built-in themes"))
    return list(homes.values())


def _layers_named(name: str, site_root: Path) -> list[Layer]:
    """The site's own folder of that name, then the built-in one."""
    if not is_name(name):
        return []
    return [
        _layer(name, f"{label}/{name}", home / name)
        for home, label in _homes(site_root)
        if (home / name).is_dir()
    ]


def _layer(name: str, label: str, folder: Path) -> Layer:
    files = dict(_files(folder, label))
    about = _about(files.get("theme.yaml", b""), f"{label}/theme.yaml")
    return Layer(name, label, files, not label.startswith("built-in"), about)


def _files(folder: Path, label: str) -> Iterator[tuple[str, bytes]]:
    """The files of a theme; what is not part of one is left alone, and links are refused."""
    for place in (folder.parent, *(folder / part for part in _FOLDERS)):
        if place.is_symlink():
            raise ThemeError(f"{place} is a link: put the folder itself there")
    for part in _FOLDERS:
        place = folder / part
        entries = sorted(os.scandir(place), key=lambda one: one.name) if place.is_dir() else []
        for entry in entries:
            path = f"{part}/{entry.name}" if part else entry.name
            if not _PARTS.fullmatch(path):
                continue
            if not entry.is_file(follow_symlinks=False):
                raise ThemeError(f"{label}/{path} is no plain file: put the file itself there")
            yield path, Path(entry.path).read_bytes()


def _about(text: bytes, file: str) -> dict[str, Any]:
    """What a theme says of itself. Raises ThemeError."""
    problems: list[Diagnostic] = []
    about = _ABOUT.read(read_yaml(text, file), At(file, problems)) or {}
    for one in problems:
        raise ThemeError(f"{file}: {one.message}; {one.hint}")
    if about.get("theme_api", API) != API:
        raise ThemeError(
            f"{file}: it was written for theme_api {about['theme_api']}, this is {API}:"
            " adapt its templates and then the number"
        )
    return about


def _unknown(name: str, site_root: Path) -> UsageError:
    known = ", ".join(known_themes(site_root))
    return UsageError(
        f"there is no theme `{name}`: make the folder themes/{name} or choose one of {known}"
    )
