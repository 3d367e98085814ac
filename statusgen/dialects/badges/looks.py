"""How a badge looks in each state: a word, a shape and colours, those of the default theme."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from statusgen.dataclass import dataclass
from statusgen.model.status import Status
from statusgen.snapshot.overall import SHOWN_AS, PageState


@dataclass(frozen=True, slots=True)
class Look:
    """``light`` and ``dark`` are pairs: the ground, and what stands on it (contrast 6 and more).

    ``shape`` and ``sign`` are paths in a square of 16: what is filled, and what is drawn on it.
    """

    word: str
    light: tuple[str, str]
    dark: tuple[str, str]
    shape: str
    sign: str


LOOKS: Mapping[str, Look] = {
    "ok": Look(
        "operational",
        ("#14694c", "#ffffff"),
        ("#5fd3a6", "#10251f"),
        "M8 .5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
        "m4.8 8.3 2.2 2.2 4.2-4.8",
    ),
    "degraded": Look(
        "degraded performance",
        ("#7a5200", "#ffffff"),
        ("#f2d77c", "#2a2411"),
        "M8 .8 15.6 14.5H.4z",
        "M8 5.4v4M8 11.9v.1",
    ),
    "partial": Look(
        "partial outage",
        ("#9c3a00", "#ffffff"),
        ("#ffb066", "#2d1f10"),
        "M8 .2 15.8 8 8 15.8.2 8z",
        "M8 4.6v4M8 11.2v.1",
    ),
    "major": Look(
        "major outage",
        ("#a3122a", "#ffffff"),
        ("#ff93a8", "#30141c"),
        "M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z",
        "m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8",
    ),
    "maintenance": Look(
        "maintenance",
        ("#4338a0", "#ffffff"),
        ("#bdb3ff", "#1e1b38"),
        "M4 .5h8A3.5 3.5 0 0 1 15.5 4v8a3.5 3.5 0 0 1-3.5 3.5H4A3.5 3.5 0 0 1 .5 12V4A3.5 3.5 0 0 1 4 .5z",
        "M8 4.2v4l2.6 1.8",
    ),
    "unknown": Look(
        "unknown",
        ("#55606b", "#ffffff"),
        ("#a3aeb9", "#1b222a"),
        "M8 .3 14.9 4.2v7.6L8 15.7l-6.9-3.9V4.2z",
        "M5.9 6.3a2.1 2.1 0 1 1 3.2 1.8c-.7.4-1.1.8-1.1 1.5M8 12v.1",
    ),
}

BY_STATUS: Mapping[Status, str] = {status: str(state) for status, state in SHOWN_AS.items()}

BY_PAGE: Mapping[PageState, str] = {state: str(state) for state in PageState}

_STEPS = (("99.9", "ok"), ("99", "degraded"), ("95", "partial"), ("0", "major"))


def by_uptime(percent: str) -> str:
    """The look of an uptime: from 99.9 % it is fine; "" is unknown."""
    if not percent:
        return "unknown"
    return next(look for least, look in _STEPS if Decimal(percent) >= Decimal(least))
