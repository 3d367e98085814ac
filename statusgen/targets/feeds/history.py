"""``history.atom`` and ``history.rss``: one entry for each incident, in Statuspage's markup.

For those who want an incident as one thing that changes, and for programs that were written for
Statuspage: they take the updates out of the markup, so it is kept to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from heapq import nsmallest
from operator import itemgetter

from statusgen.artifact import Artifact, Files
from statusgen.model.lifecycle import Phase
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.timeline import IncidentView, Update
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.document import render_part
from statusgen.targets.feeds.entries import Entry, Source, tag_uri
from statusgen.targets.feeds.told import printable

NAME = "history"
_BLOCK = re.compile(r"</?(?:p|ul|ol|pre|h\d|table|blockquote|div|hr)\b")
MOST = 50
"""How many incidents and maintenances there are in it, the newest by their last update."""

Time = tuple[MaintenanceView, Occurrence]
"""A time at which a maintenance takes place."""

Told = tuple[int, str, str, tuple[Update, ...], str]
"""What an entry is made of: id, address, title, updates, and the window of a maintenance."""


def plan(
    maintenances: Iterable[MaintenanceView], feed: Feed, sources: Iterable[Source]
) -> Iterator[Artifact]:
    """The two files; they change with what they tell, not with the clock. ``sources`` are newest
    first.
    """
    found: list[tuple[int, int, IncidentView | Time]] = []
    for source in sources:
        if isinstance(source.view, IncidentView) and source.view.times:
            if len(found) >= MOST and -source.newest[0] > found[MOST - 1][0]:
                break
            found.append((-source.newest[0], source.view.id, source.view))
    for view in maintenances:
        found += [(-o.updates[-1].at, o.id, (view, o)) for o in view.occurrences if o.updates]
    newest = tuple(subject for _, _, subject in nsmallest(MOST, found, key=itemgetter(0, 1)))
    own = replace(feed, name=NAME, title=f"{feed.title} - Incident History")
    yield Artifact(NAME, render, (own, newest), files=2)


def render(feed: Feed, found: tuple[IncidentView | Time, ...]) -> Files:
    """The two files."""
    entries = (_entry(_told(one, feed.language), feed) for one in found)
    return render_part(feed, Part(NAME), entries, with_json=False)


def _told(subject: IncidentView | Time, language: str) -> Told:
    if isinstance(subject, IncidentView):
        return _incident(subject, language)
    return _occurrence(*subject, language)


def _incident(view: IncidentView, language: str) -> Told:
    title = view.titles.get(language, view.title)
    return view.id, f"incidents/{view.slug}/", title, view.updates, ""


def _occurrence(view: MaintenanceView, one: Occurrence, language: str) -> Told:
    title = view.titles.get(language, view.title)
    return one.id, f"maintenances/{view.slug}/", title, one.updates, _window(one)


def _entry(told: Told, feed: Feed) -> Entry:

    number, address, title, updates, window = told
    newest = updates[-1]
    parts = [_update(one, feed) for one in reversed(updates)]
    return Entry(
        id=tag_uri(feed.site, f"Incident/{number}"),
        link=feed.site + address,
        title=title,
        at=updates[0].at,
        updated=max(newest.at, newest.updated_at),
        state="",
        impact="",
        monitors=(),
        html=printable(" ".join([window, *parts] if window else parts)),
    )


def _update(one: Update, feed: Feed) -> str:
    from html import escape

    from statusgen.markdown import render as render_markdown

    text = render_markdown(one.texts.get(feed.language, one.text), base=feed.site).strip()
    state = "In progress" if one.state is Phase.IN_PROGRESS else str(one.state).capitalize()
    when = f"<small>{_day(one.at)}, {_clock(one.at)} UTC</small>"
    said = f"<p> {when}<br> <strong>{escape(state)}</strong> - "
    paragraphs = text.removeprefix("<p>").removesuffix("</p>").replace("</p>\n<p>", "<br><br>")
    if "<p>" in paragraphs or not text.startswith("<p>") or _BLOCK.search(paragraphs):
        return f"{said}</p>\n{text}"
    return f"{said}{paragraphs} </p>"


def _window(one: Occurrence) -> str:
    end = f" - {_clock(one.end)}" if one.end is not None else ""
    return (
        f"<p><strong>THIS IS A SCHEDULED EVENT {_day(one.start)}, {_clock(one.start)}{end} UTC"
        "</strong></p>"
    )


def _day(at: int) -> str:
    local = datetime.fromtimestamp(at, UTC)
    return f"{local:%b} <var data-var='date'>{local:%d}</var>"


def _clock(at: int) -> str:
    return f"<var data-var='time'>{datetime.fromtimestamp(at, UTC):%H:%M}</var>"
