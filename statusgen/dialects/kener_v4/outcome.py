"""What a writing request has done to the draft, and how the answer to it is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from statusgen.dataclass import dataclass
from statusgen.dialects.kener_v4.places import Place, Refused
from statusgen.dialects.request import Request
from statusgen.dialects.wire import minute
from statusgen.editing.desk import Desk
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot

BY_API = "Deleted through the API"
"""The reason in removed.yaml."""

E = TypeVar("E", Incident, Maintenance)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Task:
    """A request, the place that it names, and the desk at which it is worked on."""

    request: Request
    place: Place
    desk: Desk


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edit that is in the draft: ``message`` says what it was, ``show`` finds the document."""

    status: int
    message: str
    show: Callable[[Snapshot], dict[str, Any]]


def deleted(kind: str, number: int, message: str) -> Outcome:
    """The outcome of a deletion."""
    said = {"message": f"{kind} with id '{number}' deleted successfully"}
    return Outcome(200, message, lambda _: said)


def visible(found: V | None) -> V:
    """What was written, as the public sees it; an error where it would not."""
    if found is None:
        raise Refused("This would not be shown on the page: its time has not come yet")
    return found


def written(entries: tuple[E, ...], slug: str) -> E:
    """The entry with this slug as it was written."""
    return next(one for one in entries if one.slug == slug)


def same_minute(one: int, other: int | None) -> bool:
    """Whether Kener would see no difference: a client sends back the minute that it was told."""
    return other is not None and minute(one) == minute(other)


def in_order(old: Mapping[str, Status], new: Mapping[str, Status]) -> dict[str, Status]:
    """``new`` with the monitors that stay in their old places."""
    return {tag: new[tag] for tag in (*old, *new) if tag in new}
