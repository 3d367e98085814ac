"""Snapshot + theme -> artifacts: what is published for people, for feed readers and for calendars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from statusgen.artifact import Artifact
from statusgen.series import Series
from statusgen.snapshot import Snapshot
from statusgen.targets import calendar, feeds, hosting, html, text
from statusgen.targets.theme import Theme, load_theme

Plan = Callable[[Snapshot, Theme], Iterator[Artifact | Series]]

__all__ = ["Theme", "load_theme", "plan"]


def plan(snapshot: Snapshot, theme: Theme) -> Iterator[Artifact]:
    """What each target publishes."""
    from statusgen.targets import calendar, feeds, hosting, html, text

    yield from html.plan(snapshot, theme)
    yield from text.plan(snapshot, theme)
    yield from feeds.plan(snapshot)
    yield from calendar.plan(snapshot, theme)
    yield from hosting.plan(snapshot, html.addresses(snapshot))
