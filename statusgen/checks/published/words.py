"""What a diagnostic quotes of published content: times, impacts, the beginning of a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from statusgen.diagnostics import Route
from statusgen.model.status import Status

DECLARE = "say why in the key `correction` of this file, or put it back as it was"
"""What to do about a change of what was published."""


def time_of(at: int | None) -> str:
    """An instant to the second."""
    return "not said" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%SZ}"


def impacts_of(monitors: Mapping[str, Status], tags: frozenset[str]) -> str:
    """Which of the monitors ``tags`` are hit and how badly."""
    known = sorted((tag, status) for tag, status in monitors.items() if tag in tags)
    return ", ".join(f"`{tag}: {status}`" for tag, status in known) or "none"


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text in a line."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= most else line[: most - 1] + '…'}`" if line else "empty"


def place_of(old: str, new: str) -> Route:
    """The first line of a text that is another one, as a route."""
    lines = zip(old.split("\n"), new.split("\n"), strict=False)
    same = next((index for index, (one, other) in enumerate(lines) if one != other), None)
    last = min(old.count("\n"), new.count("\n"))
    return ("text", (last if same is None else same) + 1, 1)
