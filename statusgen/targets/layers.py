"""The files of a theme and of what it extends: folders -> layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from statusgen.content.fields import Key, Record
from statusgen.content.places import At, did_you_mean
from statusgen.content.scalars import Text, Whole
from statusgen.content.tokens import TOKENS_KEY
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.targets.faults import NoSuchTheme, ThemeError
from statusgen.targets.parts import read_parts, read_yaml

API = 1
"""What templates are given; a theme says for which version it was written."""

DEFAULT = "default"

_PACKAGE = Path(__file__).resolve().parents[1]
_BUILT_IN = (_PACKAGE / "_themes", _PACKAGE.parent / "themes")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
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

    ``label`` is the folder in messages; ``own`` says that it belongs to the site. ``strangers``
    are the paths of what is in the folder and means nothing there.
    """

    name: str
    label: str
    files: Mapping[str, bytes]
    own: bool
    about: Mapping[str, Any]
    strangers: tuple[str, ...] = ()

    @property
    def tokens(self) -> Tokens:
        """The custom properties that its theme.yaml sets."""
        return dict(self.about.get("tokens", {}))

    def texts(self, *endings: str) -> Iterator[tuple[str, str]]:
        """Its files with one of these endings as text, with their paths. What stands in static/
        is published as it is, and need not be text.
        """
        for path, content in self.files.items():
            if path.endswith(endings) and not path.startswith("static/"):
                yield path, content.decode()


def load_layers(name: str, site_root: Path | None) -> tuple[Layer, ...]:
    """The folders of the theme ``name`` and of what it extends, the first one wins.

    A ``site_root`` of None leaves only the built-in ones. Raises NoSuchTheme where there is
    none, ThemeError where one cannot be used.
    """
    layers: list[Layer] = []
    wanted = name
    while wanted:
        found = _layers_named(wanted, site_root)
        if any(layer.name == wanted for layer in layers):
            raise _blamed(layers[-1], f"the theme `{name}` extends itself", "correct `extends`")
        if not found and layers:
            hint = _advice(wanted, site_root)
            raise _blamed(layers[-1], f"there is no theme `{wanted}`", hint)
        if not found:
            raise NoSuchTheme(wanted, _advice(wanted, site_root))
        layers += found
        wanted = found[0].about.get("extends", DEFAULT) if wanted != DEFAULT else ""
    return tuple(layers)


def known_themes(site_root: Path) -> dict[str, tuple[Layer, ...]]:
    """Every theme that the site can use, with its own folder and the built-in one."""
    return {name: tuple(_layers_named(name, site_root)) for name in theme_names(site_root)}


def theme_names(site_root: Path | None) -> list[str]:
    """The names of the folders that can be themes; what is in them is not read."""
    places = (home for home, _ in _homes(site_root))
    folders = (one for place in places if place.is_dir() for one in place.iterdir())
    return sorted({one.name for one in folders if is_name(one.name) and one.is_dir()})


def is_name(name: str) -> bool:
    """Whether a folder of this name can be a theme."""
    return bool(_NAME.fullmatch(name))


def _homes(site_root: Path | None) -> list[tuple[Path, str]]:
    """The folders in which themes are, the site's own first."""
    own = None if site_root is None else site_root / "themes"
    homes = {own.resolve(): (own, "themes")} if own else {}
    for place in _BUILT_IN:
        homes.setdefault(place.resolve(), (place, "built-in themes"))
    return list(homes.values())


def _layers_named(name: str, site_root: Path | None) -> list[Layer]:
    """The site's own folder of that name, then the built-in one."""
    if not is_name(name):
        return []
    return [
        _layer(name, f"{label}/{name}", home / name)
        for home, label in _homes(site_root)
        if (home / name).is_dir()
    ]


def _layer(name: str, label: str, folder: Path) -> Layer:
    own = not label.startswith("built-in")
    files, strangers = read_parts(folder, label, own=own)
    about = _about(files.get("theme.yaml", b""), f"{label}/theme.yaml")
    return Layer(name, label, files, own, about, strangers if own else ())


def _about(text: bytes, file: str) -> dict[str, Any]:
    """What a theme says of itself. Raises ThemeError."""
    problems: list[Diagnostic] = []
    about = _ABOUT.read(read_yaml(text, file), At(file, problems)) or {}
    for one in problems:
        raise ThemeError(one.message, one.hint, file=file, route=one.where.route)
    if about.get("theme_api", API) != API:
        message = f"it was written for theme_api {about['theme_api']}, this is {API}"
        hint = "adapt its templates and then the number"
        raise ThemeError(message, hint, file=file, route=("theme_api",))
    return about


def _blamed(layer: Layer, message: str, hint: str) -> ThemeError:
    """What is wrong with the theme that a layer extends."""
    return ThemeError(message, hint, file=f"{layer.label}/theme.yaml", route=("extends",))


def _advice(name: str, site_root: Path | None) -> str:
    """What to do about a theme that does not exist."""
    hint = did_you_mean(name, theme_names(site_root))
    return f"make the folder themes/{name}, or {hint}" if hint.startswith("use ") else hint
