"""The monitors, a line for each: how it is, its name, its uptime, its last days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from statusgen.model.status import Status
from statusgen.snapshot import GroupView, MonitorView
from statusgen.targets.html.services import Box, Row
from statusgen.targets.html.words import LOOKS, Voice
from statusgen.targets.text.columns import COLUMNS, clean, padded, plain, width, wrapped

MOST_DAYS = 45

_LEAST_DAYS = 30
_TAGS: Mapping[str, str] = {
    "ok": "[ok]",
    "degraded": "[DEGR]",
    "partial": "[PART]",
    "major": "[MAJOR]",
    "maintenance": "[mnt]",
    "unknown": "[?]",
}
_TAG = max(map(len, _TAGS.values()))
_DAYS: Mapping[Status, str] = {
    Status.UP: ".",
    Status.DEGRADED: "-",
    Status.PARTIAL: "=",
    Status.DOWN: "#",
    Status.MAINTENANCE: "m",
    Status.NO_DATA: " ",
}
_GAP = "  "


def services(groups: Sequence[GroupView], boxes: Sequence[Box], voice: Voice) -> Iterator[str]:
    """The groups with their monitors, and what the signs mean."""
    rows = [row for box in boxes for row in box.rows]
    if not rows:
        return
    percents = max(width(_uptime(row)) for row in rows)
    room = COLUMNS - _TAG - len(" ") - percents - 2 * len(_GAP)
    widest = max(width(clean(row.name.text)) for row in rows)
    # Long names cost the oldest days, not their own ends: names tell the lines apart.
    names = min(widest, room - _LEAST_DAYS)
    days = min(MOST_DAYS, room - names)
    yield from ("", plain(voice.t("home.services")))
    for group, box in zip(groups, boxes, strict=True):
        yield from ("", *([clean(box.title)] if box.title else []))
        for view, row in zip(group.monitors, box.rows, strict=True):
            yield _line(view, row, names, percents, days)
    yield ""
    yield from _key(voice, days, max(len(view.days) for one in groups for view in one.monitors))


def _line(view: MonitorView, row: Row, names: int, percents: int, days: int) -> str:
    tag = _TAGS[row.look].ljust(_TAG)
    name = padded(clean(row.name.text), names)
    bar = "".join(_DAYS[day.status] for day in view.days[-days:]).rjust(days)
    return f"{tag} {name}{_GAP}{_uptime(row).rjust(percents)}{_GAP}{bar}".rstrip()


def _key(voice: Voice, days: int, history: int) -> Iterator[str]:
    signs = (
        f"{sign} {plain(voice.t(f'status.{LOOKS[status]}'))}"
        for status, sign in _DAYS.items()
        if status is not Status.NO_DATA
    )
    yield from _joined(signs)
    yield from wrapped(plain(voice.t("text.key", marks=min(days, history), days=history)))


def _uptime(row: Row) -> str:
    return plain(row.uptime) or "-"


def _joined(signs: Iterable[str]) -> Iterator[str]:
    """The signs on as few lines as they need, none of them torn apart."""
    line = ""
    for sign in signs:
        longer = f"{line}{_GAP}{sign}" if line else sign
        if width(longer) > COLUMNS:
            yield line
            longer = sign
        line = longer
    yield line
