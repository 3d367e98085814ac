"""Kamu's API: its documents, and requests to ``/api/incidents``, those of Kener's guide beside Kamu's.

| request | what it does |
|---|---|
| ``GET /api/incidents``, ``GET /api/incidents/<id>`` | shows them |
| ``POST /api/incidents`` | opens an incident, or plans a maintenance |
| ``PATCH /api/incidents/<id>``, ``POST /api/incidents/<id>/updates`` | adds an update |
| ``DELETE /api/incidents/<id>`` | removes it |

An id is ``inc_12`` or ``12``. Neither documentation says how an error looks; here it is
``{"error": "…"}``.
"""

from statusgen.dialects.kamu.documents import ROUTES, documents

__all__ = ["ROUTES", "documents"]
