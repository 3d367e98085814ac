"""Edits of what `reports` tells of: an incident, or one time that a maintenance takes place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from statusgen.dialects.kener_v4.outcome import files_of, folder_of
from statusgen.dialects.reports import Report, reports
from statusgen.editing.desk import Desk
from statusgen.editing.incidents import (
    NewIncident,
    add_comment,
    change_incident,
    delete_incident,
    open_incident,
)
from statusgen.editing.maintenances import (
    NewMaintenance,
    change_maintenance,
    delete_maintenance,
    schedule,
)
from statusgen.editing.numbers import number_comment, number_incident
from statusgen.editing.splice import Writable, with_key
from statusgen.instants import rfc3339
from statusgen.model.ids import free_id, incident_id
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


def begin(desk: Desk, new: NewIncident | NewMaintenance) -> str:
    """Adds an incident or a maintenance; gives its slug."""
    if isinstance(new, NewIncident):
        file = open_incident(desk.draft, desk.site, new)
        number_incident(desk.draft, desk.site, file, new.start)
        return folder_of(file)
    file = schedule(desk.draft, desk.site, new)
    slug = folder_of(file)
    gone = {one.id for one in desk.site.removed if one.id is not None}
    wanted = incident_id(slug, new.start)
    number = free_id(wanted, {one.id for one in desk.site.entries} | gone)
    if number != wanted:
        desk.draft.write(file, with_key(desk.draft.text(file), "id", number))
    return slug


def say(desk: Desk, slug: str, state: State, text: str, at: int | None = None) -> str:
    """Adds an update to an incident, now or ``at``; gives its file, "" where there is none.

    An incident that the edits made unreadable is left to the checks.
    """
    site = desk.edited() if desk.draft.files else desk.site
    entry = next((one for one in site.incidents if one.slug == slug), None)
    if entry is None:
        return ""
    at = desk.now if at is None else at
    file = add_comment(desk.draft, entry.file, entry.comments, at, state, text)
    number_comment(desk.draft, site, file)
    if entry.updated_at is not None:
        change_incident(desk.draft, entry, {"updated_at": rfc3339(desk.now)})
    return file


def say_of_work(desk: Desk, about: Subject, over: bool, text: str) -> str:
    """Adds an update to one time of a maintenance, and ends it with ``over``; gives its file.

    What is said after the end keeps the time of the end, which it would move otherwise.
    """
    entry, ended_at = about.entry, about.report.ended_at
    phase = about.occurrence.phase if about.occurrence else Phase.SCHEDULED
    if over and ended_at is None:
        phase = Phase.COMPLETED if desk.now >= about.report.start else Phase.CANCELLED
    keys: dict[str, Writable] = {}
    if about.recurring and about.occurrence:
        keys["occurrence"] = rfc3339(about.occurrence.planned)
    if ended_at is not None:
        keys["created_at"] = rfc3339(desk.now)
    at = desk.now if ended_at is None else ended_at
    file = add_comment(desk.draft, entry.file, entry.comments, at, phase, text, keys)
    if isinstance(entry, Maintenance) and entry.updated_at is not None:
        change_maintenance(desk.draft, entry, {"updated_at": rfc3339(desk.now)})
    return file


def delete(desk: Desk, about: Subject) -> None:
    """Removes its folder; its id and slug are never used again."""
    entry, reason = about.entry, "Deleted through the API"
    files = files_of(desk, entry.file)
    if isinstance(entry, Incident):
        delete_incident(desk.draft, entry, files, reason, desk.now)
    else:
        delete_maintenance(desk.draft, entry, files, reason, desk.now)
