"""The URLs of Kener's first API, by what they name."""

from __future__ import annotations

STATUS = "status"
SEARCH = "search"
INCIDENT = "incident"
COMMENTS = "comments"
FLAGS = "flags"

_READ = {
    STATUS: "/api/status",
    SEARCH: "/api/incident",
    INCIDENT: "/api/incident/:number",
    COMMENTS: "/api/incident/:number/comment",
}
BY_KIND = {**_READ, FLAGS: "/api/incident/:number/status"}
"""Those that are read, and the one that is only written."""

ROUTES = (*_READ.values(), f"{_READ[STATUS]}?tag=:tag")
"""Every URL that is read; the query names one of what the path alone has all of."""
