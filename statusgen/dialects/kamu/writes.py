"""Answers requests to change ``/api/incidents`` by edits of content that the checks accept."""

from __future__ import annotations

from collections.abc import Callable

from statusgen.dataclass import dataclass
from statusgen.dialects.kamu.bodies import Asked, Body, asked, body_of, state_of, text_of
from statusgen.dialects.kamu.documents import shape
from statusgen.dialects.kamu.places import Place, missing, not_allowed, place_of
from statusgen.dialects.kener_v4.outcome import BY_API
from statusgen.dialects.report_edits import (
    SAID,
    SAID_OF_WORK,
    Subject,
    report_of,
    say_of_work,
    subject,
)
from statusgen.dialects.request import Answer, Refused, Request
from statusgen.editing.desk import Desk
from statusgen.editing.entries import begin, delete, say
from statusgen.editing.incidents import NewIncident
from statusgen.editing.maintenances import NewMaintenance
from statusgen.editing.splice import Writable
from statusgen.editing.standing import settle
from statusgen.instants import rfc3339
from statusgen.model.incident import Origin
from statusgen.model.lifecycle import State
from statusgen.model.maintenance import Maintenance

_HIDDEN = "This would not be shown on the page: its time has not come yet"


@dataclass(frozen=True, slots=True)
class _Task:
    request: Request
    desk: Desk
    place: Place

    def about(self) -> Subject:
        """What the path names."""
        number = self.place.number
        found = None if number is None else subject(self.desk, number)
        if found is None:
            raise missing(self.place)
        return found


def write(request: Request, desk: Desk) -> Answer | None:
    """The answer to a request that changes something; None where it is for another API.

    Edits that would bring a new error into the content are refused in the words of that error.
    """
    place = place_of(request.path)
    if place is None or request.method in ("GET", "HEAD"):
        return None
    try:
        perform = _WRITES.get((request.method, place.kind))
        if perform is None:
            raise not_allowed(request)
        return perform(_Task(request, desk, place))
    except Refused as refused:
        return refused.answer


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    return Refused(message).answer


def _create(task: _Task) -> Answer:
    desk = task.desk
    wanted = asked(body_of(task.request), desk)
    new = _maintenance(wanted, desk) or _incident(wanted, desk)
    return _shown(201, f"Open incident: {wanted.title}", desk, begin(desk, new))


def _incident(wanted: Asked, desk: Desk) -> NewIncident:
    keys: dict[str, Writable] = {}
    if wanted.severity is not None:
        keys["severity"] = wanted.severity
    if wanted.state is not State.INVESTIGATING:
        keys["opened_as"] = wanted.state
    return NewIncident(wanted.title, desk.now, wanted.monitors, wanted.message, Origin.API, keys)


def _maintenance(wanted: Asked, desk: Desk) -> NewMaintenance | None:
    """Planned work; only the clock, or an update, says that it is over."""
    planned = wanted.planned
    if planned is None:
        return None
    if wanted.state is State.RESOLVED and planned.end > desk.now:
        raise Refused("status cannot be resolved: this maintenance is not over yet")
    keys: dict[str, Writable] = {"created_at": rfc3339(desk.now)}
    if wanted.severity is not None:
        keys = {"severity": wanted.severity, **keys}
    took = planned.end - planned.start
    return NewMaintenance(
        wanted.title, planned.start, took, wanted.monitors, wanted.message, keys=keys
    )


def _update(task: _Task) -> Answer:
    """PATCH: one more update; what the body does not say stays as it is."""
    return _told(task, 200)


def _post_update(task: _Task) -> Answer:
    """POST …/updates: the same."""
    return _told(task, 201)


def _told(task: _Task, status: int) -> Answer:
    about, body, desk = task.about(), body_of(task.request), task.desk
    if body.get("status") is None and body.get("message") is None:
        raise Refused("Send status, message or both")
    report = about.report
    state = state_of(body, report.state)
    if isinstance(about.entry, Maintenance):
        over = state is State.RESOLVED
        if not over and not report.open:
            raise Refused("This maintenance is over: plan a new one")
        words = SAID_OF_WORK[desk.now >= report.start] if over else "The work goes on as planned."
        say_of_work(desk, about, over, _message(body, words))
    else:
        say(desk, report.slug, state, _message(body, SAID[state]))
        kept = report.end if state is report.state else None
        end = kept or (desk.now if state is State.RESOLVED else None)
        settle(desk, report.slug, (state, end))
    what = f"Post update ({state}): {report.title}"
    return _shown(status, what, desk, report.slug, report.number)


def _message(body: Body, default: str) -> str:
    return default if body.get("message") is None else text_of(body, "message")


def _delete(task: _Task) -> Answer:
    about = task.about()
    if about.recurring:
        raise Refused("This is one time of a recurring maintenance: cancel it by an update")
    delete(task.desk, about.entry, BY_API)
    said = {"message": f"Incident 'inc_{about.report.number}' deleted"}
    return Answer(200, said, f"Delete incident: {about.report.title}")


def _shown(status: int, what: str, desk: Desk, slug: str, number: int | None = None) -> Answer:
    """The incident as it will be shown."""
    if wrong := desk.first_error():
        raise Refused(wrong)
    report = report_of(desk, slug, number)
    if report is None:
        raise Refused(_HIDDEN)
    return Answer(status, shape(report), what)


_WRITES: dict[tuple[str, str], Callable[[_Task], Answer]] = {
    ("POST", "incidents"): _create,
    ("PATCH", "incident"): _update,
    ("POST", "updates"): _post_update,
    ("DELETE", "incident"): _delete,
}
