"""Snapshot + theme -> artifacts: what is published for people, for feed readers and for calendars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from statusgen.targets.theme import Theme, load_theme

if TYPE_CHECKING:
    from statusgen.series import Planned
    from statusgen.snapshot import Snapshot

__all__ = ["Theme", "load_theme", "plan"]


def plan(snapshot: Snapshot, theme: Theme) -> Iterator[Planned]:
    """What each target publishes."""
    from statusgen.targets import calendar, feeds, hosting, html, text

    yield from html.plan(snapshot, theme)
    yield from text.plan(snapshot, theme)
    yield from feeds.plan(snapshot)
    yield from calendar.plan(snapshot, theme)
    yield from hosting.plan(snapshot, html.addresses(snapshot))
