"""content/removed.yaml: what was deleted on purpose and never comes back."""

from __future__ import annotations

from statusgen.editing.draft import Draft
from statusgen.editing.lists import with_entry
from statusgen.editing.splice import Writable
from statusgen.instants import rfc3339

FILE = "content/removed.yaml"


def note_removal(draft: Draft, kind: str, slug: str, number: int, reason: str, at: int) -> None:
    """Adds an entry at the end, in the way in which the list is written."""
    values: dict[str, Writable] = {"kind": kind, "slug": slug, "id": number}
    values |= {"reason": reason, "at": rfc3339(at)}
    draft.write(FILE, with_entry(draft.text(FILE), values))
