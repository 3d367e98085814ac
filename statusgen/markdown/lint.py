"""What a body's Markdown must not hold, with the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from statusgen.diagnostics import Diagnostic
from statusgen.markdown.links import is_relative, refusal
from statusgen.rules import problem

if TYPE_CHECKING:
    from statusgen.markdown.reader import Parsed

_HOST = r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?(?::[0-9]{1,5})?"
_HARMLESS = rf"(?:{_HOST}(?:[/?#)\s]|\Z)|mailto:[A-Za-z0-9]|/[A-Za-z0-9]|#[A-Za-z0-9])"
_DOUBTFUL_LINK = re.compile(rf"\](?:\((?!{_HARMLESS})|:(?! *{_HARMLESS}))")
_DOUBTFUL_AUTOLINK = re.compile(rf"<(?!{_HOST}[/?#>]|mailto:)[A-Za-z][A-Za-z0-9+.-]{{1,31}}:")
_DEEP = re.compile(r"\n(?:[ >*+-]|[0-9]{1,9}[.)]){17}")

_ALLOWED = "Link to an http, https or mailto address, or to a page of this site, such as /about/."
_ALLOWED_AUTO = _ALLOWED + r" If it is no link, write \< instead of <."
_IMAGE = "Write it as a link, [text](address), or use an image that is published with the page."
_FLAT = "Use fewer quotes and lists inside of each other, or put the text into a code block."


def problems(text: str, file: str, first_line: int) -> list[Diagnostic]:
    """Unsafe links, images of other servers and text that would be dropped in a body.

    ``file`` is what the diagnostics name; ``first_line`` is the line of the file, from 1, on which
    ``text`` begins. Ordinary text costs next to nothing: only doubtful text is parsed.
    """
    return parse(text, file, first_line) if is_doubtful(text) else []


def parse(text: str, file: str, first_line: int) -> list[Diagnostic]:
    """What ``problems`` gives for doubtful text, found by the full reader."""
    from statusgen.markdown.reader import parse_trusting

    parsed = parse_trusting(text)
    found = [*_links(parsed, file), *_dropped(parsed, file)]
    lines = text.split("\n")
    placed = [_placed(diagnostic, url, lines, first_line) for url, diagnostic in found]
    return sorted(placed, key=lambda diagnostic: diagnostic.where.line)


def _placed(found: Diagnostic, words: str, lines: list[str], first_line: int) -> Diagnostic:
    """A diagnostic, counted from line 0 of the text, at the place of ``words`` in its file."""
    number = found.where.line
    line = lines[number] if number < len(lines) else ""
    column = line.find(words) if words in line else len(line) - len(line.lstrip())
    return found.at(first_line + number, column + 1)


def is_doubtful(text: str) -> bool:
    """Whether ``text`` may have a problem; False is certain."""
    if "]" in text and ("![" in text or _DOUBTFUL_LINK.search(text)):
        return True
    if "<" in text and _DOUBTFUL_AUTOLINK.search(text):
        return True
    return bool(_DEEP.search("\n" + (text.expandtabs(4) if "\t" in text else text)))


def _links(parsed: Parsed, file: str) -> Iterator[tuple[str, Diagnostic]]:
    """What is wrong with each address, and the address."""
    told: set[str] = set()
    for definition in parsed.definitions:
        url = definition["href"]
        if refusal(url):
            told.add(url)
            yield url, _unsafe(url, file, definition["map"][0], _ALLOWED)
    for block in parsed.tokens:
        for token in block.children or ():
            url = str(token.attrs.get("src", token.attrs.get("href", "")))
            line = (block.map or [0])[0] + token.meta.get("line", 0)
            if url in told or token.type not in ("image", "link_open"):
                continue
            if refusal(url):
                yield url, _unsafe(url, file, line, _ALLOWED_AUTO if token.info else _ALLOWED)
            elif token.type == "image" and not is_relative(url):
                message = f"the image {_short(url)} comes from another server"
                yield url, problem("remote-image", file, message, hint=_IMAGE, line=line)


def _unsafe(url: str, file: str, line: int, hint: str) -> Diagnostic:
    message = f"the link to {_short(url)} is not allowed: {refusal(url)}"
    return problem("unsafe-link", file, message, hint=hint, line=line)


def _dropped(parsed: Parsed, file: str) -> Iterator[tuple[str, Diagnostic]]:
    """The first place only: what follows it may have been dropped too."""
    for token in parsed.tokens:
        deep = token.level >= parsed.deepest
        if deep and token.type in ("blockquote_open", "list_item_open") and token.map:
            message = "quotes and lists are nested so deeply here that the text would be dropped"
            yield "", problem("dropped-markdown", file, message, hint=_FLAT, line=token.map[0])
            return


def _short(url: str) -> str:
    return url if len(url) <= 60 else url[:59] + "…"
