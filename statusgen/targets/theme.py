"""How a site looks and what it says: files of a theme -> text. The only door to Jinja2."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statusgen.artifact import digest
from statusgen.content.yamldoc import parse
from statusgen.diagnostics import Diagnostic
from statusgen.errors import UsageError
from statusgen.targets import squeeze
from statusgen.targets.strings import ORIGINAL, Strings, ThemeError

if TYPE_CHECKING:
    from jinja2 import Environment

API = 1
"""What templates are given; a theme says for which version it was written."""

DEFAULT = "default"

_PACKAGE = Path(__file__).resolve().parents[1]
_BUILT_IN = (_PACKAGE / "_themes", _PACKAGE.parent / "themes")
_PARTS = re.compile(
    r"theme\.yaml|(?:blocks/)?[a-z0-9_]+\.html|css/[a-z0-9_-]+\.css|strings/[a-z0-9-]+\.yaml"
    r"|js/[a-z0-9_-]+\.js|static/[a-z0-9_-][a-z0-9._-]*"
)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FOLDERS = ("", "blocks", "css", "js", "static", "strings")
_KEYS = {"name", "extends", "theme_api"}


@dataclass(frozen=True, slots=True)
class Layer:
    """The files of one theme folder, by their paths in it; ``label`` is for messages."""

    name: str
    label: str
    files: Mapping[str, bytes]


class Theme:
    """Templates, styles, scripts and wording, each file from the first layer that has it.

    ``digest`` stands for all bytes of all files: pages that were made with an equal one, from
    equal data, are equal.
    """

    def __init__(self, name: str, layers: tuple[Layer, ...]) -> None:
        self.name = name
        self.layers = layers
        self.digest = digest([(layer.name, sorted(layer.files.items())) for layer in layers], API)
        self._strings: dict[tuple[str, bool], Strings] = {}

    def render(self, template: str, **context: Any) -> str:
        """A template filled in. Raises ThemeError, naming template and line."""
        try:
            return self._environment.get_template(template).render(context)
        except Exception as error:
            raise _explained(error, template) from error

    def strings(self, lang: str, *, trusted: bool = True) -> Strings:
        """The wording of a language; what is missing in ``pt-br`` is taken from ``pt``, then en.
        ``trusted`` decides about outage sentences that nobody has reviewed.
        """
        if (lang, trusted) not in self._strings:
            names = dict.fromkeys((ORIGINAL, lang.partition("-")[0], lang))
            layers = (
                (name, _read(layer, f"strings/{name}.yaml"))
                for name in names
                for layer in reversed(self.layers)
            )
            self._strings[lang, trusted] = Strings(lang, layers, trusted=trusted)
        return self._strings[lang, trusted]

    def speaks(self, lang: str) -> bool:
        """Whether there is any wording in this language."""
        return any(f"strings/{lang}.yaml" in layer.files for layer in self.layers)

    def text(self, path: str) -> str:
        """A style sheet or another text file of the theme; "" where there is none."""
        found = next((one.files[path] for one in self.layers if path in one.files), b"")
        return found.decode()

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """The files that pages link to, by name: static/ as it is, js/ without comments."""
        found: dict[str, bytes] = {}
        for layer in reversed(self.layers):
            for path, content in layer.files.items():
                folder, _, name = path.rpartition("/")
                if folder == "static":
                    found[name] = content
                elif folder == "js":
                    found[name] = squeeze.script(content.decode()).encode()
        return found

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FunctionLoader, StrictUndefined

        return Environment(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def _source(self, template: str) -> tuple[str, str, Callable[[], bool]] | None:
        """The text of a template; ``!default/home.html`` is that of one layer and no other."""
        only, _, path = template[1:].partition("/") if template[:1] == "!" else ("", "", template)
        for layer in self.layers:
            if path in layer.files and only in ("", layer.name):
                return layer.files[path].decode(), f"{layer.label}/{path}", lambda: True
        return None


def trusted(html: str) -> str:
    """Marks rendered Markdown as HTML. It is the only value that templates do not escape."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704


def load_theme(name: str, site_root: Path) -> Theme:
    """The theme ``name`` of the site in ``site_root``, or a built-in one, with what it extends.

    Raises UsageError where there is none, ThemeError where it cannot be used.
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
        wanted = _extended(found[0]) if wanted != DEFAULT else ""
    return Theme(name, tuple(layers))


def _layers_named(name: str, site_root: Path) -> list[Layer]:
    """The site's own folder of that name, then the built-in one."""
    own = site_root / "themes"
    homes = {own.resolve(): (own, "themes")}
    for place in _BUILT_IN:
        homes.setdefault(place.resolve(), (place, "built-in themes"))
    if not _NAME.fullmatch(name):
        return []
    return [
        Layer(name, f"{label}/{name}", dict(_files(home / name, f"{label}/{name}")))
        for home, label in homes.values()
        if (home / name).is_dir()
    ]


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


def _extended(layer: Layer) -> str:
    """What a theme extends, after a look at its theme.yaml."""
    about = _read(layer, "theme.yaml")
    unknown = about.keys() - _KEYS
    if unknown:
        raise ThemeError(
            f"{layer.label}/theme.yaml has an unknown key `{min(unknown)}`:"
            f" use {', '.join(sorted(_KEYS))}"
        )
    if about.get("theme_api", API) != API:
        raise ThemeError(
            f"{layer.label} was written for theme_api {about['theme_api']}, this is {API}:"
            " adapt its templates and then the number in its theme.yaml"
        )
    return str(about.get("extends", DEFAULT))


def _read(layer: Layer, path: str) -> dict[str, Any]:
    """A YAML file of a theme, {} where there is none."""
    problems: list[Diagnostic] = []
    text = layer.files.get(path, b"").decode(errors="replace").replace("\r\n", "\n")
    found = parse(text, f"{layer.label}/{path}", problems)
    for one in problems:
        raise ThemeError(f"{one.where.file}:{one.where.line}: {one.message}; {one.hint}")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ThemeError(f"{layer.label}/{path} must be a map of keys to values")
    return found


def _unknown(name: str, site_root: Path) -> UsageError:
    places = (site_root / "themes", *_BUILT_IN)
    known = {
        one.name for place in places if place.is_dir() for one in place.iterdir() if one.is_dir()
    }
    return UsageError(
        f"there is no theme `{name}`: make the folder themes/{name} or choose one of"
        f" {', '.join(sorted(known))}"
    )


def _explained(error: Exception, template: str) -> ThemeError:
    """Any error while rendering, with the innermost template and line that it comes from."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return ThemeError(f"{error.filename}:{error.lineno}: {error.message}; correct the template")
    if isinstance(error, TemplateNotFound):
        return ThemeError(
            f"the theme has no template `{error.name}`: add it, or correct {template}"
        )
    frames = traceback.extract_tb(error.__traceback__)
    inner = next((one for one in reversed(frames) if one.filename.endswith(".html")), None)
    place = f"{inner.filename}:{inner.lineno}" if inner else template
    advice = "" if isinstance(error, ThemeError) else "; correct the template"
    return ThemeError(f"{place}: {error}{advice}")
