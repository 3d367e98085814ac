"""Days and file names as the commands write them, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from statusgen.editing.draft import Draft


def day(at: int) -> str:
    """``2026-01-15``, in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"


def comment_file(draft: Draft, folder: str, at: int, state: StrEnum, order: int = 1) -> str:
    """A free name for a comment in ``folder`` that comes in place ``order`` among those of ``at``."""
    stem = f"{folder}/{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H%M%SZ}.{state}"
    while True:
        file = f"{stem}.md" if order == 1 else f"{stem}.{order}.md"
        if not draft.exists(file):
            return file
        order += 1
