"""A fast path for the Markdown that most people write: what the full reader gives, or None.

It takes only what the rules of Markdown leave no choice about, and leaves the rest to the full
reader. The tests compare both, byte for byte.
"""

from __future__ import annotations

import re

UNPRINTABLE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""For a character class: controls, characters that reorder text, and what XML does not take."""

_ODD = rf"\t\u2028\u2029{UNPRINTABLE}"
_LETTER = r"[^\W_]"
_IN_WORD = r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])"

_MARKUP = re.compile(rf"[*_`\[\]<\\~{_ODD}]")
_PLAIN = bytes(one for one in range(128) if chr(one) not in '&<>"' and not _MARKUP.match(chr(one)))
_NEVER = re.compile(rf"[!`~_<\\{_ODD}](?:(?<=[\\{_ODD}])|(?<=<)(?! )|(?<=!)\[|(?<=([`~_]))\1)")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};")
_ODD_SPACE_AT_END = re.compile(r"[^\S\n ] *(?:\n|\Z)")

_BLANK_LINES = re.compile(r"\n(?: *\n)+")
_NOT_PROSE = rf"[^\S\n]|#(?![A-Za-z0-9])|[>+=|:-]|\*(?!\*?{_LETTER})|[0-9]{{1,9}}[.)](?:\s|\Z)"
_LINE_NOT_PROSE = re.compile(rf"\n(?:{_NOT_PROSE})")
_HEADING = re.compile(r"(#{1,6}) +([^\s#][^\n#]*)(?:\n|\Z)")
_LIST = re.compile(r"\n(?=[-*] )")
_BULLET = re.compile(r"[-*] ")
_ITEM = re.compile(rf"([-*]) (?!{_NOT_PROSE}|\n|\Z)([^\n]+)(?:\n|\Z)")

_SPACES_BEFORE_BREAK = re.compile(r"(?<! ) +\n")
_DELIMITER = re.compile(r"[*_`\[\]]")
_WORDS = rf"((?:[^*`\[\]_]++|{_IN_WORD})++)"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?(?::[0-9]{1,5})?"
_PATH = r"[/?#](?:[A-Za-z0-9/._~?=;#+,:@!-]|&amp;)*"


def _between(stars: str) -> str:
    """Words between two runs of stars, of which one can only open and the other only close."""
    run = re.escape(stars)
    closes = rf"(?:(?<=\S){run}(?!\S)|(?<={_LETTER}){run}(?=[.,:;!?)]))"
    return rf"(?<![^\s(]){run}(?={_LETTER}){_WORDS}{closes}"


_INLINE = re.compile(
    r"(?=[*_`\[\]])(?:"
    "`([^`\n]+)`"
    rf"|{_between('**')}"
    rf"|{_between('*')}"
    rf"|\[{_WORDS}\]\((https?://{_HOST}(?:{_PATH})?)\)"
    rf"|({_IN_WORD}|(?<!\S)\*(?!\S))"
    r"|[*_`\[\]])"
)


class _UnsureError(Exception):
    """Something here needs the full reader."""


def render(text: str, shift: int) -> str | None:
    """The HTML of ``text`` with headings ``shift`` levels down, or None if that is not certain."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip("\n").rstrip(" \n")
    html = _paragraphs(text)
    if html is not None:
        return html
    if "&" in text and _ENTITY.search(text):
        return None
    if not text.isascii() and _ODD_SPACE_AT_END.search(text):
        return None
    if not _MARKUP.search(text) and not _LINE_NOT_PROSE.search("\n" + text):
        paragraphs = [part.strip(" \n") for part in _escape(text).split("\n\n")]
        return "".join([f"<p>{_breaks(part)}</p>\n" for part in paragraphs if part])
    try:
        return _blocks(text, shift)
    except _UnsureError:
        return None


def _paragraphs(text: str) -> str | None:
    """Plain words in plain paragraphs, as most texts are: nothing to escape, no odd spaces."""
    if not text.isascii() or text.encode().translate(None, _PLAIN) or " \n" in text:
        return None
    if not text or "\n\n\n" in text or _LINE_NOT_PROSE.search("\n" + text):
        return None
    return "<p>" + text.replace("\n\n", "</p>\n<p>") + "</p>\n"


def _blocks(text: str, shift: int) -> str:
    if _NEVER.search(text):
        raise _UnsureError
    out: list[str] = []
    after_list = False
    for chunk in _BLANK_LINES.split(text):
        while heading := _HEADING.match(chunk):
            level = min(6, len(heading[1]) + shift)
            out.append(f"<h{level}>{_inline(heading[2])}</h{level}>\n")
            chunk, after_list = chunk[heading.end() :], False
        prose, bullets = _split(chunk)
        if prose:
            after_list = False
            out.append(f"<p>{_prose(prose)}</p>\n")
        if bullets:
            if after_list:
                raise _UnsureError
            after_list = True
            out.append(f"<ul>\n{_items(bullets)}</ul>\n")
    return "".join(out)


def _split(chunk: str) -> tuple[str, str]:
    """What stands before the first item of a list, and all that follows."""
    if _BULLET.match(chunk):
        return "", chunk
    found = _LIST.search(chunk)
    return (chunk[: found.start()], chunk[found.end() :]) if found else (chunk, "")


def _prose(text: str) -> str:
    if _LINE_NOT_PROSE.search("\n" + text):
        raise _UnsureError
    return _inline(text)


def _items(text: str) -> str:
    """The items of a tight list, each on a line of its own and with the same marker."""
    out: list[str] = []
    end = 0
    while end < len(text):
        item = _ITEM.match(text, end)
        if not item or item[1] != text[0]:
            raise _UnsureError
        out.append(f"<li>{_inline(item[2])}</li>\n")
        end = item.end()
    return "".join(out)


def _inline(text: str) -> str:
    html = _breaks(_escape(text.rstrip(" ")))
    return _INLINE.sub(_element, html) if _DELIMITER.search(html) else html


def _element(found: re.Match[str]) -> str:
    code, strong, emphasis, label, url, literal = found.groups()
    if code:
        inner = code[1:-1] if code[0] == code[-1] == " " and code.strip(" ") else code
        return f"<code>{inner}</code>"
    if strong:
        return f"<strong>{strong}</strong>"
    if emphasis:
        return f"<em>{emphasis}</em>"
    if label:
        return f'<a href="{url}">{label}</a>'
    if literal:
        return str(literal)
    raise _UnsureError


def _breaks(html: str) -> str:
    """One space at the end of a line goes; two or more break the line."""
    if " \n" not in html:
        return html
    return _SPACES_BEFORE_BREAK.sub(lambda run: "\n" if len(run[0]) == 2 else "<br />\n", html)


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")
