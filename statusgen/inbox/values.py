"""Values out of forms: foreign text in, what content is made of out, or a refusal that says why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from statusgen.content.places import At, did_you_mean
from statusgen.content.times import Duration, Time
from statusgen.diagnostics import Diagnostic
from statusgen.dialects.kamu.bodies import IMPACTS as IMPACT_OF
from statusgen.inbox.verdicts import refused, refused_by
from statusgen.model.site import Site
from statusgen.model.status import IMPACTS, Severity, Status

T = TypeVar("T", bound=StrEnum)

_BLANKS = re.compile(r"[ \t\n]+")
_BETWEEN = re.compile(r"[,;\n]")
_BOX = re.compile(r"[-*] (?:\[([ xX])\] )?")
_SYNONYMS: Mapping[str, str] = {
    "resolve": "resolved",
    "identify": "identified",
    "monitor": "monitoring",
    "investigate": "investigating",
}


def line_of(written: str) -> str:
    """A text on one line."""
    return _BLANKS.sub(" ", written).strip(" ")


def one_of(written: str, known: Iterable[T], what: str) -> T | None:
    """The word that was chosen, in any case; None where none was. ``what`` names it."""
    if not written.strip():
        return None
    known = tuple(known)
    word = line_of(written).lower().replace(" ", "-").replace("_", "-")
    word = _SYNONYMS.get(word, word)
    for one in known:
        if one.lower() == word:
            return one
    raise refused(
        f"there is no {what} `{line_of(written)}`",
        did_you_mean(word, [one.lower() for one in known]),
    )


def weight_of(written: str) -> tuple[Status, Severity | None]:
    """The impact on monitors without one of their own, and the severity where that was said.

    Status pages ask for the one or for the other; without a word the monitors are down.
    """
    found = one_of(written, (*IMPACTS, *Severity), "impact")
    if isinstance(found, Severity):
        return IMPACT_OF[found], found
    return found or Status.DOWN, None


def impacts_of(written: str, default: Status, site: Site) -> dict[str, Status]:
    """``api, checkout=DEGRADED``: the impact of each monitor, by its tag.

    A monitor may be called by its name; lists and ticked boxes of Markdown are read as well. That
    a tag exists is for the checks to say.
    """
    names = {one.name.lower(): one.tag for one in site.monitors}
    found: dict[str, Status] = {}
    for entry in _entries(written):
        name, _, word = entry.partition("=")
        name = line_of(name)
        impact = one_of(word, IMPACTS, "impact") or default
        found[names.get(name.lower(), name)] = impact
    return found


def _entries(written: str) -> Iterator[str]:
    for part in _BETWEEN.split(written):
        entry = part.strip()
        box = _BOX.match(entry)
        if box and box[1] == " ":
            continue
        entry = entry[box.end() :] if box else entry
        if entry:
            yield entry


def time_of(written: str, name: str) -> int | None:
    """Unix seconds of a time with its zone; None where none was given."""
    words = line_of(written)
    if not words:
        return None
    problems: list[Diagnostic] = []
    number = int(words) if re.fullmatch(r"[0-9]{1,12}", words) else words
    found = Time().read(number, At("", problems, (name,)))
    if found is None:
        raise refused_by(problems)
    return found


def end_of(written: str, start: int, name: str) -> int | None:
    """Unix seconds of an end: a time, or a duration such as 2h30m after ``start``."""
    words = line_of(written)
    took = Duration().read(words, At("", [])) if words else None
    return time_of(written, name) if took is None else start + took
