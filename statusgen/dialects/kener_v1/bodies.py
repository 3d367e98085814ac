"""Takes values out of the requests of Kener 0 to 2; what is wrong is said in Kener's words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from statusgen.content.times import is_instant
from statusgen.dataclass import dataclass
from statusgen.dialects.request import Refused, Request
from statusgen.editing.desk import Desk
from statusgen.model.status import Status

Body = Mapping[str, Any]

_IMPACTS = (Status.DOWN, Status.DEGRADED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants an incident to be. ``end`` None: it has none."""

    title: str
    text: str
    start: int
    end: int | None
    tags: tuple[str, ...]
    impact: Status | None
    planned: bool
    identified: bool
    resolved: bool

    @property
    def monitors(self) -> dict[str, Status]:
        """The impact on each monitor; without a word it is none, or that of planned work."""
        silent = Status.MAINTENANCE if self.planned else Status.UP
        return dict.fromkeys(self.tags, self.impact or silent)


def body_of(request: Request) -> Body:
    """The JSON object of a request."""
    body = request.json_object()
    if body is None:
        raise Refused("The body is not a valid JSON object")
    return body


def asked(body: Body, desk: Desk, start: int) -> Asked:
    """The incident that a body describes; ``start`` is that of one that says none.

    As in JavaScript, whatever is falsy is not there.
    """
    begin = _instant(body, "startDatetime") or start
    end = end_of(body, begin)
    title = body.get("title")
    if not isinstance(title, str) or not title.strip():
        raise Refused("Invalid title")
    tags = body.get("tags")
    if not isinstance(tags, list) or not tags or not all(isinstance(tag, str) for tag in tags):
        raise Refused("Invalid tags")
    text = body.get("body") or ""
    if not isinstance(text, str):
        raise Refused("Invalid body")
    impact = body.get("impact") or None
    if impact is not None and impact not in _IMPACTS:
        raise Refused("Invalid impact")
    if not set(tags) <= {one.tag for one in desk.site.monitors if not one.hidden}:
        raise Refused("Unknown tags")
    if not isinstance(body.get("isMaintenance") or False, bool):
        raise Refused("Invalid isMaintenance")
    return Asked(
        title.strip(),
        text.strip(),
        begin,
        end,
        tuple(dict.fromkeys(tags)),
        None if impact is None else Status(impact),
        bool(body.get("isMaintenance")),
        body.get("isIdentified") is True,
        body.get("isResolved") is True,
    )


def end_of(body: Body, start: int) -> int | None:
    """The end that a body names, which must be after ``start``; None without."""
    end = _instant(body, "endDatetime")
    if end is not None and end <= start:
        raise Refused("Invalid endDatetime")
    return end


def number_like(value: Any) -> float | None:
    """What JavaScript takes for a number, digits in a text included; None for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _instant(body: Body, key: str) -> int | None:
    value = body.get(key)
    if not value:
        return None
    number = None if isinstance(value, str) else number_like(value)
    if number is None or not is_instant(int(number)):
        raise Refused(f"Invalid {key}")
    return int(number)
