"""Answers the writing requests of Kener 0 to 2 by edits of content that the checks accept."""

from __future__ import annotations

from collections.abc import Callable

from statusgen.dataclass import dataclass
from statusgen.dialects.kener_v1 import edits, incidents, records
from statusgen.dialects.kener_v1.bodies import body_of
from statusgen.dialects.kener_v1.places import Place, place_of
from statusgen.dialects.kener_v1.routes import COMMENTS, FLAGS, INCIDENT, SEARCH, STATUS
from statusgen.dialects.report_edits import report_of, say_of_work, subject
from statusgen.dialects.request import Answer, Refused, Request
from statusgen.editing.desk import Desk
from statusgen.editing.entries import say
from statusgen.editing.standing import settle
from statusgen.model.maintenance import Maintenance

_HIDDEN = "This would not be shown on the page: its time has not come, or it is internal"


@dataclass(frozen=True, slots=True)
class _Task:
    request: Request
    place: Place
    desk: Desk


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
            raise Refused(f"{request.method} is not allowed for {request.path}", 405)
        return perform(_Task(request, place, desk))
    except Refused as refused:
        return refused.answer


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    return Refused(message).answer


def _push(task: _Task) -> Answer:
    return records.push(body_of(task.request), task.desk)


def _create(task: _Task) -> Answer:
    slug = edits.create(body_of(task.request), task.desk)
    return _shown("Open incident", task.desk, slug)


def _change(task: _Task) -> Answer:
    number = task.place.number
    slug = edits.change(body_of(task.request), number, task.desk)
    return _shown("Change incident", task.desk, slug, number)


def _flag(task: _Task) -> Answer:
    number = task.place.number
    slug = edits.flag(body_of(task.request), number, task.desk)
    return _shown("Change state", task.desk, slug, number)


def _shown(what: str, desk: Desk, slug: str, number: int | None = None) -> Answer:
    """The incident as it will be shown."""
    _check(desk)
    report = report_of(desk, slug, number)
    if report is None:
        raise Refused(_HIDDEN)
    return Answer(200, incidents.shape(report), f"{what}: {report.title}")


def _comment(task: _Task) -> Answer:
    """A comment has no state: it keeps the current one, and the end."""
    number, desk = task.place.number, task.desk
    text = body_of(task.request).get("body")
    if not isinstance(text, str) or not text.strip():
        raise Refused("Invalid body")
    about = subject(desk, number)
    if about is None:
        raise Refused("incident not found", 404)
    report = about.report
    if isinstance(about.entry, Maintenance):
        comment = say_of_work(desk, about, not report.open, text)
    else:
        comment = say(desk, report.slug, report.state, text)
        settle(desk, report.slug, (report.state, report.end))
    _check(desk)
    after = report_of(desk, report.slug, number)
    found = [one for one in after.updates if one.id == comment] if after else []
    if not found:
        raise Refused(_HIDDEN)
    return Answer(200, incidents.comment(found[0]), f"Post comment: {report.title}")


def _check(desk: Desk) -> None:
    if wrong := desk.first_error():
        raise Refused(wrong)


_WRITES: dict[tuple[str, str], Callable[[_Task], Answer]] = {
    ("POST", STATUS): _push,
    ("POST", SEARCH): _create,
    ("PATCH", INCIDENT): _change,
    ("POST", FLAGS): _flag,
    ("POST", COMMENTS): _comment,
}
