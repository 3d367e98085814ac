"""Whether a change does nothing but add updates to what is public: then it may need no review.

Git's listing of the two trees decides, whatever the files themselves say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from statusgen.content import incidents, maintenances
from statusgen.content.names import CommentName, parse_name
from statusgen.git.calling import prefix
from statusgen.git.differences import Difference, differences
from statusgen.git.revisions import resolve, tree
from statusgen.model.lifecycle import Phase, State

_OPENINGS = {
    "content/incidents": incidents.OPENING,
    "content/maintenances": maintenances.OPENING,
}
_STATES: Mapping[str, type[StrEnum]] = {"content/incidents": State, "content/maintenances": Phase}
_FILE = "100644"
_WORDS = {"A": "is new", "D": "is removed", "M": "is changed", "T": "is another kind of file"}

_Names = Mapping[str, set[CommentName]]
"""What the names of the updates in each folder say."""


def other_changes(root: Path, before: str, after: str) -> Iterator[str]:
    """What else the change from one revision to another does, a line each.

    Nothing comes out if all that it does is to add update files to incidents and maintenances that
    were there, none of them before an update that was there. A translation comes with its update:
    alone it would change what is public. Raises UsageError for a revision that is not there.
    """
    old, new = resolve(root, before), resolve(root, after)
    there = tree(root, old, *_OPENINGS).entries
    below = prefix(root)
    found = differences(root, old, new)
    if not found:
        yield "nothing is changed"
    plain = [one.path.removeprefix(below) for one in found if _is_plain_file(one, below)]
    updates, told = _updates(plain), _updates(there)
    for change in found:
        path = change.path.removeprefix(below)
        if path not in plain or not _has_opening(path, there):
            yield f"{change.path} {_WORDS.get(change.status, 'differs')}"
        elif fault := _fault(path, updates, told):
            yield f"{change.path} {fault}"


def _is_plain_file(change: Difference, below: str) -> bool:
    """Whether this is a new file of the site, neither a link nor a program."""
    return change.status == "A" and change.mode == _FILE and change.path.startswith(below)


def _has_opening(path: str, there: Iterable[str]) -> bool:
    """Whether this stands beside the opening of an entry that was there."""
    folder = path.rpartition("/")[0]
    return any(
        folder.startswith(f"{kind}/") and f"{folder}/{opening}" in there
        for kind, opening in _OPENINGS.items()
    )


def _updates(paths: Iterable[str]) -> _Names:
    found: dict[str, set[CommentName]] = {}
    for path in paths:
        if name := _name(path):
            found.setdefault(path.rpartition("/")[0], set()).add(name)
    return found


def _name(path: str) -> CommentName | None:
    """What the name of an update says; None for another file."""
    states = next((one for kind, one in _STATES.items() if path.startswith(f"{kind}/")), None)
    return parse_name(path.rpartition("/")[2], states, path, []) if states else None


def _fault(path: str, updates: _Names, told: _Names) -> str:
    """Why a new file of an entry may not pass; "" where it may."""
    folder, name = path.rpartition("/")[0], _name(path)
    if name is None:
        return "is new"
    if name.lang:
        alone = replace(name, lang="") not in updates[folder]
        return "translates an update that was there" if alone else ""
    newest = max((one.at for one in told.get(folder, ())), default=name.at)
    return "is of a time before an update that was there" if name.at < newest else ""
