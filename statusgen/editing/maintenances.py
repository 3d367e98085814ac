"""Edits of maintenances, as changes of a draft."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.dataclass import dataclass
from statusgen.editing.draft import Draft
from statusgen.editing.incidents import free_slug, slugs_taken, with_id
from statusgen.editing.removed import note_removal
from statusgen.editing.splice import Writable, document, with_body, with_keys
from statusgen.editing.stamps import day
from statusgen.instants import rfc3339
from statusgen.model.incident import Impacts
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.model.slugs import slugify

FOLDER = "content/maintenances"


@dataclass(frozen=True, slots=True)
class NewMaintenance:
    """What a maintenance begins with; ``duration`` is in seconds, ``rrule`` "" means once.

    With ``ends`` the end is written, not the duration. ``slug`` "" is made of the day and the
    title.
    """

    title: str
    start: int
    duration: int
    monitors: Impacts
    text: str = ""
    rrule: str = ""
    keys: Mapping[str, Writable] | None = None
    ends: bool = False
    slug: str = ""


def schedule(draft: Draft, site: Site, new: NewMaintenance) -> str:
    """Adds a maintenance; gives the path of its maintenance.md."""
    slug = new.slug or free_slug(slugs_taken(site), f"{day(new.start)}-{slugify(new.title)}")
    file = f"{FOLDER}/{slug}/maintenance.md"
    values: dict[str, Writable] = {"title": new.title, "start": rfc3339(new.start)}
    if new.ends:
        values["end"] = rfc3339(new.start + new.duration)
    else:
        values["duration"] = in_words(new.duration)
    if new.rrule:
        values["rrule"] = new.rrule
    values["monitors"] = dict(new.monitors)
    draft.write(file, document({**values, **(new.keys or {})}, new.text))
    return file


def change_maintenance(
    draft: Draft,
    maintenance: Maintenance,
    keys: Mapping[str, Writable | None],
    text: str | None = None,
) -> None:
    """Sets keys of maintenance.md (None removes one), and its text."""
    written = with_keys(draft.text(maintenance.file), with_id(maintenance, keys))
    draft.write(maintenance.file, written if text is None else with_body(written, text))


def delete_maintenance(
    draft: Draft, maintenance: Maintenance, files: list[str], reason: str, at: int
) -> None:
    """Removes the folder, and notes id and slug so that they never come back."""
    for file in files:
        draft.remove(file)
    note_removal(draft, "maintenance", maintenance.slug, maintenance.id, reason, at)


def in_words(seconds: int) -> str | int:
    """``2h30m``; seconds that are no whole minutes stay a number."""
    if seconds % 60:
        return seconds
    hours, minutes = divmod(seconds // 60, 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or not hours else "")
