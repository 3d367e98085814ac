"""Takes values out of the bodies of Kener's requests; what is wrong is said in Kener's words."""

from __future__ import annotations

import json
from typing import Any, TypeGuard

from statusgen.content.times import LAST_SECOND
from statusgen.dialects.kener_v4.places import Refused, no_such_monitor
from statusgen.dialects.request import Request
from statusgen.model.site import Site
from statusgen.model.status import Status

_IMPACTS = (Status.UP, Status.DOWN, Status.DEGRADED, Status.MAINTENANCE)

Body = dict[str, Any]


def body_of(request: Request) -> Body:
    """The JSON object of a request."""
    try:
        body = request.json()
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refused("Invalid JSON body")
    return body


def words(body: Body, key: str, subject: str) -> str:
    """Text that may not be blank, without the blanks around it."""
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"{subject} is required and must be a non-empty string")
    return value.strip()


def instant(body: Body, key: str) -> int:
    """Unix seconds."""
    value = body.get(key)
    if is_number(value) and 0 <= value <= LAST_SECOND:
        return int(value)
    raise Refused(f"{key} must be a valid timestamp (UTC seconds)")


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether JavaScript would call it a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def required_instant(body: Body, key: str) -> int:
    """The same, where it may not be missing."""
    if body.get(key) is None:
        raise Refused(f"{key} is required")
    return instant(body, key)


def impacts(body: Body, site: Site, default: Status) -> dict[str, Status]:
    """The monitors of a body; ``default`` is the impact where it says none."""
    listed = body.get("monitors", [])
    if not isinstance(listed, list):
        raise Refused("monitors must be an array")
    known = {one.tag for one in site.monitors if not one.hidden}
    return dict(_impact(one, known, default) for one in listed)


def _impact(one: Any, known: set[str], default: Status) -> tuple[str, Status]:
    tag = one.get("monitor_tag") if isinstance(one, dict) else None
    if not isinstance(tag, str) or not tag:
        raise Refused("Each monitor must have a valid monitor_tag")
    if tag not in known:
        raise no_such_monitor(tag, 400, "BAD_REQUEST")
    impact = one.get("impact") or default
    if impact not in _IMPACTS:
        raise Refused(f"Invalid impact '{impact}'. Must be one of: {', '.join(_IMPACTS)}")
    return tag, Status(impact)
