"""The one sentence: how the page as a whole is doing. Every output takes it from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from statusgen.dataclass import dataclass
from statusgen.model.lifecycle import State
from statusgen.model.status import Status


class PageState(StrEnum):
    """The state of the page as a whole: what its colour and its icon show."""

    OK = "ok"
    DEGRADED = "degraded"
    PARTIAL = "partial"
    MAJOR = "major"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"


SHOWN_AS: Mapping[Status, PageState] = {
    Status.UP: PageState.OK,
    Status.DEGRADED: PageState.DEGRADED,
    Status.PARTIAL: PageState.PARTIAL,
    Status.DOWN: PageState.MAJOR,
    Status.MAINTENANCE: PageState.MAINTENANCE,
    Status.NO_DATA: PageState.UNKNOWN,
}
"""The state of a page that looks like a monitor of this status."""


@dataclass(frozen=True, slots=True)
class Overall:
    """What to say: the wording's ``key`` in the theme's strings, and what fills it.

    ``indicator`` is Statuspage's word (none, minor, major, critical, maintenance); ``affected``
    are the tags of the monitors that are not well; ``notes`` are keys of further sentences.
    """

    state: PageState
    key: str
    indicator: str
    name: str = ""
    count: int = 0
    affected: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


MAJOR_SHARE = 0.5
"""From which share of monitors that are down an outage is called major."""

_TROUBLE = (Status.DOWN, Status.PARTIAL, Status.DEGRADED)
_ONE = {
    Status.DOWN: ("banner.one.major", PageState.PARTIAL, "major"),
    Status.PARTIAL: ("banner.one.partial", PageState.PARTIAL, "minor"),
    Status.DEGRADED: ("banner.one.degraded", PageState.DEGRADED, "minor"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rule looks at of a monitor."""

    tag: str
    name: str
    status: Status


def overall(
    monitors: Sequence[Standing], open_states: Sequence[State], broken: bool = False
) -> Overall:
    """The first rule that holds, problems first: maintenance never masks an outage.

    ``open_states`` are the states of the open incidents; ``broken`` says that some content
    could not be read, which never passes for "all is well".
    """
    counts = {status: sum(m.status is status for m in monitors) for status in Status}
    affected = tuple(m for status in _TROUBLE for m in monitors if m.status is status)
    tags = tuple(m.tag for m in affected)
    notes = _notes(counts, bool(affected), open_states, broken)
    if affected:
        key, state, indicator = _of_trouble(monitors, counts, affected)
        name = affected[0].name if key.startswith("banner.one") else ""
        return Overall(state, key, indicator, name, len(affected), tags, notes)
    if open_states:
        return Overall(PageState.DEGRADED, "banner.notice", "minor", notes=notes)
    if broken:
        return Overall(PageState.UNKNOWN, "banner.broken", "minor")
    return _of_calm(monitors, counts)


def _of_trouble(
    monitors: Sequence[Standing], counts: dict[Status, int], affected: Sequence[Standing]
) -> tuple[str, PageState, str]:
    total = len(monitors)
    if counts[Status.DOWN] >= max(total * MAJOR_SHARE, 1):
        return "banner.major", PageState.MAJOR, "critical"
    if len(affected) == 1:
        return _ONE[affected[0].status]
    if counts[Status.DOWN]:
        return "banner.partial", PageState.PARTIAL, "major"
    if counts[Status.PARTIAL]:
        wide = counts[Status.PARTIAL] >= total * MAJOR_SHARE
        return "banner.partial", PageState.PARTIAL, "major" if wide else "minor"
    return "banner.degraded", PageState.DEGRADED, "minor"


def _of_calm(monitors: Sequence[Standing], counts: dict[Status, int]) -> Overall:
    if not monitors:
        return Overall(PageState.UNKNOWN, "banner.none", "none", notes=("banner.none_yet",))
    resting = tuple(m.tag for m in monitors if m.status is Status.MAINTENANCE)
    if resting:
        key = (
            "banner.maintenance_all" if len(resting) == len(monitors) else "banner.maintenance_some"
        )
        return Overall(PageState.MAINTENANCE, key, "maintenance", affected=resting)
    unknown = counts[Status.NO_DATA]
    if unknown == len(monitors):
        return Overall(PageState.UNKNOWN, "banner.unknown", "minor")
    if unknown:
        return Overall(PageState.UNKNOWN, "banner.unknown_some", "minor", count=unknown)
    return Overall(PageState.OK, "banner.ok", "none")


def _notes(
    counts: dict[Status, int], trouble: bool, open_states: Sequence[State], broken: bool
) -> tuple[str, ...]:
    found = []
    if open_states and all(state is State.MONITORING for state in open_states):
        found.append("banner.fix_monitored")
    if trouble and counts[Status.MAINTENANCE]:
        found.append("banner.also_maintenance")
    if broken:
        found.append("banner.also_broken")
    return tuple(found)
