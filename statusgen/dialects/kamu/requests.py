"""Answers requests to ``/api/incidents``: those of Kamu, and those of Kener's guide beside them.

| request | what it does |
|---|---|
| ``GET /api/incidents``, ``GET /api/incidents/<id>`` | shows them |
| ``POST /api/incidents`` | opens an incident, or plans a maintenance |
| ``PATCH /api/incidents/<id>``, ``POST /api/incidents/<id>/updates`` | adds an update |
| ``DELETE /api/incidents/<id>`` | removes it |

An id is ``inc_12`` or ``12``. Neither documentation says how an error looks; here it is
``{"error": "…"}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from statusgen.dataclass import dataclass
from statusgen.dialects.kamu.bodies import Asked, Body, Refused, asked, body_of, state_of, text_of
from statusgen.dialects.kamu.documents import documents, shape
from statusgen.dialects.kener_v4.outcome import BY_API
from statusgen.dialects.lists import MOST
from statusgen.dialects.published import file_at
from statusgen.dialects.report_edits import (
    SAID,
    SAID_OF_WORK,
    Subject,
    report_of,
    say_of_work,
    subject,
)
from statusgen.dialects.reports import reports
from statusgen.dialects.request import Answer, Request
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
from statusgen.snapshot import Snapshot

_PATH = re.compile(r"/api/incidents(?:/(?P<id>[^/]+)(?P<updates>/updates)?)?/?")
_ID = re.compile(r"(?:inc_)?(\d{1,18})", re.ASCII)
_HIDDEN = "This would not be shown on the page: its time has not come yet"


@dataclass(frozen=True, slots=True)
class _Task:
    request: Request
    desk: Desk
    id: str

    def about(self) -> Subject:
        """What the path names."""
        number = _number(self.id)
        found = None if number is None else subject(self.desk, number)
        if found is None:
            raise _missing(self.id)
        return found


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The list or one of it; None where the path is of another API."""
    if request.path.endswith(".json"):
        return file_at(request.path[1:], documents(snapshot))
    found = _PATH.fullmatch(request.path)
    if found is None:
        return None
    every = sorted(reports(snapshot), key=lambda one: (one.start, one.number), reverse=True)
    if found["id"] is None:
        return Answer(200, [shape(one) for one in every[:MOST]])
    if found["updates"]:
        return _not_allowed(request).answer
    number = _number(found["id"])
    one = next((one for one in every if one.number == number), None)
    return _missing(found["id"]).answer if one is None else Answer(200, shape(one))


def write(request: Request, desk: Desk) -> Answer | None:
    """The answer to a request that changes something; None where it is for another API.

    Edits that would bring a new error into the content are refused in the words of that error.
    """
    found = _PATH.fullmatch(request.path)
    if found is None or request.method in ("GET", "HEAD"):
        return None
    kind = "updates" if found["updates"] else "incident" if found["id"] else "incidents"
    try:
        perform = _WRITES.get((request.method, kind))
        if perform is None:
            raise _not_allowed(request)
        return perform(_Task(request, desk, found["id"] or ""))
    except Refused as refused:
        return refused.answer


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    return Answer(400, {"error": message})


def _number(written: str) -> int | None:
    found = _ID.fullmatch(written)
    return int(found[1]) if found else None


def _missing(written: str) -> Refused:
    return Refused(f"Incident '{written}' not found", 404)


def _not_allowed(request: Request) -> Refused:
    return Refused(f"{request.method} is not allowed for {request.path}", 405)


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
    for error in desk.new_errors():
        raise Refused(": ".join(filter(None, (error.message, error.hint))))
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
