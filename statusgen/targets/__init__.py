"""Snapshot + theme -> artifacts: what is published for people, for feed readers and for calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from statusgen.artifact import Artifact
from statusgen.series import Series
from statusgen.snapshot import Snapshot
from statusgen.targets import calendar, feeds, hosting, html, text
from statusgen.targets.theme import Theme, load_theme

Plan = Callable[[Snapshot, Theme], Iterator[Artifact | Series]]

TARGETS: dict[str, Plan] = {
    "html": html.plan,
    "text": text.plan,
    "feeds": lambda snapshot, _: feeds.plan(snapshot),
    "calendar": calendar.plan,
    "hosting": lambda snapshot, _: hosting.plan(snapshot, html.addresses(snapshot)),
}
"""What is published, by name."""

__all__ = ["TARGETS", "Theme", "load_theme"]
