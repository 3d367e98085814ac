"""What incidents and maintenances have in common when they are edited: begin, say, delete."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from statusgen.editing.desk import Desk
from statusgen.editing.incidents import (
    NewIncident,
    add_comment,
    change_incident,
    delete_incident,
    open_incident,
)
from statusgen.editing.maintenances import (
    NewMaintenance,
    change_maintenance,
    delete_maintenance,
    schedule,
)
from statusgen.editing.numbers import number_comment, number_incident, number_maintenance
from statusgen.editing.splice import Writable
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import Phase, State
from statusgen.model.maintenance import Maintenance

Entry = Incident | Maintenance


def begin(desk: Desk, new: NewIncident | NewMaintenance) -> str:
    """Adds an incident or a maintenance; gives its slug."""
    if isinstance(new, NewIncident):
        file = open_incident(desk.draft, desk.site, new)
        number_incident(desk.draft, desk.site, file, new.start)
    else:
        file = schedule(desk.draft, desk.site, new)
        number_maintenance(desk.draft, desk.site, file, new.start)
    return slug_of(file)


def say(
    desk: Desk,
    slug: str,
    state: State | Phase,
    text: str,
    at: int | None = None,
    keys: Mapping[str, Writable] | None = None,
) -> int:
    """Adds a comment to an entry, now or ``at``; gives its id, 0 where there is none.

    An id among the ``keys`` is the comment's, which a check refuses where it is taken.
    An entry that the edits made unreadable is left to the checks.
    """
    site = desk.edited() if desk.draft.files else desk.site
    entry = next((one for one in site.entries if one.slug == slug), None)
    if entry is None:
        return 0
    at = desk.now if at is None else at
    file = add_comment(desk.draft, entry.file, entry.comments, at, state, text, keys)
    number = (keys or {}).get("id")
    if not isinstance(number, int):
        number = number_comment(desk.draft, desk.comment_ids(site), file, type(state))
    if entry.updated_at is not None:
        change(desk, entry, {"updated_at": rfc3339(desk.now)})
    return number


def change(
    desk: Desk, entry: Entry, keys: Mapping[str, Writable | None], text: str | None = None
) -> None:
    """Sets keys of the file that opens an entry (None removes one), and its text."""
    if isinstance(entry, Incident):
        change_incident(desk.draft, entry, keys, text)
    else:
        change_maintenance(desk.draft, entry, keys, text)


def delete(desk: Desk, entry: Entry, reason: str) -> None:
    """Removes its folder; its id and slug are never used again."""
    folder = str(PurePosixPath(entry.file).parent)
    files = [one for one in desk.files_below(folder) if str(PurePosixPath(one).parent) == folder]
    if isinstance(entry, Incident):
        delete_incident(desk.draft, entry, files, reason, desk.now)
    else:
        delete_maintenance(desk.draft, entry, files, reason, desk.now)


def slug_of(file: str) -> str:
    """The slug of the entry that this file opens."""
    return PurePosixPath(file).parent.name
