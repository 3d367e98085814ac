"""The metrics, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import TEXT, Json, get

SCHEMAS: dict[str, Json] = {}

PATHS: dict[str, Json] = {
    "/metrics.txt": get(
        "Metrics for Prometheus; also at /metrics, unless a page has that address",
        TEXT,
        kind="text/plain",
    )
}
