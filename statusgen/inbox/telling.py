"""What is told of an incident or a maintenance: updates, its end, and that it happens again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from statusgen.dataclass import dataclass
from statusgen.dialects.report_edits import SAID, SAID_OF_WORK, Subject, say_of_work
from statusgen.editing.desk import Desk
from statusgen.editing.entries import Entry, say
from statusgen.editing.present import Present, present
from statusgen.editing.splice import Writable
from statusgen.editing.standing import settle
from statusgen.inbox.finding import subject_of
from statusgen.inbox.forms import STATES
from statusgen.inbox.opening import Asked
from statusgen.inbox.values import end_of, impacts_of, one_of, time_of, weight_of
from statusgen.inbox.verdicts import Deed, refused
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import Phase, State, public_face
from statusgen.model.maintenance import Maintenance
from statusgen.model.status import Status

_REOPENED = "This happens again, and we are investigating."
_OVER = (Phase.COMPLETED, Phase.CANCELLED)


@dataclass(frozen=True, slots=True)
class Word:
    """An update that somebody wants to be told. ``at`` is when it was said, in Unix seconds."""

    asked: Asked
    at: int
    keys: Mapping[str, Writable] = field(default_factory=dict)


def tell(desk: Desk, entry: Entry, word: Word) -> Deed:
    """Adds an update to an incident or a maintenance; what it does not say stays as it is."""
    if isinstance(entry, Incident):
        return _tell_incident(desk, entry, word)
    return _tell_maintenance(desk, entry, word)


def resolve(desk: Desk, entry: Entry, word: Word) -> Deed | None:
    """Ends an incident or a maintenance; None where it is over already."""
    if isinstance(entry, Incident):
        if present(entry, desk.now).state is State.RESOLVED:
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
    if present(entry, desk.now).state is not State.RESOLVED:
        return None
    state = one_of(word.asked.state, STATES, "state") or State.INVESTIGATING
    return _tell_incident(desk, entry, word, state, _REOPENED)


def _tell_incident(
    desk: Desk, incident: Incident, word: Word, state: State | None = None, said: str = ""
) -> Deed:
    before = present(incident, desk.now)
    state = state or one_of(word.asked.state, STATES, "state")
    text = word.asked.message.strip() or said or (SAID.get(state, "") if state else "")
    monitors = _impacts(desk, before, word.asked)
    keys = {**({"monitors": dict(monitors)} if monitors else {}), **word.keys}
    if state is None and not text and not keys:
        raise refused("there is nothing to say", "write a message, or choose a state")
    face = State(before.state)
    state = state or face
    at = _after(incident, word.at, desk.now)
    say(desk, incident.slug, state, text, at, keys)
    if incident.pin:
        shown = public_face(state, face)
        over = (before.end or at) if shown is State.RESOLVED else None
        settle(desk, incident.slug, (shown, over))
    return Deed(f"Post update ({state})", incident.slug, incident.title)


def _impacts(desk: Desk, before: Present, asked: Asked) -> dict[str, Status]:
    """What an update says of monitors; an impact without monitors is that of all that are hit."""
    impact, severity = weight_of(asked.impact)
    if severity is not None:
        raise refused(f"an update has no severity `{severity}`", "name an impact such as DEGRADED")
    if asked.impact.strip() and not asked.monitors.strip():
        return {tag: impact for tag, now in before.impacts.items() if now is not Status.UP}
    return impacts_of(asked.monitors, impact, desk.site)


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


def _after(entry: Entry, at: int, now: int) -> int:
    """The time of a new update: when it was said, but after all that was told before."""
    newest = max((one.at for one in entry.comments if not one.deleted), default=entry.start)
    return min(max(at, newest), now) if newest <= now else at
