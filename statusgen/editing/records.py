"""Pushed statuses: a line in the monitor's file of that UTC day."""

from __future__ import annotations

from statusgen.content.records import HEADER
from statusgen.editing.draft import Draft
from statusgen.editing.stamps import day
from statusgen.instants import rfc3339
from statusgen.model.status import Status


def push_status(draft: Draft, tag: str, at: int, status: Status, latency: float | None) -> str:
    """Adds a record, or replaces the one of the same instant; gives the file's path."""
    file = f"content/status/{tag}/{day(at)}.csv"
    stamp = rfc3339(at)
    lines = draft.text(file).splitlines() or [HEADER]
    kept = [line for line in lines if not line.startswith((f"{stamp},", f"{at},"))]
    number = "" if latency is None else f"{latency:.3f}".rstrip("0").rstrip(".")
    draft.write(file, "\n".join([*kept, f"{stamp},{status},{number}"]) + "\n")
    return file
