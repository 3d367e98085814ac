"""Edits of incidents: what a person would have written, as changes of a draft."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import PurePosixPath

from statusgen.dataclass import dataclass
from statusgen.editing.draft import Draft
from statusgen.editing.removed import note_removal
from statusgen.editing.splice import Writable, document, has_key, with_body, with_keys
from statusgen.editing.stamps import comment_file, day
from statusgen.instants import rfc3339
from statusgen.model.ids import incident_id
from statusgen.model.incident import Comment, Impacts, Incident, Origin
from statusgen.model.lifecycle import Phase, State
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.model.slugs import slugify

FOLDER = "content/incidents"
_LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What an incident begins with; ``keys`` are further keys of its front matter.

    ``slug`` "" is made of the day and the title.
    """

    title: str
    start: int
    monitors: Impacts
    text: str = ""
    origin: Origin = Origin.MANUAL
    keys: Mapping[str, Writable] | None = None
    slug: str = ""


def open_incident(draft: Draft, site: Site, new: NewIncident) -> str:
    """Adds an incident; gives the path of its incident.md."""
    slug = new.slug or free_slug(slugs_taken(site), f"{day(new.start)}-{slugify(new.title)}")
    file = f"{FOLDER}/{day(new.start)[:4]}/{slug}/incident.md"
    values: dict[str, Writable] = {"title": new.title, "start": rfc3339(new.start)}
    values["monitors"] = dict(new.monitors)
    if new.origin is not Origin.MANUAL:
        values["source"] = new.origin
    draft.write(file, document({**values, **(new.keys or {})}, new.text))
    return file


def slugs_taken(site: Site) -> set[str]:
    """The slugs that entries have or had."""
    return {one.slug for one in (*site.entries, *site.placeholders, *site.removed)}


def free_slug(taken: Container[str], wanted: str) -> str:
    """A slug that is not taken yet."""
    wanted = wanted[:_LONGEST_SLUG].rstrip("-")
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted[: _LONGEST_SLUG - 4].rstrip('-')}-{number}"
    return slug


def add_comment(
    draft: Draft,
    entry: str,
    comments: tuple[Comment, ...],
    at: int,
    state: State | Phase,
    text: str,
    keys: Mapping[str, Writable] | None = None,
) -> str:
    """Adds a comment to the folder of the file ``entry``; gives its path.

    Among comments of the same second it comes last.
    """
    order = max((one.order for one in comments if one.at == at), default=0) + 1
    file = comment_file(draft, str(PurePosixPath(entry).parent), at, state, max(order, 1))
    draft.write(file, document(keys or {}, text))
    return file


def change_incident(
    draft: Draft, incident: Incident, keys: Mapping[str, Writable | None], text: str | None = None
) -> None:
    """Sets keys of incident.md (None removes one), and its text."""
    opening = next((one for one in incident.comments if one.opening), None)
    if opening and "start" in keys:
        _as_file(draft, incident, opening, {}, text)
        text = ""
    written = with_keys(draft.text(incident.file), with_id(incident, keys))
    draft.write(incident.file, written if text is None else with_body(written, text))


def with_id(
    entry: Incident | Maintenance, keys: Mapping[str, Writable | None]
) -> Mapping[str, Writable | None]:
    """``keys``, and the id where it was made from the start that they change."""
    return {"id": entry.id, **keys} if "start" in keys and _by_start(entry) else keys


def _by_start(entry: Incident | Maintenance) -> bool:
    derived = incident_id(entry.slug, entry.start) == entry.id
    return derived and incident_id(entry.slug, 0) != entry.id


def change_comment(
    draft: Draft,
    entry: Incident | Maintenance,
    comment: Comment,
    keys: Mapping[str, Writable | None],
    text: str | None = None,
    state: State | Phase | None = None,
    at: int | None = None,
) -> None:
    """Changes a comment. One that gets another name keeps its id, which is written into it."""
    moves = (state or comment.state, comment.at if at is None else at)
    if comment.opening:
        if keys or moves != (comment.state, comment.at):
            _as_file(draft, entry, comment, keys, text, *moves)
            _keep_start(draft, entry)
        elif text is not None:
            draft.write(entry.file, with_body(draft.text(entry.file), text))
        return
    file = comment.file
    if moves != (comment.state, comment.at):
        file = _renamed(draft, comment, *moves)
        _keep_start(draft, entry)
        keys = {"id": comment.id, "timestamp": None, **keys}
    written = with_keys(draft.text(file), keys)
    draft.write(file, written if text is None else with_body(written, text))


def delete_incident(
    draft: Draft, incident: Incident, files: list[str], reason: str, at: int
) -> None:
    """Removes the folder, and notes id and slug so that they never come back."""
    for file in files:
        draft.remove(file)
    note_removal(draft, "incident", incident.slug, incident.id, reason, at)


def _renamed(draft: Draft, comment: Comment, state: State | Phase, at: int) -> str:
    folder = str(PurePosixPath(comment.file).parent)
    order = comment.order if at == comment.at else 1
    target = comment_file(draft, folder, at, state, order)
    draft.move(comment.file, target)
    stem = comment.file.removesuffix(".md")
    for language in comment.texts:
        translation = f"{stem}.{language}.md"
        draft.move(translation, f"{target.removesuffix('.md')}.{language}.md")
    return target


def _as_file(
    draft: Draft,
    incident: Incident | Maintenance,
    opening: Comment,
    keys: Mapping[str, Writable | None],
    text: str | None = None,
    state: State | Phase | None = None,
    at: int | None = None,
) -> None:
    """Makes the opening update a comment with a file and an id of its own."""
    at = opening.at if at is None else at
    folder = str(PurePosixPath(incident.file).parent)
    others = [one for one in incident.comments if one.at == at and not one.opening]
    file = comment_file(draft, folder, at, state or opening.state, 0 if others else 1)
    written = {key: value for key, value in keys.items() if value is not None}
    body = opening.text if text is None else text
    draft.write(file, document({"id": opening.id, **written}, body))
    for language, words in opening.texts.items():
        draft.write(f"{file.removesuffix('.md')}.{language}.md", document({}, words))
        draft.remove(f"{folder}/incident.{language}.md")
    draft.write(incident.file, with_body(draft.text(incident.file), ""))


def _keep_start(draft: Draft, incident: Incident | Maintenance) -> None:
    """Spells the start out: it may have come from the comment that has just moved."""
    text = draft.text(incident.file)
    if not has_key(text, "start"):
        draft.write(incident.file, with_keys(text, {"start": rfc3339(incident.start)}))
