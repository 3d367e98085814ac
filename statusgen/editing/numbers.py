"""Ids of new files: two names may hash to one id, and then the new file gets another written in."""

from __future__ import annotations

from pathlib import PurePosixPath

from statusgen.content.names import parse_name
from statusgen.editing.draft import Draft
from statusgen.editing.splice import with_key
from statusgen.model.ids import comment_id, free_id, incident_id
from statusgen.model.lifecycle import Phase, State
from statusgen.model.site import Site


def number_incident(draft: Draft, site: Site, file: str, start: int) -> int:
    """The id of the new incident.md ``file``; one that is taken or was removed is not used."""
    gone = {one.id for one in site.removed if one.id is not None}
    taken = {one.id for one in site.incidents} | gone
    return _number(draft, file, incident_id(PurePosixPath(file).parent.name, start), taken)


def number_maintenance(draft: Draft, site: Site, file: str, start: int) -> int:
    """The id of the new maintenance.md ``file``, which no incident has either."""
    gone = {one.id for one in site.removed if one.id is not None}
    taken = {one.id for one in site.entries} | gone
    return _number(draft, file, incident_id(PurePosixPath(file).parent.name, start), taken)


def number_comment(
    draft: Draft, taken: set[int], file: str, states: type[State | Phase] = State
) -> int:
    """The id of the new comment in ``file``, whose name says one of ``states``: none of ``taken``."""
    path = PurePosixPath(file)
    name = parse_name(path.name, states, file, [])
    if name is None:
        raise ValueError(f"{file} is no name of a comment")
    wanted = comment_id(path.parent.name, path.name, name.at, name.order)
    return _number(draft, file, wanted, taken)


def _number(draft: Draft, file: str, wanted: int, taken: set[int]) -> int:
    number = free_id(wanted, taken)
    if number != wanted:
        draft.write(file, with_key(draft.text(file), "id", number))
    return number
