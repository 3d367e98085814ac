"""The monitors, their status and their uptime, before and after."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.changes.change import MonitorChange, Moved, What
from statusgen.changes.said import moved, names_moved
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.monitors import UPTIME_DAYS
from statusgen.snapshot.side import Side


def monitors_of(before: Side, after: Side) -> Iterator[MonitorChange]:
    """What became of each, in the order of the page."""
    known = {one.monitor.tag: one for one in before.snapshot.monitors}
    days = before.snapshot.settings.history_days, after.snapshot.settings.history_days
    for view in after.snapshot.monitors:
        old, name = known.pop(view.monitor.tag, None), view.monitor.name
        if old is None:
            status = (Moved("status", "", view.status),)
            yield MonitorChange(What.ADDED, view.monitor.tag, name, ("added",), status)
        elif old.digest != view.digest:
            facts = tuple(_facts(old, view, *days))
            if facts:
                words = ("renamed",) if old.monitor.name != name else ("changed",)
                yield MonitorChange(What.CHANGED, view.monitor.tag, name, words, facts)
    hidden = {one.tag for one in after.site.monitors if one.hidden}
    for tag, gone in known.items():
        words = ("hidden",) if tag in hidden else ("removed",)
        yield MonitorChange(What.REMOVED, tag, gone.monitor.name, words)


def order_of(before: Snapshot, after: Snapshot) -> Iterator[Moved]:
    """The order of the monitors that are on both sides, with their groups."""
    tags = [{one.monitor.tag for one in side.monitors} for side in (before, after)]
    both = tags[0] & tags[1]
    orders = [
        ", ".join(
            one.monitor.name
            for group in side.groups
            for one in group.monitors
            if one.monitor.tag in both
        )
        for side in (before, after)
    ]
    names = [{m.monitor.tag: m.monitor.name for m in side.monitors} for side in (before, after)]
    if all(names[0][tag] == names[1][tag] for tag in both):
        yield from moved("order of the monitors", *orders)


def _facts(old: MonitorView, new: MonitorView, days: int, days_now: int) -> Iterator[Moved]:
    one, other = old.monitor, new.monitor
    yield from moved("name", one.name, other.name)
    yield from names_moved("name", one.names, other.names)
    yield from moved("group", one.category, other.category)
    yield from moved("description", one.description, other.description)
    yield from names_moved("description", one.descriptions, other.descriptions)
    yield from moved("picture", one.image, other.image)
    yield from moved("website", one.url, other.url)
    yield from moved("id", str(one.id), str(other.id))
    yield from moved("status", old.status, new.status)
    yield from _uptimes(old, new, days if days == days_now else 0)


def _uptimes(old: MonitorView, new: MonitorView, days: int) -> Iterator[Moved]:
    """The figures that are other ones, equal ones together; ``days`` is the width of the bar."""
    figures = list(zip(UPTIME_DAYS, old.uptimes, new.uptimes, strict=True))
    if days and days not in UPTIME_DAYS:
        figures.append((days, old.bar_uptime, new.bar_uptime))
    windows: dict[tuple[str, str], list[str]] = {}
    for window, was, now in figures:
        if was != now:
            words = "24 hours" if window == 1 else f"{window} days"
            windows.setdefault((_percent(was), _percent(now)), []).append(words)
    for (was, now), found in windows.items():
        yield Moved(f"uptime over {', '.join(found)}", was, now)


def _percent(figure: str) -> str:
    return f"{figure} %" if figure else "no data"
