"""content/removed.yaml: what was deleted on purpose and never comes back."""

from __future__ import annotations

from statusgen.editing.draft import Draft
from statusgen.editing.splice import Writable, inline
from statusgen.editing.stamps import rfc3339

FILE = "content/removed.yaml"


def note_removal(draft: Draft, kind: str, slug: str, number: int, reason: str, at: int) -> None:
    """Adds an entry at the end."""
    values: dict[str, Writable] = {"kind": kind, "slug": slug, "id": number}
    values |= {"reason": reason, "at": rfc3339(at)}
    lines = [f"{key}: {inline(value)}" for key, value in values.items()]
    text = draft.text(FILE)
    gap = "" if not text or text.endswith("\n") else "\n"
    draft.write(FILE, f"{text}{gap}- " + "\n  ".join(lines) + "\n")
