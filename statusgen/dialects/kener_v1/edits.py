"""Kener's requests about an incident that change what it is: title, times, tags, text, flags."""

from __future__ import annotations

from statusgen.dialects.kener_v1.bodies import Asked, Body, asked, end_of
from statusgen.dialects.kener_v1.flags import Before, Flags, before_of, finish, move
from statusgen.dialects.kener_v1.incidents import shape
from statusgen.dialects.kener_v4.outcome import in_order
from statusgen.dialects.report_edits import Subject, subject
from statusgen.dialects.reports import Report
from statusgen.dialects.request import Refused
from statusgen.editing.desk import Desk
from statusgen.editing.entries import begin
from statusgen.editing.incidents import NewIncident, change_comment, with_id
from statusgen.editing.maintenances import NewMaintenance, change_maintenance, in_words
from statusgen.editing.splice import Writable, has_key, with_body, with_keys
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident, Origin
from statusgen.model.lifecycle import State
from statusgen.model.maintenance import Maintenance
from statusgen.model.status import Status

_SERIES = "Invalid incidentNumber: it is one time of a recurring maintenance, whose file says when"


def create(body: Body, desk: Desk) -> str:
    """POST: an incident, or a maintenance where it is one and has an end; gives its slug."""
    wanted = asked(body, desk, desk.now)
    made: dict[str, Writable] = {"created_at": rfc3339(desk.now)}
    if wanted.planned and wanted.end is not None:
        took = wanted.end - wanted.start
        monitors = wanted.monitors
        new = NewMaintenance(wanted.title, wanted.start, took, monitors, wanted.text, keys=made)
        return begin(desk, new)
    told = wanted.identified and bool(wanted.text)
    keys = {"opened_as": State.IDENTIFIED, **made} if told else made
    slug = begin(
        desk,
        NewIncident(
            wanted.title, wanted.start, wanted.monitors, wanted.text, Origin.API, dict(keys)
        ),
    )
    before = Before(State.IDENTIFIED, Flags(identified=True)) if told else Before()
    over = wanted.resolved and wanted.end is not None and wanted.end <= desk.now
    at = wanted.end if over and wanted.end is not None else desk.now
    move(desk, slug, before, Flags(wanted.identified, wanted.resolved), wanted.end, at)
    return slug


def change(body: Body, number: int, desk: Desk) -> str:
    """PATCH: everything becomes what the request says; what it does not say is cleared."""
    about = subject(desk, number)
    wanted = asked(body, desk, _least_start(about) if about else desk.now)
    about = _known(about)
    flags = Flags(wanted.identified, wanted.resolved)
    if isinstance(about.entry, Maintenance):
        _change_maintenance(desk, about, about.entry, wanted)
        finish(desk, about, flags)
    else:
        if wanted.planned and wanted.impact is not None:
            raise Refused("Invalid isMaintenance: an incident with an impact is none")
        _change_incident(desk, about.report, about.entry, wanted)
        before = before_of(about.report)
        move(desk, about.report.slug, before, flags, wanted.end, desk.now)
    return about.report.slug


def flag(body: Body, number: int, desk: Desk) -> str:
    """POST …/status: the flags and the end, each only where the request names it."""
    about = _known(subject(desk, number))
    report, before = about.report, before_of(about.report)
    end = end_of(body, report.start)
    wanted = Flags(
        body["isIdentified"] is True if "isIdentified" in body else before.flags.identified,
        body["isResolved"] is True if "isResolved" in body else before.flags.resolved,
    )
    if isinstance(about.entry, Maintenance):
        if end is not None and end != report.planned_end:
            keys = _times(desk, about, about.entry, about.entry.start, end)
            change_maintenance(desk.draft, about.entry, keys)
        finish(desk, about, wanted)
        return report.slug
    reopens = before.flags.resolved and not wanted.resolved
    kept = None if reopens else before.end
    move(desk, report.slug, before, wanted, kept if end is None else end, desk.now)
    return report.slug


def _known(about: Subject | None) -> Subject:
    if about is None:
        raise Refused("incident not found", 404)
    return about


def _least_start(about: Subject) -> int:
    """The start of what names none: an incident began when it was entered, work as planned."""
    planned = isinstance(about.entry, Maintenance)
    return about.entry.start if planned else about.report.created_at


def _change_incident(desk: Desk, report: Report, incident: Incident, wanted: Asked) -> None:
    """The facts in incident.md. Its text stays the body, also where the start moves."""
    keys: dict[str, Writable | None] = {}
    if wanted.title != incident.title:
        keys["title"] = wanted.title
    if wanted.start != incident.start:
        keys["start"] = rfc3339(wanted.start)
    keys |= _monitors(desk, report, incident, wanted)
    keys["updated_at"] = rfc3339(desk.now)
    text = with_keys(desk.draft.text(incident.file), with_id(incident, keys))
    if wanted.text != report.text:
        text = with_body(text, wanted.text)
    desk.draft.write(incident.file, text)


def _monitors(
    desk: Desk, report: Report, incident: Incident, wanted: Asked
) -> dict[str, Writable | None]:
    """The key ``monitors``, where tags or impact differ from what Kener shows.

    Comments forget what contradicts it; what recovered stays so.
    """
    shown = shape(report)
    same = set(wanted.tags) == set(report.tags) and wanted.planned is shown["isMaintenance"]
    if same and shown["impact"] == wanted.impact:
        return {}
    for comment in incident.comments:
        kept: dict[str, Writable] = {
            tag: status
            for tag, status in comment.monitors.items()
            if tag in wanted.tags and status is Status.UP
        }
        if kept != comment.monitors and not comment.deleted:
            change_comment(desk.draft, incident, comment, {"monitors": kept or None})
    return {"monitors": dict(in_order(incident.monitors, wanted.monitors))}


def _change_maintenance(
    desk: Desk, about: Subject, maintenance: Maintenance, wanted: Asked
) -> None:
    if not wanted.planned:
        raise Refused("Invalid isMaintenance: a maintenance stays one")
    if wanted.end is None:
        raise Refused("Invalid endDatetime: a maintenance needs one")
    keys = _times(desk, about, maintenance, wanted.start, wanted.end)
    if wanted.title != maintenance.title:
        keys["title"] = wanted.title
    shown = shape(about.report)["impact"]
    if set(wanted.tags) != set(about.report.tags) or shown != wanted.impact:
        keys["monitors"] = dict(in_order(maintenance.monitors, wanted.monitors))
    keys["updated_at"] = rfc3339(desk.now)
    text = wanted.text if wanted.text != maintenance.text else None
    change_maintenance(desk.draft, maintenance, keys, text)


def _times(
    desk: Desk, about: Subject, maintenance: Maintenance, start: int, end: int
) -> dict[str, Writable | None]:
    """Start and end as far as they change, in the way in which the file writes them."""
    if about.recurring:
        raise Refused(_SERIES)
    keys: dict[str, Writable | None] = {}
    if start != maintenance.start:
        keys["start"] = rfc3339(start)
    if end - start != maintenance.duration or keys:
        if has_key(desk.draft.text(maintenance.file), "end"):
            keys["end"] = rfc3339(end)
        elif end - start != maintenance.duration:
            keys["duration"] = in_words(end - start)
    return keys
