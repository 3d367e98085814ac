"""Texts of other pages -> Markdown as a status page carries it."""

from __future__ import annotations

import re

from statusgen.content.frontmatter import LONGEST_BODY
from statusgen.importers.losses import Losses, Place

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]*)\]\((?P<url>[^)\s]+)(?:\s+\"[^\"\n]*\")?\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)
_CONFLICT = re.compile(r"^(<{7}|>{7}|={7}|\|{7})(?=\s|$)", re.MULTILINE)


def prose(text: str, place: Place, losses: Losses) -> str:
    """A Markdown text without what a status page refuses: each thing that goes is told."""
    for pattern, put, why in (
        (_INVISIBLE, "", "invisible characters are not allowed"),
        (_COMMENT, "", "comments in HTML are not kept"),
        (_SHORTCODE, "", "a shortcode of Hugo means nothing here"),
        (_IMAGE, _link, "pictures of other servers become links"),
        (_CONFLICT, r"\\\1", "the line looks like a conflict of git"),
    ):
        found = pattern.findall(text)
        if found:
            losses.changed(place, f"{len(found)} of them", "", why)
            text = pattern.sub(put, text)
    return _within_size(text.strip(), place, losses)


def line(text: str, longest: int, place: Place, losses: Losses) -> str:
    """A text on one line of at most ``longest`` characters, such as a title."""
    plain = " ".join(_INVISIBLE.sub(" ", text).split())
    if plain != text:
        losses.changed(place, text, plain, "blanks, line ends and invisible characters go")
    if len(plain) > longest:
        losses.changed(place, plain, f"{plain[: longest - 1]}…", f"it is longer than {longest}")
        plain = f"{plain[: longest - 1]}…"
    return plain


def _link(found: re.Match[str]) -> str:
    return f"[{found['alt'] or found['url']}]({found['url']})"


def _within_size(text: str, place: Place, losses: Losses) -> str:
    raw = text.encode()
    if len(raw) <= LONGEST_BODY:
        return text
    kept = raw[: LONGEST_BODY - 4].decode(errors="ignore")
    losses.changed(
        place, f"{len(raw):,} bytes", f"{LONGEST_BODY:,}", "the text is cut: it is too long"
    )
    return f"{kept}…"
