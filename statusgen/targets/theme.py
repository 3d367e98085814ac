"""How a site looks and what it says: files of a theme -> text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statusgen.artifact import digest
from statusgen.targets.layers import API, DEFAULT, Layer, Tokens, load_layers
from statusgen.targets.parts import read_yaml
from statusgen.targets.strings import ORIGINAL, Strings, flatten

if TYPE_CHECKING:
    from markupsafe import Markup

    from statusgen.shelves import Cupboard
    from statusgen.targets.templates import Templates


_LINKED = ("static", "js")
"""The folders of what pages link to."""


class Theme:
    """Templates, styles, scripts and wording, each file from the first layer that has it.

    ``digest`` stands for all bytes of all files: pages that were made with an equal one, from
    equal data, are equal. ``compiled`` is where compiled templates are kept between builds, if
    somebody says so before the first is rendered.
    """

    def __init__(self, name: str, layers: tuple[Layer, ...]) -> None:
        self.name = name
        self.compiled: Cupboard | None = None
        self.layers = layers
        files = [(layer.name, sorted(layer.files.items())) for layer in layers]
        self.digest = digest(files, API)
        self._strings: dict[tuple[str, bool], Strings] = {}

    def render(self, template: str, **context: Any) -> str:
        """A template filled in. Raises ThemeError, naming template and line."""
        return self.templates.render(template, context)

    def has(self, template: str) -> bool:
        """Whether there is such a template."""
        return self._source(template) is not None

    def strings(self, lang: str, *, trusted: bool = True) -> Strings:
        """The wording of a language; what is missing in ``pt-br`` is taken from ``pt``, then en.
        ``trusted`` decides about outage sentences that nobody has reviewed.
        """
        if (lang, trusted) not in self._strings:
            files = list(self._wording(lang))
            layers = ((name, read_yaml(content, file)) for name, file, content in files)
            self._strings[lang, trusted] = Strings(
                lang, layers, trusted=trusted, file_of=partial(_file_of, files)
            )
        return self._strings[lang, trusted]

    def _wording(self, lang: str) -> Iterator[tuple[str, str, bytes]]:
        """The files of strings for a language: their language, name and bytes, later ones win."""
        for name in dict.fromkeys((ORIGINAL, lang.partition("-")[0], lang)):
            path = f"strings/{name}.yaml"
            for layer in reversed(self.layers):
                if path in layer.files:
                    yield name, f"{layer.label}/{path}", layer.files[path]

    def speaks(self, lang: str) -> bool:
        """Whether there is any wording in this language."""
        return any(f"strings/{lang}.yaml" in layer.files for layer in self.layers)

    @cached_property
    def tokens(self) -> tuple[Tokens, ...]:
        """The custom properties that its theme.yaml files set, later ones win."""
        return tuple(layer.tokens for layer in reversed(self.layers))

    def addition(self, path: str) -> str:
        """A file that every layer may add to, such as css/custom.css: all of them in order."""
        found = (layer.files.get(path, b"") for layer in reversed(self.layers))
        return "".join(text.decode() for text in found)

    def text(self, path: str) -> str:
        """A style sheet or another text file of the theme; "" where there is none."""
        found = next((one.files[path] for one in self.layers if path in one.files), b"")
        return found.decode()

    @cached_property
    def asset_names(self) -> tuple[str, ...]:
        """The names of ``assets``, without the work that their contents are."""
        paths = (path for layer in reversed(self.layers) for path in layer.files)
        parts = (path.rpartition("/") for path in paths)
        return tuple(dict.fromkeys(name for folder, _, name in parts if folder in _LINKED))

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """The files that pages link to, by name: static/ as it is, js/ without comments."""
        found: dict[str, bytes] = {}
        for layer in reversed(self.layers):
            for path, content in layer.files.items():
                folder, _, name = path.rpartition("/")
                if folder in _LINKED:
                    found[name] = content if folder == "static" else _squeezed(content)
        return found

    @cached_property
    def versions(self) -> dict[str, str]:
        """The path of each asset by its name, with a version that changes with its content."""
        found = self.assets.items()
        return {name: f"assets/{name}?v={sha256(data).hexdigest()[:8]}" for name, data in found}

    @cached_property
    def templates(self) -> Templates:
        """The templates of all layers, by their paths."""
        from statusgen.targets.templates import Templates

        return Templates(self._source, self.compiled)

    def _source(self, template: str) -> tuple[str, str, Callable[[], bool]] | None:
        """The text of a template; ``!default/home.html`` is that of one theme and no other: of
        the built-in one where the site has a folder of the same name, so that it can be wrapped.
        """
        only, _, path = template[1:].partition("/") if template[:1] == "!" else ("", "", template)
        layers = [one for one in self.layers if path in one.files and only in ("", one.name)]
        if not layers:
            return None
        found = layers[-1] if only else layers[0]
        return found.files[path].decode(), f"{found.label}/{path}", lambda: True


def _squeezed(script: bytes) -> bytes:
    from statusgen.targets import squeeze

    return squeeze.script(script.decode()).encode()


def _file_of(files: list[tuple[str, str, bytes]], key: str) -> str:
    """The last file of strings that has a key."""
    return next(
        (file for _, file, text in reversed(files) if key in flatten(read_yaml(text, file))), ""
    )


def trusted(html: str) -> str:
    """Marks rendered Markdown as HTML. It is the only value that templates do not escape."""
    return _markup()(html)


@cache
def _markup() -> type[Markup]:
    """Imported once somebody asks for it, and not for every text anew."""
    from markupsafe import Markup

    return Markup


def load_theme(name: str, site_root: Path) -> Theme:
    """The theme ``name`` of the site in ``site_root``, or a built-in one, with what it extends.

    Raises NoSuchTheme where there is none, ThemeError where it cannot be used.
    """
    return Theme(name, load_layers(name, site_root))


def built_in_theme() -> Theme:
    """The default theme as statusgen brings it, whatever the site has made of it."""
    return Theme(DEFAULT, load_layers(DEFAULT, None))
