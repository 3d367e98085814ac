"""Kamu's API: its documents, and the requests to ``/api/incidents`` that it takes."""

from statusgen.dialects.kamu.documents import ROUTES, documents
from statusgen.dialects.kamu.requests import read, refusal, write

__all__ = ["ROUTES", "documents", "read", "refusal", "write"]
