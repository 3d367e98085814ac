"""When each update was written, published and edited, from git: only where site.yaml wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from statusgen.artifact import program
from statusgen.content.characters import HIDDEN_IN_NAME
from statusgen.content.incidents import OPENING
from statusgen.content.names import parse_name
from statusgen.content.times import is_instant
from statusgen.git.kept import history
from statusgen.git.lives import Change, Life
from statusgen.git.log import Commit, NoHistory
from statusgen.model.dated import Dated
from statusgen.model.ids import comment_id, comment_time
from statusgen.model.lifecycle import Phase, State
from statusgen.snapshot import Snapshot

_CONTENT = "content"
_LONGEST_NAME = 100


def with_dates(root: Path, snapshot: Snapshot) -> tuple[Snapshot, tuple[str, ...]]:
    """The snapshot with what git knows of its updates, and notes for the person who builds.

    ``root`` is the site's folder. Without the whole history there are no dates at all.
    """
    repository = snapshot.settings.repository
    if repository is None or not (repository.dates or repository.authors):
        return snapshot, ()
    try:
        lives = history(root, _CONTENT, program().hex())
    except NoHistory as error:
        return snapshot, (f"no dates and authors from git: {error}; see docs/dates.md",)
    return replace(snapshot, dates=dates_of(snapshot, lives)), ()


def dates_of(snapshot: Snapshot, lives: Mapping[str, Life]) -> dict[str, Dated]:
    """What is known of each public update and of each maintenance, by file."""
    found = {}
    for file, number in _public(snapshot):
        dated = _dated(_changes(lives, file, number)) if file in lives else None
        if dated:
            found[file] = dated
    return found


def _public(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """The files of what is shown, with the ids of the updates in them."""
    for incident in snapshot.incidents:
        yield from ((update.file, update.id) for update in incident.updates)
    for view in snapshot.maintenances:
        yield view.file, view.id
        for update in chain.from_iterable(one.updates for one in view.occurrences):
            yield update.file, update.id


def _changes(lives: Mapping[str, Life], file: str, number: int) -> tuple[Change, ...]:
    """What happened to the update ``number``, also where it stood before it came into its file."""
    changes = _through_names(lives[file], number)
    opening = f"{file.rpartition('/')[0]}/{OPENING}"
    told = lives[opening].changes if file != opening and opening in lives else ()
    before = told[: told.index(changes[0])] if changes[0] in told else ()
    return before + changes if before and _is_named(opening, number) else changes


def _through_names(life: Life, number: int) -> tuple[Change, ...]:
    """What happened to a file under all its names: where hardly a word is the same, the id tells
    that it is still the same update.
    """
    for path, former in life.before:
        if _is_named(path, number):
            return _through_names(former, number) + life.changes
    return life.changes


def _is_named(path: str, number: int) -> bool:
    """Whether an update has that id by the name of its file."""
    _, folder, name = f"/{path}".rsplit("/", 2)
    states = Phase if "/maintenances/" in path else State
    found = None if name == OPENING else parse_name(name, states, path, [])
    order = found.order if found else 0
    return comment_id(folder, name, comment_time(number), order) == number


def _dated(changes: Sequence[Change]) -> Dated | None:
    """None where the commit has no date that a page could show."""
    first = changes[0]
    published = _shown(first.published)
    if published is None:
        return None
    written = first.commit.written
    dated = Dated(
        author=HIDDEN_IN_NAME.sub("\ufffd", first.commit.author)[:_LONGEST_NAME],
        written=published if written is None else written,
        published=published,
        commit=first.commit.id,
    )
    later = {one.published: one for one in changes if one.published != first.published}
    last = list(later.values())[-1:]
    edited = _shown(last[0].published) if last else None
    if edited is None:
        return dated
    return replace(dated, edits=len(later), edited=edited, edit=last[0].commit.id)


def _shown(commit: Commit) -> int | None:
    """When it was committed, if a page can show that."""
    at = commit.committed
    return at if at is not None and is_instant(at) else None
