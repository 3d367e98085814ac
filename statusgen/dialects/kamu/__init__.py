"""Kamu's API: its documents, and the requests to ``/api/incidents`` that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statusgen.dialects.kamu.documents import ROUTES, documents

if TYPE_CHECKING:
    from statusgen.dialects.request import Answer, Request
    from statusgen.editing.desk import Desk
    from statusgen.snapshot import Snapshot

__all__ = ["ROUTES", "documents", "read", "refusal", "write"]


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The answer to a request that only asks; None where it is for another API."""
    from statusgen.dialects.kamu.requests import read

    return read(request, snapshot)


def write(request: Request, desk: Desk) -> Answer | None:
    """The answer to a request that changes something; None where it is for another API."""
    from statusgen.dialects.kamu.requests import write

    return write(request, desk)


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    from statusgen.dialects.kamu.requests import refusal

    return refusal(message)
