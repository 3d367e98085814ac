"""What was done, for programs and for the page of a run."""

from __future__ import annotations

from typing import Any

from statusgen.inbox.payloads import Event
from statusgen.inbox.replies import fenced, name_of, told
from statusgen.inbox.verdicts import Received
from statusgen.report.sanitize import sanitize


def line(event: Event, found: Received) -> str:
    """One line that says what was done, or why there was nothing to do."""
    if found.answer is not None and not found.changed:
        return sanitize(f"{name_of(event)}: the API answers {found.answer.status}")
    if found.deed is None or not found.changed:
        return sanitize(f"{name_of(event)}: nothing to do: {found.note or 'it changes nothing'}")
    commit = f", commit {found.commit[:12]}" if found.commit else ""
    files = f"{len(found.files)} file{'' if len(found.files) == 1 else 's'}"
    return sanitize(f"{found.deed.what}: {found.slug or found.files[0]} ({files}{commit})")


def document(event: Event, found: Received) -> dict[str, Any]:
    """All of it, as JSON can say it."""
    answer = found.answer
    return {
        "event": name_of(event),
        "changed": found.changed,
        "action": found.deed.what if found.deed else "",
        "slug": found.slug,
        "url": found.url,
        "files": list(found.files),
        "commit": found.commit,
        "note": found.note,
        "problems": [{"message": one.message, "hint": one.hint} for one in found.faults],
        "answer": None if answer is None else {"status": answer.status, "body": answer.document},
    }


def outputs(found: Received) -> dict[str, object]:
    """What the steps after this one may ask for, by name; each text is one line."""
    texts = {"commit": found.commit, "slug": found.slug, "url": found.url}
    return {
        "changed": found.changed,
        **{name: sanitize(text) for name, text in texts.items()},
    }


def summary(event: Event, found: Received) -> str:
    """Markdown for the page of the run."""
    lines = [text for fault in found.faults for text in told(fault)] or [line(event, found)]
    return "\n".join([f"### {sanitize(name_of(event))}", "", *fenced(lines), ""]) + "\n"
