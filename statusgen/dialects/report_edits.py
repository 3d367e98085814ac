"""Edits of what `reports` tells of: an incident, or one time that a maintenance takes place."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.dataclass import dataclass
from statusgen.dialects.reports import Report, reports
from statusgen.editing.desk import Desk
from statusgen.editing.entries import say
from statusgen.editing.splice import Writable
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import Phase, State
from statusgen.model.maintenance import Maintenance
from statusgen.snapshot.occurrences import Occurrence

SAID: Mapping[State, str] = {
    State.INVESTIGATING: "We are investigating this incident.",
    State.IDENTIFIED: "The cause of this incident has been identified.",
    State.MONITORING: "A fix is in place, and we are watching how it works.",
    State.RESOLVED: "This incident has been resolved.",
}
"""What an update says where the request has a state and no words."""

SAID_OF_WORK: Mapping[bool, str] = {
    True: "This maintenance is over.",
    False: "This maintenance has been cancelled.",
}
"""The same for the end of a maintenance, by whether it had begun."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A report, and what it tells of as it was written; ``occurrence`` is a maintenance's."""

    report: Report
    entry: Incident | Maintenance
    occurrence: Occurrence | None = None

    @property
    def recurring(self) -> bool:
        """Whether it is one of many times, which no edit of the whole may change."""
        return isinstance(self.entry, Maintenance) and bool(self.entry.rrule)


def subject(desk: Desk, number: int) -> Subject | None:
    """What has this number."""
    report = next((one for one in reports(desk.snapshot()) if one.number == number), None)
    if report is None:
        return None
    entry = next(one for one in desk.site.entries if one.slug == report.slug)
    times = (pair[1] for pair in desk.snapshot().occurrences() if pair[0].slug == report.slug)
    return Subject(report, entry, next((one for one in times if one.start == report.start), None))


def report_of(desk: Desk, slug: str, number: int | None = None) -> Report | None:
    """The report of a slug as it will be after the edits; of several, the one of this number."""
    found = (one for one in reports(desk.preview()) if one.slug == slug)
    return next((one for one in found if number in (None, one.number)), None)


def say_of_work(
    desk: Desk,
    about: Subject,
    over: bool,
    text: str,
    more: Mapping[str, Writable] | None = None,
    named: Phase | None = None,
) -> int:
    """Adds an update to one time of a maintenance, and ends it with ``over``; gives its id.

    ``more`` are keys of the comment; ``named`` is its phase where the clock does not find it. What
    is said after the end keeps the time of the end, which it would move otherwise.
    """
    ended_at = about.report.ended_at
    phase = about.occurrence.phase if about.occurrence else Phase.SCHEDULED
    if over and ended_at is None:
        phase = Phase.COMPLETED if desk.now >= about.report.start else Phase.CANCELLED
    phase = named or phase
    keys: dict[str, Writable] = dict(more or {})
    if about.recurring and about.occurrence:
        keys["occurrence"] = rfc3339(about.occurrence.planned)
    if ended_at is not None:
        keys["created_at"] = rfc3339(desk.now)
    at = desk.now if ended_at is None else ended_at
    return say(desk, about.entry.slug, phase, text, at, keys)
