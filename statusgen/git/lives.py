"""What became of each file from commit to commit, through merges, renames and removals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.git.log import Commit, Step, Touch


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that changed a file, and the one by which that came to the main line."""

    commit: Commit
    published: Commit


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to a file; the first of the ``changes`` added it.

    ``before`` are the files of the same folder that went in that commit, by their path: it may be
    one of them under another name.
    """

    changes: tuple[Change, ...]
    before: tuple[tuple[str, Life], ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """A file after some commit: its content ("" where it was removed) and the commits behind it."""

    blob: str
    changes: tuple[str, ...]
    before: tuple[tuple[str, _Held], ...] = ()


_MOST = 20
"""How many files may be the one that a new file was, and under how many names one after another."""

_State = dict[str, dict[str, _Held]]
"""The files of every folder, by their whole path. A folder is never changed but replaced, so that
states can share it: where history forks for each update, copies of all files would take minutes.
"""


def lives_of(steps: Sequence[Step]) -> dict[str, Life]:
    """The life of every file that is there after the last of the ``steps``, oldest first."""
    published = _published(steps)
    commits = {step.commit.id: step.commit for step in steps}

    def life(held: _Held) -> Life:
        changes = tuple(Change(commits[one], published[one]) for one in held.changes)
        return Life(changes, tuple((path, life(former)) for path, former in held.before))

    held = (one for folder in _last_state(steps).values() for one in folder.items())
    return {path: life(one) for path, one in held if one.blob}


def _published(steps: Sequence[Step]) -> dict[str, Commit]:
    """By which commit of the main line each commit came to it.

    The main line are the first parents of the last commit. A merge brings what is behind its
    other parents, everything else brings itself.
    """
    by_id = {step.commit.id: step for step in steps}
    line = list(steps[-1:])
    while line and line[-1].parents:
        line.append(by_id[line[-1].parents[0]])
    found: dict[str, Commit] = {}
    for step in reversed(line):
        waiting = [step.commit.id]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = step.commit
                waiting += by_id[one].parents
    return found


def _last_state(steps: Sequence[Step]) -> _State:
    """All files after the last step. The state of a commit is handed on to its last child, and
    copied only where history forks.
    """
    waiting = Counter(parent for step in steps for parent in step.parents)
    states: dict[str, _State] = {}
    own: _State = {}
    for step in steps:
        known = [states[parent] for parent in step.parents]
        waiting.subtract(step.parents)
        own, *others = known or [{}]
        if step.parents and waiting[step.parents[0]]:
            own = dict(own)
        for parent in step.parents:
            if not waiting[parent]:
                states.pop(parent, None)
        _advance(step, own, others)
        states[step.commit.id] = own
    return own


def _advance(step: Step, own: _State, others: Sequence[_State]) -> None:
    """From the state of the first parent to that of the commit itself."""
    gone = ((one.path, _find(own, one.path)) for one in step.touches if not one.blob)
    removed = {path: held for path, held in gone if held}
    changed: dict[str, _Held | None] = {one.old: None for one in step.touches if one.old}
    changed |= {path: replace(held, blob="") for path, held in removed.items()}
    for one in step.touches:
        if one.blob:
            changed[one.path] = _after(step, one, own, others, removed)
    for path, held in changed.items():
        files = own[_folder(path)] = dict(own.get(_folder(path), {}))
        if held:
            files[path] = held
        else:
            files.pop(path, None)


def _after(
    step: Step, touch: Touch, own: _State, others: Sequence[_State], removed: Mapping[str, _Held]
) -> _Held:
    """A file after a commit that added or changed it.

    What several parents say of it is joined. A merge changes a file itself only where it differs
    from all of them though they agree: else it puts together what others changed. A file that was
    removed and comes again was changed; under another name, in another folder, it was not.
    """
    lives = _joined(touch, own, others)
    there = {held.blob for held in lives if held.blob}
    changes = dict.fromkeys(one for held in lives for one in held.changes)
    renamed = touch.old and not any(_find(state, touch.path) for state in others)
    if (touch.blob not in there and len(there) <= 1) or (
        renamed and _name(touch.old) != _name(touch.path)
    ):
        changes[step.commit.id] = None
    before = lives[0].before if lives else _neighbours(touch.path, removed)
    return _Held(touch.blob, tuple(changes), before)


def _joined(touch: Touch, own: _State, others: Iterable[_State]) -> list[_Held]:
    """What the parents know of a file. A merge finds the new name of a file in the parent that
    brings it, and what looks alike may be another file.
    """
    mine = _find(own, touch.old or touch.path)
    theirs = [held for state in others if (held := _find(state, touch.path))]
    if mine and touch.old and theirs and mine.changes[0] != theirs[0].changes[0]:
        return theirs
    return [mine, *theirs] if mine else theirs


def _neighbours(path: str, removed: Mapping[str, _Held]) -> tuple[tuple[str, _Held], ...]:
    """The files of the same folder that went; where folders are emptied and filled again and again,
    no more of it than can be remembered for each file.
    """
    found = [one for one in sorted(removed.items()) if _folder(one[0]) == _folder(path)]
    if len(found) == 1 and _depth(found[0][1]) < _MOST:
        return tuple(found)
    return tuple((name, replace(held, before=())) for name, held in found) * (len(found) <= _MOST)


def _depth(held: _Held) -> int:
    depth = 0
    while held.before:
        held, depth = held.before[0][1], depth + 1
    return depth


def _find(state: _State, path: str) -> _Held | None:
    return state.get(_folder(path), {}).get(path)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]
