"""An instant as text that machines read."""

from __future__ import annotations

from datetime import UTC, datetime


def rfc3339(at: int) -> str:
    """Unix seconds as RFC 3339 in UTC, such as ``2026-01-15T10:00:00Z``."""
    return datetime.fromtimestamp(at, UTC).isoformat()[:19] + "Z"
