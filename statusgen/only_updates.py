"""Whether a change does nothing but add updates to what is public: then it may need no review.

Git's listing of the two trees decides, whatever the files themselves say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from statusgen.content import incidents, maintenances
from statusgen.content.names import is_comment_name
from statusgen.git.calling import prefix
from statusgen.git.differences import Difference, differences
from statusgen.git.revisions import Tree, resolve, tree

_FOLDERS = {
    "content/incidents": incidents.OPENING,
    "content/maintenances": maintenances.OPENING,
}
_FILE = "100644"
_WORDS = {"A": "is new", "D": "is removed", "M": "is changed", "T": "is another kind of file"}


def other_changes(root: Path, before: str, after: str) -> Iterator[str]:
    """What else the change from one revision to another does, a line each.

    Nothing comes out if all that it does is to add update files to incidents and maintenances that
    were there. Raises UsageError for a revision that is not there.
    """
    old, new = resolve(root, before), resolve(root, after)
    there = tree(root, old, *_FOLDERS)
    below = prefix(root)
    found = differences(root, old, new)
    if not found:
        yield "nothing is changed"
    for change in found:
        if not _is_update(change, below, there):
            yield f"{change.path} {_WORDS.get(change.status, 'differs')}"


def _is_update(change: Difference, below: str, there: Tree) -> bool:
    """Whether this is a plain new file with an update's name, beside the opening of its entry."""
    if change.status != "A" or change.mode != _FILE or not change.path.startswith(below):
        return False
    folder, _, name = change.path.removeprefix(below).rpartition("/")
    openings = (opening for kind, opening in _FOLDERS.items() if folder.startswith(f"{kind}/"))
    return is_comment_name(name) and any(f"{folder}/{one}" in there.entries for one in openings)
