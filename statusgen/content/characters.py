"""A file's bytes -> text without surprises: UTF-8, nothing hidden, no merge conflict."""

from __future__ import annotations

import re
from hashlib import blake2b

from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.patterns import pattern
from statusgen.rules import problem

_MOST_PLACES = 20
_BIDI = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = f"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff{_BIDI}"
_REORDERS = pattern(f"[{_BIDI}]")
_HIDDEN = pattern(f"[{_INVISIBLE}]")
_MARKER = pattern(r"^(?:<{7}(?= )|>{7}(?= )|\|{7}(?= )|={7}$)", re.MULTILINE)

HIDDEN_IN_NAME = pattern(f"[\t\n\u2028\u2029{_INVISIBLE}]")
"""What no name of a file may hold: it could not be shown."""

HIDDEN_IN_YAML = pattern(f"[\u2028\u2029{_INVISIBLE}]")
"""What no YAML may hold: to YAML, U+2028 and U+2029 begin new lines that no editor shows."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: ``file`` is relative to the site's folder, with ``/``.

    ``text`` has Unix line ends and no byte order mark; ``digest`` is 16 bytes of blake2b of the
    bytes on disk.
    """

    file: str
    text: str
    digest: bytes


def decode(file: str, raw: bytes, problems: list[Diagnostic]) -> Source | None:
    """The text of a file's bytes, or None after reporting why it cannot be used."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        problems.append(_not_utf8(file, raw, error.start))
        return None
    if text.startswith("\ufeff"):
        hint = "save the file as UTF-8 without a byte order mark"
        message = "the file begins with a byte order mark, which is ignored"
        problems.append(problem("byte-order-mark", file, message, hint=hint, line=1, column=1))
        text = text[1:]
    text = _unix_lines(text)
    if _HIDDEN.search(text) or "<<<<<<< " in text or ">>>>>>> " in text:
        if _is_utf16(raw):
            problems.append(_not_utf8(file, raw, raw.index(0)))
            return None
        found = hidden_characters(text, file) + _conflicts(text, file)
        problems += found
        if found:
            return None
    return Source(file, text, blake2b(raw, digest_size=16).digest())


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _conflicts(text: str, file: str) -> list[Diagnostic]:
    """The marker lines of a merge conflict; ``=======`` alone underlines a heading."""
    markers = list(_MARKER.finditer(text))
    if all(marker[0][0] in "=|" for marker in markers):
        return []
    message = "a merge conflict was committed: this line begins with"
    hint = "keep the lines that are right, delete the others and the lines with the markers"
    found = []
    for marker in markers[:_MOST_PLACES]:
        line, _ = place(text, marker.start())
        shown = f"{message} `{marker[0]}`"
        found.append(problem("merge-conflict", file, shown, hint=hint, line=line, column=1))
    return found


def _not_utf8(file: str, raw: bytes, start: int) -> Diagnostic:
    before = _unix_lines(raw[:start].decode().removeprefix("\ufeff"))
    line, column = place(before, len(before))
    message = f"the file is not UTF-8 text: the byte 0x{raw[start]:02X} cannot stand here"
    hint = "save the file in the encoding UTF-8"
    if _is_utf16(raw):
        message, hint = "the file is UTF-16 text", "save the file as UTF-8 instead of UTF-16"
    return problem("not-utf8", file, message, hint=hint, line=line, column=column)


def _is_utf16(raw: bytes) -> bool:
    zeros = max(raw[::2].count(0), raw[1::2].count(0))
    return raw[:2] in (b"\xff\xfe", b"\xfe\xff") or zeros * 4 > len(raw)


def hidden_characters(
    text: str, file: str, first_line: int = 1, pattern: re.Pattern[str] = _HIDDEN
) -> list[Diagnostic]:
    """The first 20 control or bidi characters in ``text``, a diagnostic for each."""
    places = [found.start() for found in pattern.finditer(text)][:_MOST_PLACES]
    return [hidden_character(text[i], file, *place(text, i, first_line)) for i in places]


def hidden_character(character: str, file: str, line: int, column: int) -> Diagnostic:
    """The diagnostic for one character that readers cannot see."""
    name = f"U+{ord(character):04X}"
    if _REORDERS.match(character):
        code, hint = "bidi-character", "delete it: right-to-left text is shown well without it"
        message = f"the invisible character {name} shows the text in another order than it has"
    else:
        code, hint = "control-character", "delete it; it often comes with text that was pasted"
        message = f"the text contains the invisible character {name}"
    return problem(code, file, message, hint=hint, line=line, column=column)


def place(text: str, index: int, first_line: int = 1) -> tuple[int, int]:
    """Line and column (in characters, from 1) of ``text[index]``."""
    return text.count("\n", 0, index) + first_line, index - text.rfind("\n", 0, index)


def shown_path(path: str) -> str:
    """A path in which everything that cannot be seen is written as an escape."""
    return HIDDEN_IN_NAME.sub(_escape, path)


def _escape(found: re.Match[str]) -> str:
    # A byte that is not UTF-8 comes as U+DC00 + byte from the operating system.
    return found[0].encode("unicode_escape").decode().replace("\\udc", "\\x")
