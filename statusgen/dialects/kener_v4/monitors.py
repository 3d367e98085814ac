"""Kener's monitors: an allow list of what may be public of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.kener_v4.shapes import ROOT, listing
from statusgen.dialects.wire import encode, iso_ms
from statusgen.model.monitor import Monitor
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """The list, and each monitor."""
    monitors = listed(snapshot)
    yield Artifact(f"{ROOT}/monitors.json", render_monitors, (monitors,))
    for one in monitors:
        yield Artifact(f"{ROOT}/monitors/{one.tag}", render_monitor, (one,))


def listed(snapshot: Snapshot) -> tuple[Monitor, ...]:
    """The monitors in the order of the list."""
    monitors = (one.monitor for one in snapshot.monitors)
    return tuple(sorted(monitors, key=lambda one: one.id, reverse=True))


def render_monitors(monitors: tuple[Monitor, ...]) -> Files:
    """``{"monitors": […]}``."""
    texts = (encode(row(monitor)) for monitor in monitors)
    yield f"{ROOT}/monitors.json", listing(b"monitors", texts)


def render_monitor(monitor: Monitor) -> Files:
    """One monitor."""
    yield f"{ROOT}/monitors/{monitor.tag}.json", encode({"monitor": row(monitor)})


def row(monitor: Monitor) -> dict[str, Any]:
    """What may be public of a monitor, in the order of Kener's row.

    Nothing is probed here: what says how Kener would do it is empty. ``created_at`` is known
    only where monitors.yaml says since when there is data.
    """
    since = None if monitor.since is None else iso_ms(monitor.since)
    default = monitor.default_status
    return {
        "id": monitor.id,
        "tag": monitor.tag,
        "name": monitor.name,
        "description": monitor.description or None,
        "image": monitor.image or None,
        "cron": None,
        "default_status": None if default is Status.NO_DATA else str(default),
        "status": "ACTIVE",
        "category_name": monitor.category or None,
        "monitor_type": "NONE",
        "down_trigger": None,
        "degraded_trigger": None,
        "type_data": {},
        "day_degraded_minimum_count": monitor.day_degraded_minimum_count,
        "day_down_minimum_count": monitor.day_down_minimum_count,
        "confirmation_threshold": 1,
        "include_degraded_in_downtime": _yes_no(monitor.include_degraded_in_downtime),
        "is_hidden": _yes_no(monitor.hidden),
        "monitor_settings_json": {},
        "external_url": monitor.url or None,
        "created_at": since,
        "updated_at": since,
    }


def _yes_no(value: bool) -> str:
    return "YES" if value else "NO"
