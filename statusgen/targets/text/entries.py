"""What happens and happened, as lines: the title, when and how bad, what was said last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from statusgen.markdown import to_text
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import words
from statusgen.targets.html.views import Entry, Report
from statusgen.targets.html.words import Voice
from statusgen.targets.text.columns import clean, plain, wrapped

_LONGEST_UPDATE = 480
_INDENT = "  "
_MARKS = {"incident": "! ", "maintenance": "m ", "notice": "* "}


def stamp(voice: Voice, at: int) -> str:
    """``2026-08-22 14:03 UTC``: the same in every language, so that it can be sorted."""
    local = datetime.fromtimestamp(at, voice.zone)
    return f"{local:%Y-%m-%d %H:%M} {voice.conventions.zone(local)}"


def incident(view: IncidentView, report: Report, voice: Voice, now: int) -> Iterator[str]:
    """An incident that goes on, with the newest that was said about it."""
    lasted = voice.t("report.ongoing", duration=words.duration(voice, now - view.start))
    yield from entry(report.entry, voice, lasted)
    for told in report.updates[:1]:
        update = next(one for one in view.updates if one.id == told.id)
        text = to_text(words.written(voice, update.text, update.texts).text, _LONGEST_UPDATE)
        said = f"{plain(told.word)}, {stamp(voice, told.at.at)}: {plain(clean(text))}"
        yield from wrapped(said, _INDENT, _INDENT * 2)


def entry(one: Entry, voice: Voice, lasted: str = "") -> Iterator[str]:
    """Anything that goes on or is planned; ``lasted`` says for how long it does."""
    yield from wrapped(clean(one.title.text), _MARKS[one.kind], _INDENT)
    said = [one.impact if one.kind == "incident" else one.state, _window(one, voice), lasted]
    yield from wrapped(plain(", ".join(filter(None, said))), _INDENT, _INDENT * 2)
    hits = ", ".join(_hit(hit.name.text, hit.word, one) for hit in one.hits)
    if hits:
        yield from wrapped(hits, _INDENT, _INDENT * 2)


def past(one: Entry, voice: Voice) -> Iterator[str]:
    """Something that is over, behind the day on which it began."""
    day = words.day_of(voice.day_zone, one.started.at) + _INDENT
    indent = " " * len(day)
    yield from wrapped(clean(one.title.text), day, indent)
    said = plain(", ".join(filter(None, (one.state, one.impact, one.length))))
    names = ", ".join(clean(hit.name.text) for hit in one.hits)
    yield from wrapped(f"{said}: {names}" if names else said, indent, indent)


def _hit(name: str, word: str, one: Entry) -> str:
    """A monitor, and how it is where that differs from what is said of all of them."""
    shown = one.kind == "incident" and word != one.impact
    return f"{clean(name)} ({plain(word)})" if shown else clean(name)


def _window(one: Entry, voice: Voice) -> str:
    """From when to when; a day that both share is said once."""
    start, end = stamp(voice, one.started.at), one.ended and stamp(voice, one.ended.at)
    if end:
        first, last = start.rpartition(" ")[0], end.rpartition(" ")[0]
        same = first[:10] == last[:10] and start[17:] == end[17:]
        return f"{first}-{end[11:]}" if same else f"{start} - {end}"
    if one.kind == "notice":
        return start
    return voice.t("report.since" if one.kind == "incident" else "report.open_end", time=start)
