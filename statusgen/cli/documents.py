"""Incidents, maintenances and comments as JSON documents for tools: keys are only ever added."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from statusgen.instants import rfc3339
from statusgen.report.sanitize import sanitize_json

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk
    from statusgen.model.incident import Comment, Incident
    from statusgen.model.maintenance import Maintenance
    from statusgen.model.site import Site
    from statusgen.snapshot.occurrences import Occurrence


def entry_document(entry: Incident | Maintenance, site: Site, now: int) -> dict[str, Any]:
    """What an entry is, and where it stands at ``now``; times are RFC 3339 or null."""
    from statusgen.editing.present import present
    from statusgen.model.incident import Incident

    stands = present(entry, now)
    own = _of_incident(entry) if isinstance(entry, Incident) else _of_maintenance(entry)
    occurrence = stands.occurrence
    return {
        "kind": kind_of(entry),
        "slug": entry.slug,
        "id": entry.id,
        "title": entry.title,
        "state": str(stands.state),
        "open": stands.open,
        "start": rfc3339(stands.start),
        "end": None if stands.end is None else rfc3339(stands.end),
        "monitors": {tag: str(status) for tag, status in stands.impacts.items()},
        "severity": None if entry.severity is None else str(entry.severity),
        "internal": bool(entry.internal),
        **own,
        **({"occurrence": _occurrence(occurrence)} if occurrence else {}),
        "comments": sum(not one.deleted for one in entry.comments),
        "file": entry.file,
        "url": address_of(entry, site) or None,
    }


def comment_document(comment: Comment, number: int) -> dict[str, Any]:
    """A comment; ``number`` is its place in the entry, from 1."""
    return {
        "number": number,
        "id": comment.id,
        "at": rfc3339(comment.at),
        "state": str(comment.state),
        "text": comment.text,
        "author": comment.author or None,
        "monitors": {tag: str(status) for tag, status in comment.monitors.items()},
        "opening": comment.opening,
        "internal": comment.internal,
        "deleted": comment.deleted,
        "correction": comment.correction or None,
        "notify": comment.notify,
        "file": comment.file,
    }


def told_of(desk: Desk, slug: str, comment: int = 0) -> dict[str, Any]:
    """The documents of an entry, and of one of its comments, as they will be after the edits."""
    site = desk.edited()
    entry = next(one for one in site.entries if one.slug == slug)
    said: Sequence[Comment] = entry.comments
    told = [comment_document(one, n) for n, one in enumerate(said, start=1) if one.id == comment]
    return {**entry_document(entry, site, desk.now), "comment": next(iter(told), None)}


def show_json(document: dict[str, Any]) -> None:
    """Prints a document for tools, with the version of its form."""
    text = json.dumps({"version": 1, **document}, indent=2, ensure_ascii=True)
    click.echo(sanitize_json(text))


def address_of(entry: Incident | Maintenance, site: Site) -> str:
    """The page of an entry; "" where it has none, because it is internal."""
    if entry.internal:
        return ""
    return f"{site.settings.url.rstrip('/')}/{kind_of(entry)}s/{entry.slug}/"


def kind_of(entry: Incident | Maintenance) -> str:
    """What an entry is called: incident or maintenance."""
    return type(entry).__name__.lower()


def _of_incident(incident: Incident) -> dict[str, Any]:
    return {"notice": incident.notice, "pinned": incident.pinned, "source": str(incident.origin)}


def _of_maintenance(maintenance: Maintenance) -> dict[str, Any]:
    return {
        "rrule": maintenance.rrule or None,
        "timezone": maintenance.timezone,
        "active": maintenance.active,
    }


def _occurrence(one: Occurrence) -> dict[str, Any]:
    return {
        "planned": rfc3339(one.planned),
        "start": rfc3339(one.start),
        "end": None if one.end is None else rfc3339(one.end),
        "state": str(one.phase),
    }
