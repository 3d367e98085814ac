"""One event from its arrival to a commit on the branch that everybody has, or to a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from pathlib import Path, PurePosixPath

from statusgen.dataclass import dataclass
from statusgen.editing.desk import Desk
from statusgen.editing.draft import Draft
from statusgen.editing.saving import save, writing
from statusgen.errors import Busy, CannotWrite
from statusgen.git.branches import newest_commit
from statusgen.git.pushing import Upstream, upstream
from statusgen.git.trailers import commit_with
from statusgen.inbox import comments, dispatches, inputs, issues
from statusgen.inbox.issues import Labels
from statusgen.inbox.payloads import Event
from statusgen.inbox.replies import TRAILER, commit_message
from statusgen.inbox.shown import shown_of
from statusgen.inbox.verdicts import Deed, Nothing, Received, Refused, refused_by
from statusgen.memory import Memory
from statusgen.notify.clock import Clock

TRIES = 5
"""How often an event is performed before somebody else's pushes win."""

PAUSE, JITTER = 1.0, 1.0
"""Seconds before the second try, doubled each time; and by which share of it chance adds to it."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to receive: ``mark`` names this one event, ``now`` is its instant in Unix seconds.

    What the ``memory`` of earlier times knows of the site is not read again.
    """

    now: int
    mark: str = ""
    commit: bool = False
    push: bool = False
    labels: Labels = field(default_factory=Labels)
    memory: Memory = field(default_factory=Memory)


def receive(root: Path, event: Event, options: Options, clock: Clock) -> Received:
    """Performs an event on the site in ``root``; with ``push``, on top of what others pushed.

    Busy where others were quicker all the time, CannotWrite where the remote, the disk or git
    refuses; then nothing is changed. One receiver works at a time in a working copy.
    """
    branch = upstream(root) if options.push else None
    with writing(root):
        if branch is None:
            return _perform(root, event, options)
        return _pushed(branch, event, options, clock)


def _pushed(branch: Upstream, event: Event, options: Options, clock: Clock) -> Received:
    branch.refuse_changes()
    said, lost, last = "", False, ""
    for number in range(TRIES):
        if number:
            clock.sleep(PAUSE * 2 ** (number - 1) * (1 + JITTER * clock.share()))
        said = branch.catch_up()
        if said:
            continue
        base = newest_commit(branch.root)
        lost = lost or (bool(last) and base != last)
        last = base
        try:
            found = _perform(branch.root, event, options)
            said = branch.push() if found.commit else ""
        except BaseException:
            branch.step_back(base)
            raise
        if not said:
            return found
        branch.step_back(base)
    if lost:
        message = f"others pushed to {branch.remote}/{branch.branch} each time first"
        raise Busy(f"{message}; nothing was changed, run this again")
    where = f"{branch.remote}/{branch.branch}"
    raise CannotWrite(f"cannot push to {where} ({said}); nothing was changed")


def _perform(root: Path, event: Event, options: Options) -> Received:
    """One try; with a mark, what carries it already is not done again."""
    commits = options.commit or options.push
    if commits and options.mark and (known := commit_with(root, TRAILER, options.mark)):
        return Received(note=f"this event was received before, in the commit {known[:12]}")
    desk = Desk(root, options.now, options.memory)
    try:
        deed = _done(event, desk, options.labels)
    except Nothing as nothing:
        return Received(note=str(nothing))
    except Refused as refusal:
        return Received(faults=refusal.faults)
    return _saved(event, desk, deed, options)


def _done(event: Event, desk: Desk, labels: Labels) -> Deed:
    """What was done, without a new error in the content; an API has looked for them itself."""
    deed = _act(event, desk, labels)
    errors = desk.new_errors() if desk.draft.files and deed.answer is None else []
    if errors:
        raise refused_by(errors)
    return deed


def _act(event: Event, desk: Desk, labels: Labels) -> Deed:
    if event.name == "issues":
        return issues.receive(event, desk, labels)
    do = _EVENTS.get(event.name)
    if do is None:
        raise Nothing("statusgen does nothing about events of this kind")
    return do(event, desk)


_EVENTS: Mapping[str, Callable[[Event, Desk], Deed]] = {
    "workflow_dispatch": inputs.receive,
    "repository_dispatch": dispatches.receive,
    "issue_comment": comments.receive,
}


def _saved(event: Event, desk: Desk, deed: Deed, options: Options) -> Received:
    """The edits on disk and, where they shall be, in a commit."""
    said_no = deed.answer is not None and not 200 <= deed.answer.status < 300
    files = () if said_no else _changed(desk.draft)
    if not files:
        return Received(deed)
    slug = deed.slug or _slug_of(files)
    deed = replace(deed, slug=slug)
    commits = options.commit or options.push
    save(desk.draft, commit_message(event, deed, options.mark) if commits else "")
    commit = newest_commit(desk.root) if commits else ""
    shown, url = shown_of(desk.preview(), slug)
    return Received(deed, files=files, slug=slug, url=url, commit=commit, shown=shown)


def _changed(draft: Draft) -> tuple[str, ...]:
    """The files that are not what they were."""
    found = draft.files.items()
    return tuple(sorted(file for file, now in found if now != draft.seen.get(file)))


def _slug_of(files: tuple[str, ...]) -> str:
    """The slug of the entry that these files belong to; "" where they belong to none."""
    for file in files:
        path = PurePosixPath(file)
        if path.parts[:2] in (("content", "incidents"), ("content", "maintenances")):
            return path.parent.name
    return ""
