"""Texts of other pages -> Markdown as a status page carries it."""

from __future__ import annotations

import re

from statusgen.content.frontmatter import LONGEST_BODY
from statusgen.importers.losses import Losses, Place
from statusgen.markdown.links import refusal

_NOWHERE = "http://localhost/"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]*)\]\((?P<url>[^)\s]+)(?:\s+\"[^\"\n]*\")?\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)
_LINK = re.compile(
    r"\[(?P<words>[^\]\n]*)\]\(\s*<?(?P<url>[^)\s>]*)>?(?:\s+\"[^\"\n]*\")?\s*\)"
    r"|<(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>"
    r"|^ {0,3}\[(?P<name>[^\]\n]+)\]:\s*<?(?P<target>[^\s>]+)>?[^\n]*$",
    re.MULTILINE,
)
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
    text = _LINK.sub(lambda found: _allowed(found, place, losses), text)
    return _within_size(text.strip(), place, losses)


def site_url(written: str, place: Place, losses: Losses) -> str:
    """The address of a site, with a slash at its end; a guess where it is no absolute URL."""
    if not written.startswith(("http://", "https://")):
        losses.guessed(place, _NOWHERE, "it is no absolute URL", written)
        return _NOWHERE
    return written.rstrip("/") + "/"


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


def _allowed(found: re.Match[str], place: Place, losses: Losses) -> str:
    """A link as it is, or its words and its address where a status page may not lead there."""
    url = found["url"] or found["auto"] or found["target"] or ""
    why = refusal(url)
    if not why:
        return found[0]
    losses.changed(place, url, "", f"the link becomes text: {why}")
    shown = f"`{url.replace('`', '')}`" if url.strip("`") else ""
    words = found["words"] or found["name"] or ""
    return f"{words} ({shown})" if words and shown else words or shown


def _within_size(text: str, place: Place, losses: Losses) -> str:
    raw = text.encode()
    if len(raw) <= LONGEST_BODY:
        return text
    kept = raw[: LONGEST_BODY - 4].decode(errors="ignore")
    losses.changed(
        place, f"{len(raw):,} bytes", f"{LONGEST_BODY:,}", "the text is cut: it is too long"
    )
    return f"{kept}…"
