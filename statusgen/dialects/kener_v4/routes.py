"""The URLs of Kener v4's API that are read, by what they name."""

from __future__ import annotations

from statusgen.dialects.kener_v4.shapes import ROOT

BY_KIND = {
    "incidents": f"/{ROOT}/incidents",
    "incident": f"/{ROOT}/incidents/:id",
    "comments": f"/{ROOT}/incidents/:id/comments",
    "comment": f"/{ROOT}/incidents/:id/comments/:comment",
    "monitors": f"/{ROOT}/monitors",
    "monitor": f"/{ROOT}/monitors/:tag",
    "maintenances": f"/{ROOT}/maintenances",
    "events": f"/{ROOT}/maintenances/events",
    "maintenance": f"/{ROOT}/maintenances/:id",
    "maintenance's events": f"/{ROOT}/maintenances/:id/events",
}
"""The kinds of places."""

ROUTES = tuple(BY_KIND.values())
"""Every URL that is read."""
