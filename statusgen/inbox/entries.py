"""Incidents and maintenances as requests ask for them: opened, found, told about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from statusgen.content.places import did_you_mean
from statusgen.dialects.report_edits import SAID, SAID_OF_WORK, Subject, say_of_work, subject
from statusgen.dialects.reports import reports
from statusgen.editing.desk import Desk
from statusgen.editing.entries import Entry, begin, say
from statusgen.editing.incidents import NewIncident
from statusgen.editing.maintenances import NewMaintenance
from statusgen.editing.splice import Writable
from statusgen.editing.standing import Standing, settle
from statusgen.inbox.forms import STATES
from statusgen.inbox.values import end_of, impacts_of, line_of, one_of, time_of, weight_of
from statusgen.inbox.verdicts import Deed, refused
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import Phase, State, public_face
from statusgen.model.maintenance import Maintenance
from statusgen.model.status import Status
from statusgen.snapshot.course import walk

_REOPENED = "This happens again, and we are investigating."
_NO_TITLE = "the title is empty"
_OVER = (Phase.COMPLETED, Phase.CANCELLED)
_NOTHING: Mapping[str, Writable] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form says, each as it was written; "" where it says nothing."""

    title: str = ""
    state: str = ""
    impact: str = ""
    monitors: str = ""
    start: str = ""
    end: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """An update that somebody wants to be told. ``at`` is when it was said, in Unix seconds."""

    asked: Asked
    at: int
    keys: Mapping[str, Writable] = field(default_factory=dict)


def open_incident(
    desk: Desk, asked: Asked, began: int, keys: Mapping[str, Writable] = _NOTHING
) -> Deed:
    """A new incident, which began ``began`` where the form does not say when."""
    title = line_of(asked.title)
    if not title:
        raise refused(_NO_TITLE, "say in a few words what is wrong")
    state = one_of(asked.state, STATES, "state") or State.INVESTIGATING
    impact, severity = weight_of(asked.impact)
    start = time_of(asked.start, "start")
    written: dict[str, Writable] = {}
    if severity is not None:
        written["severity"] = severity
    if state is not State.INVESTIGATING:
        written["opened_as"] = state
    new = NewIncident(
        title,
        began if start is None else start,
        impacts_of(asked.monitors, impact, desk.site),
        asked.message.strip() or SAID.get(state, ""),
        keys={**written, **keys},
    )
    return Deed(f"Open incident ({state})", begin(desk, new), title)


def plan_maintenance(desk: Desk, asked: Asked, keys: Mapping[str, Writable] = _NOTHING) -> Deed:
    """A new maintenance."""
    title = line_of(asked.title)
    if not title:
        raise refused(_NO_TITLE, "say in a few words what is done")
    start = time_of(asked.start, "start")
    if start is None:
        raise refused("the start is empty", "say when it begins, such as 2026-06-01T02:00:00Z")
    end = end_of(asked.end, start, "end")
    if end is None:
        raise refused("the end is empty", "say when it ends, or how long it takes, such as 2h")
    if end <= start:
        raise refused("the end is not after the start", "correct one of the two times")
    monitors = impacts_of(asked.monitors, Status.MAINTENANCE, desk.site)
    new = NewMaintenance(title, start, end - start, monitors, asked.message.strip(), keys=keys)
    return Deed("Plan maintenance", begin(desk, new), title)


def tell(desk: Desk, entry: Entry, word: Word) -> Deed:
    """Adds an update to an incident or a maintenance; what it does not say stays as it is."""
    if isinstance(entry, Incident):
        return _tell_incident(desk, entry, word)
    return _tell_maintenance(desk, entry, word)


def resolve(desk: Desk, entry: Entry, word: Word) -> Deed | None:
    """Ends an incident or a maintenance; None where it is over already."""
    if isinstance(entry, Incident):
        if standing(entry, desk.now)[0] is State.RESOLVED:
            return None
        return _tell_incident(desk, entry, word, State.RESOLVED)
    about = subject_of(desk, entry)
    if not about.report.open:
        return None
    return _say_of_work(desk, about, word, over=True)


def reopen(desk: Desk, entry: Entry, word: Word) -> Deed | None:
    """Opens an incident again; None where it is open."""
    if not isinstance(entry, Incident):
        if subject_of(desk, entry).report.open:
            return None
        raise refused("a maintenance that is over stays so", "plan a new one")
    if standing(entry, desk.now)[0] is not State.RESOLVED:
        return None
    state = one_of(word.asked.state, STATES, "state") or State.INVESTIGATING
    return _tell_incident(desk, entry, word, state, _REOPENED)


def _tell_incident(
    desk: Desk, incident: Incident, word: Word, state: State | None = None, said: str = ""
) -> Deed:
    face, end = standing(incident, desk.now)
    asked = word.asked
    state = state or one_of(asked.state, STATES, "state")
    text = asked.message.strip() or said or (SAID.get(state, "") if state else "")
    impact, severity = weight_of(asked.impact)
    if severity is not None:
        raise refused(f"an update has no severity such as `{severity}`", "name an impact: DOWN, UP")
    monitors = impacts_of(asked.monitors, impact, desk.site)
    keys = {**({"monitors": dict(monitors)} if monitors else {}), **word.keys}
    if state is None and not text and not keys:
        raise refused("there is nothing to say", "write a message, or choose a state")
    state = state or face
    at = _after(incident, word.at, desk.now)
    say(desk, incident.slug, state, text, at, keys)
    if incident.pin:
        shown = public_face(state, face)
        over = (end or at) if shown is State.RESOLVED else None
        settle(desk, incident.slug, (shown, over))
    return Deed(f"Post update ({state})", incident.slug, incident.title)


def _tell_maintenance(desk: Desk, maintenance: Maintenance, word: Word) -> Deed:
    about = subject_of(desk, maintenance)
    phase = phase_of(word.asked.state)
    if not about.report.open and phase not in (None, *_OVER):
        raise refused("this maintenance is over", "plan a new one")
    return _say_of_work(desk, about, word, over=phase in _OVER, named=phase)


def phase_of(written: str) -> Phase | None:
    """The phase that was chosen; None where none was. What is resolved is completed."""
    found = one_of(written, (*Phase, State.RESOLVED), "state")
    return Phase.COMPLETED if found is State.RESOLVED else Phase(found) if found else None


def _say_of_work(
    desk: Desk, about: Subject, word: Word, *, over: bool, named: Phase | None = None
) -> Deed:
    asked = word.asked
    start = time_of(asked.start, "start")
    end = end_of(asked.end, start or about.report.start, "end")
    times = {"start": start, "end": end}
    keys: dict[str, Writable] = {key: rfc3339(at) for key, at in times.items() if at is not None}
    monitors = impacts_of(asked.monitors, Status.MAINTENANCE, desk.site)
    keys |= {"monitors": dict(monitors)} if monitors else {}
    text = asked.message.strip()
    if over and not text:
        text = SAID_OF_WORK[desk.now >= about.report.start and named is not Phase.CANCELLED]
    say_of_work(desk, about, over, text, {**keys, **word.keys}, named)
    return Deed(f"Post update ({_phase(over, named)})", about.report.slug, about.report.title)


def _phase(over: bool, named: Phase | None) -> str:
    return str(named) if named else "the end" if over else "as planned"


def standing(incident: Incident, now: int) -> Standing:
    """The state and the end of an incident, also of one that the public does not see."""
    comments = tuple(one for one in incident.comments if one.public and one.at <= now)
    course = walk(incident, comments, now)
    return course.face or State.INVESTIGATING, course.end


def subject_of(desk: Desk, maintenance: Maintenance) -> Subject:
    """The time of a maintenance that an update is about: the one that runs or is next, else the last."""
    found = [one for one in reports(desk.snapshot()) if one.slug == maintenance.slug]
    chosen = next((one for one in found if one.open), found[-1] if found else None)
    about = subject(desk, chosen.number) if chosen else None
    if about is None:
        raise refused(f"the maintenance {maintenance.slug} is not shown on the page")
    return about


def entry_of(desk: Desk, named: str) -> Entry:
    """The incident or maintenance with this slug or id; without a name, the only open incident."""
    name = line_of(named)
    if not name:
        return _only_open(desk)
    number = name.removeprefix("inc_")
    for entry in desk.site.entries:
        if name == entry.slug or number == str(entry.id):
            return entry
    hint = did_you_mean(name, [one.slug for one in desk.site.entries][:1000])
    raise refused(f"there is no incident `{name}`", hint)


def _only_open(desk: Desk) -> Incident:
    found = [view.slug for view in desk.snapshot().incidents if view.open]
    if len(found) != 1:
        message = "there is no open incident" if not found else f"{len(found)} incidents are open"
        hint = f"name one of them: {', '.join(found[:20])}" if found else "name the one you mean"
        raise refused(message, hint)
    return next(one for one in desk.site.incidents if one.slug == found[0])


def _after(entry: Entry, at: int, now: int) -> int:
    """The time of a new update: when it was said, but after all that was told before."""
    newest = max((one.at for one in entry.comments if not one.deleted), default=entry.start)
    return min(max(at, newest), now) if newest <= now else at
