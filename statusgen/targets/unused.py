"""Tokens and strings that nothing uses, often misspelt: theme and settings -> diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from statusgen.content.load import SETTINGS
from statusgen.content.places import did_you_mean
from statusgen.content.tokens import TOKENS
from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Settings
from statusgen.rules import problem
from statusgen.targets.layers import Tokens
from statusgen.targets.parts import read_yaml
from statusgen.targets.strings import ORIGINAL, Text, flatten
from statusgen.targets.theme import Theme

_VARIABLE = re.compile(r"var\(\s*--([A-Za-z0-9_-]+)")
_QUOTED = re.compile(r"""["']([a-z0-9_.-]+)["']""")
_GAP = re.compile(r"{(\w+)}")
_OWN_KEYS = {"language.reviewed"}


def unused_tokens(theme: Theme, settings: Settings) -> Iterator[Diagnostic]:
    """Custom properties of the site's own that neither the default theme nor any style knows."""
    origins = [(f"{one.label}/theme.yaml", one.tokens) for one in theme.layers if one.own]
    origins.append((SETTINGS, settings.tokens))
    written = [
        (file, scheme, name)
        for file, tokens in origins
        for scheme, values in tokens.items()
        for name in values
        if name not in TOKENS
    ]
    used = _variables(theme, [tokens for _, tokens in origins]) if written else set()
    for file, scheme, name in written:
        if name not in used:
            message = f"`tokens.{scheme}.{name}` means nothing here"
            hint = did_you_mean(name, [*TOKENS, *sorted(used - set(TOKENS))])
            yield problem("unknown-key", file, message, hint=hint, route=("tokens", scheme, name))


def _variables(theme: Theme, tokens: list[Tokens]) -> set[str]:
    """The custom properties that styles or other tokens use."""
    texts = [text for layer in theme.layers for _, text in layer.texts(".css")]
    texts += [value for one in tokens for values in one.values() for value in values.values()]
    return {name for text in texts for name in _VARIABLE.findall(text)}


def unused_strings(theme: Theme) -> Iterator[Diagnostic]:
    """Keys of the site's own strings that English does not have, and gaps that it does not fill."""
    own = [
        (f"{layer.label}/{path}", content)
        for layer in theme.layers
        for path, content in layer.files.items()
        if layer.own and layer is not theme.layers[-1] and path.startswith("strings/")
    ]
    if not own:
        return
    known = _english(theme)
    asked = _asked(theme)
    for file, content in own:
        for key, text in flatten(read_yaml(content, file)).items():
            route = tuple(key.split("."))
            if key in known:
                yield from _gaps(file, key, text, known[key])
            elif key not in asked | _OWN_KEYS:
                hint = did_you_mean(key, known)
                message = f"`{key}` means nothing here: no page says it"
                yield problem("unknown-key", file, message, hint=hint, route=route)


def _english(theme: Theme) -> Mapping[str, Text]:
    """The English texts of the theme that the site's own builds on."""
    path = f"strings/{ORIGINAL}.yaml"
    found: dict[str, Text] = {}
    for layer in reversed(theme.layers):
        if path in layer.files and (not layer.own or layer is theme.layers[-1]):
            found |= flatten(read_yaml(layer.files[path], f"{layer.label}/{path}"))
    return found


def _asked(theme: Theme) -> set[str]:
    """What stands in quotes in templates of the site's own: keys, among other things."""
    return {
        name
        for layer in theme.layers
        if layer.own
        for _, text in layer.texts(".html", ".txt")
        for name in _QUOTED.findall(text)
    }


def _gaps(file: str, key: str, text: Text, english: Text) -> Iterator[Diagnostic]:
    filled = _GAP.findall(str(english))
    for gap in dict.fromkeys(_GAP.findall(str(text))):
        if gap not in filled:
            hint = did_you_mean(gap, dict.fromkeys(filled)) or "take it out: nothing fills it"
            message = f"`{key}` has no gap `{{{gap}}}`"
            yield problem("unknown-key", file, message, hint=hint, route=tuple(key.split(".")))
