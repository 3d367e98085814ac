"""A request against the content folder: one writer at a time, and all of an edit or nothing."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from statusgen.dialects.dispatch import answer, reads
from statusgen.dialects.request import Answer, Request
from statusgen.editing.desk import Desk
from statusgen.editing.saving import save, writing
from statusgen.memory import Memory


def perform(
    root: Path, request: Request, now: int, *, commit: bool = False, memory: Memory | None = None
) -> Answer:
    """The answer to a request, after its edits were saved and, with ``commit``, committed.

    What the ``memory`` of earlier times knows is not read again. CannotWrite where the disk or git refuses: then the files are what they were.
    """
    with nullcontext() if reads(request) else writing(root):
        desk = Desk(root, now, memory or Memory())
        found = answer(request, desk)
        if 200 <= found.status < 300 and desk.draft.files:
            message = found.message or f"{request.method} {request.path}"
            save(desk.draft, message if commit else "")
    return found
