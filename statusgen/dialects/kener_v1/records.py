"""Kener's ``POST /api/status``: a pushed status becomes a record of the monitor."""

from __future__ import annotations

from statusgen.dialects.kener_v1.bodies import Body, number_like
from statusgen.dialects.request import Answer, Refused
from statusgen.dialects.wire import minute
from statusgen.editing.desk import Desk
from statusgen.editing.records import push_status
from statusgen.model.site import DAY
from statusgen.model.status import Status

_STATUSES = (Status.UP, Status.DOWN, Status.DEGRADED)
_OLDEST = 90 * DAY


def push(body: Body, desk: Desk) -> Answer:
    """Notes a status at the start of a minute; a latency of 0 is none.

    Kener repeats the status of an error in its document here, and only here.
    """
    try:
        at = _push(body, desk)
    except Refused as refused:
        return Answer(400, {**refused.answer.document, "status": 400})
    said = {"status": 200, "message": f"success at {at}"}
    return Answer(200, said, f"Status of {body['tag']}: {body['status']}")


def _push(body: Body, desk: Desk) -> int:
    if body.get("status") not in _STATUSES:
        raise Refused("status missing")
    latency = number_like(body.get("latency"))
    if latency is None:
        raise Refused("latency missing or not a number")
    at = _minute(body, desk.now)
    tag = body.get("tag")
    if tag not in [one.tag for one in desk.site.monitors]:
        raise Refused("invalid tag")
    push_status(desk.draft, str(tag), at, Status(body["status"]), latency or None)
    return at


def _minute(body: Body, now: int) -> int:
    """The minute of a body, not to come and not older than 90 days; without a word, this one."""
    if "timestampInSeconds" not in body:
        return minute(now)
    number = number_like(body["timestampInSeconds"])
    if number is None:
        raise Refused("timestampInSeconds not a number")
    at = minute(int(number))
    if at > minute(now):
        raise Refused("timestampInSeconds is in future")
    if minute(now) - at > _OLDEST:
        raise Refused("timestampInSeconds is older than 90days")
    return at
