"""The whole of Markdown as markdown-it-py reads it: the definition of what a body means."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, cast
from urllib.parse import urljoin

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

from statusgen.dataclass import dataclass
from statusgen.markdown.fastpath import UNPRINTABLE
from statusgen.markdown.links import is_relative, refusal

_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_MOST_CELLS = 20_000
_MOST_FROM_REFERENCES = 256 * 1024

_InlineRule = Callable[[StateInline, bool], bool]


class _Reader(MarkdownIt):
    """CommonMark without HTML, with tables and strikethrough, and with our rule for links."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.enable(["table", "strikethrough"])
        self.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return not refusal(url)

    def normalizeLinkText(self, url: str) -> str:  # noqa: N802
        """An autolink shows where it leads: a host in punycode is not made to look like another."""
        return self.normalizeLink(url)


class _TrustingReader(_Reader):
    """Takes every link, however unsafe, and notes the line of its block that it stands on."""

    def __init__(self) -> None:
        super().__init__()
        for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
            self.inline.ruler.at(name, _noting_the_line(rule))

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True


class _References(dict[str, Any]):
    """Link definitions that stop answering before a small text becomes a huge page."""

    spent = 0

    def get(self, label: str, default: Any = None) -> Any:
        found = super().get(label, default)
        if found:
            self.spent += len(found["href"]) + len(found["title"])
        return found if self.spent <= _MOST_FROM_REFERENCES else default


@dataclass(frozen=True, slots=True)
class Parsed:
    """A body as tokens, and the link definitions in it, each with ``href`` and ``map``.

    A link or image has ``meta["line"]``, its line within its block, from 0. Quotes and list items
    at ``deepest`` level lose what is in them.
    """

    tokens: list[Token]
    definitions: list[dict[str, Any]]
    deepest: int


def render(text: str, shift: int, base: str) -> str:
    """The HTML of ``text``; what it promises stands at ``statusgen.markdown.render``."""
    reader, env = _reader(), _environment()
    tokens = reader.parse(text, env)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + shift)}"
        elif token.type in ("th_open", "td_open"):
            _align_by_class(token)
        elif token.children:
            token.children = _publishable(token.children, base)
    html = str(reader.renderer.render(tokens, reader.options, env))
    return _UNPRINTABLE.sub("\ufffd", html)


def parse_trusting(text: str) -> Parsed:
    """Everything in ``text``, for checks; unsafe links are links here. Not to be rendered."""
    reader, env = _trusting_reader(), _environment()
    tokens = reader.parse(text, env)
    definitions = [*env["references"].values(), *env.get("duplicate_refs", ())]
    return Parsed(tokens, definitions, int(reader.options.maxNesting) - 1)


@cache
def _reader() -> _Reader:
    return _Reader()


@cache
def _trusting_reader() -> _TrustingReader:
    return _TrustingReader()


def _environment() -> dict[str, Any]:
    return {"references": _References(), "cells": 0}


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, unless the body's tables would be filled up to more cells than a page can hold."""
    if not table(state, start, end, True):
        return False
    if silent:
        return True
    top = state.bMarks[start]
    gap = state.src.find("\n\n", top)
    rows = state.src.count("\n", top, gap if gap > 0 else len(state.src)) + 1
    state.env["cells"] += rows * (state.src.count("|", top, state.eMarks[start]) + 1)
    return state.env["cells"] <= _MOST_CELLS and table(state, start, end, False)


def _noting_the_line(rule: _InlineRule) -> _InlineRule:
    def noting(state: StateInline, silent: bool) -> bool:
        position, known = state.pos, len(state.tokens)
        taken = rule(state, silent)
        for token in state.tokens[known : known + 2]:
            if token.type in ("link_open", "image"):
                token.meta.setdefault("line", state.src.count("\n", 0, position))
                break
        return taken

    return noting


def _align_by_class(cell: Token) -> None:
    """Says by class what markdown-it says by style: the page's CSP allows no style attributes."""
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrs["class"] = style.replace("text-align:", "align-")


def _publishable(children: list[Token], base: str) -> list[Token]:
    """Inline tokens with addresses joined to ``base`` and without images of other servers."""
    out: list[Token] = []
    in_link = False
    for token in children:
        if token.type in ("link_open", "link_close"):
            in_link = token.type == "link_open"
            _join(token, "href", base)
        elif token.type == "image" and not is_relative(str(token.attrs["src"])):
            out += _image_as_link(token, in_link)
            continue
        else:
            _join(token, "src", base)
        out.append(token)
    return out


def _join(token: Token, name: str, base: str) -> None:
    """``/about/`` is meant from the site's root, which need not be the root of its host."""
    url = str(token.attrs.get(name, "//"))
    if base and is_relative(url):
        own = "./" + url.lstrip("/") if url.startswith("/") else url
        token.attrs[name] = urljoin(base, own)


def _image_as_link(token: Token, in_link: bool) -> list[Token]:
    source = str(token.attrs["src"])
    renderer = cast("RendererHTML", _reader().renderer)
    alt = renderer.renderInlineAsText(token.children, _reader().options, {})
    text = Token("text", "", 0, content=alt.strip() or source)
    if in_link:
        return [text]
    return [Token("link_open", "a", 1, attrs={"href": source}), text, Token("link_close", "a", -1)]
