"""What browsers refuse to run or load, because the policy of the pages forbids it: -> diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.content.characters import place
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.rules import problem
from statusgen.targets.squeeze import without_comments
from statusgen.targets.theme import Theme

_COMMENT = re.compile(r"{#.*?#}|<!--.*?-->|{%.*?%}", re.DOTALL)
_VALUE = re.compile(r"{{.*?}}", re.DOTALL)
_VISIBLE = re.compile(r"\S")
_TAG = re.compile(
    r"""<(?P<name>[a-z][a-z0-9-]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*)>""", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""(?P<name>[^\s"'<>/=]+)\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+)""")
_ELSEWHERE = re.compile(r"\s*(?:(?:https?:)?//|data:)", re.IGNORECASE)
_PAGE_STYLE = re.compile(r"{{-?\s*page\.css\s*-?}}")
_IN_CSS = re.compile(
    r"""@import\b[^;\n]*|url\(\s*["']?(?:(?:https?:)?//|data:)[^)\n]*""", re.IGNORECASE
)

_NEVER = frozenset({"object", "embed", "base", "iframe", "frame", "video", "audio"})
_PICTURES = frozenset({"img", "source", "input", "image"})
_LOADED = frozenset(
    {"icon", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "prefetch"}
)

_STYLE = "write styles into css/custom.css of the theme: they are in every page already"
_SCRIPT = (
    "put the script into js/ of the theme and load it:"
    ' <script src="{{ root }}{{ assets["NAME.js"] }}" defer></script>'
)
_FILE = 'put the file into static/ of the theme: {{ root }}{{ assets["NAME"] }}'
_FONT = "put the file into static/ of the theme and write url(assets/NAME)"
_LINK = "take it out, or link to a page of its own: <a href=…>"


@dataclass(frozen=True, slots=True)
class _Find:
    """What is refused, where it begins and ends in the text, and what to do instead."""

    start: int
    end: int
    hint: str


def refused(theme: Theme) -> Iterator[Diagnostic]:
    """Everything of that kind in the templates and styles of the site's own theme."""
    for layer in theme.layers:
        for path, text in layer.texts(".html", ".css") if layer.own else ():
            for one in _in_css(text) if path.endswith(".css") else _in_html(text):
                line, column = place(text, one.start)
                shown = " ".join(text[one.start : one.end].split())
                shown = shown if len(shown) <= 80 else shown[:79] + "…"
                yield problem(
                    "refused-by-policy",
                    f"{layer.label}/{path}",
                    f"browsers refuse this on the page: `{shown}`",
                    hint=one.hint,
                    line=line,
                    column=column,
                )


def _in_css(text: str) -> Iterator[_Find]:
    for found in _IN_CSS.finditer(without_comments(text)):
        hint = _STYLE if found[0].startswith("@") else _FONT
        yield _Find(found.start(), found.end(), hint)


def _in_html(text: str) -> Iterator[_Find]:
    """The places of tags and attributes; what is in comments or comes from a gap is no matter."""
    plain = _COMMENT.sub(lambda one: _VISIBLE.sub(" ", one[0]), text)
    plain = _VALUE.sub(lambda one: "_" * len(one[0]), plain)
    for tag in _TAG.finditer(plain):
        attributes = {
            one["name"].lower(): one["value"].strip("\"'")
            for one in _ATTRIBUTE.finditer(tag["rest"])
        }
        hint = _about_tag(tag["name"].lower(), attributes)
        if tag["name"].lower() == "style" and not _PAGE_STYLE.match(text, tag.end()):
            hint = _STYLE
        if hint:
            yield _Find(tag.start(), tag.end(), hint)
        for one in _ATTRIBUTE.finditer(tag["rest"]):
            if hint := _about_attribute(one["name"].lower(), one["value"].strip("\"'")):
                yield _Find(tag.start("rest") + one.start(), tag.start("rest") + one.end(), hint)


def _about_tag(name: str, attributes: dict[str, str]) -> str:
    """What to do instead of a tag; "" where nothing is wrong with it."""
    sources = [attributes.get(key, "") for key in ("src", "srcset")]
    elsewhere = any(_ELSEWHERE.match(source) for source in sources)
    kinds = set(attributes.get("rel", "").lower().split()) if name == "link" else set()
    if name in _NEVER or (name == "form" and "action" in attributes) or "manifest" in kinds:
        return _LINK
    if name == "script" and (elsewhere or not _is_data_or_file(attributes)):
        return _SCRIPT
    if "stylesheet" in kinds:
        return _STYLE
    if kinds & _LOADED and _ELSEWHERE.match(attributes.get("href", "")):
        return _FILE
    return _FILE if name in _PICTURES and elsewhere else ""


def _is_data_or_file(attributes: dict[str, str]) -> bool:
    """Whether a script is not to be run, such as JSON-LD, or has a file of its own."""
    kind = attributes.get("type", "").lower()
    return "src" in attributes or kind.endswith("json")


def _about_attribute(name: str, value: str) -> str:
    if name == "style":
        return _STYLE
    if name.startswith("on") or value.strip().lower().startswith("javascript:"):
        return _SCRIPT
    return ""
