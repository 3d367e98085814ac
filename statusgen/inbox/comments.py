"""Comments of maintainers on an issue: each is an update of the incident that follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from statusgen.dataclass import dataclass
from statusgen.editing.desk import Desk
from statusgen.editing.entries import Entry
from statusgen.editing.incidents import change_comment
from statusgen.editing.splice import Writable
from statusgen.inbox.forms import STATES
from statusgen.inbox.issues import CORRECTED, following
from statusgen.inbox.opening import Asked
from statusgen.inbox.payloads import Event, Remark, is_pull_request, issue_of, remark_of
from statusgen.inbox.replies import MARK
from statusgen.inbox.telling import Word, phase_of, tell
from statusgen.inbox.values import impacts_of, one_of
from statusgen.inbox.verdicts import Deed, Nothing
from statusgen.instants import rfc3339
from statusgen.model.incident import Comment, Incident
from statusgen.model.status import Status

_INTERNAL = re.compile(r"[\s\u200b-\u200d\u2060]*>|(?:[^\w/]|_)*internal[\W_]{0,9}:", re.IGNORECASE)
_SAYS = re.compile(r"(state|monitors)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_TIMES = re.compile(r"(start|end)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_WORD = re.compile(r"/([a-z-]{3,20})[ \t]*", re.IGNORECASE)
_WITHDRAWN = "It was withdrawn on GitHub."


def receive(event: Event, desk: Desk) -> Deed:
    """A comment as an update; one that was changed or deleted changes or hides its update.

    The update has the comment's id as its own, and is found by it wherever its file goes.
    """
    do = _ACTIONS.get(event.action)
    if do is None or is_pull_request(event):
        raise Nothing("nothing follows from this")
    entry = following(desk, issue_of(event))
    if entry is None:
        raise Nothing("no incident follows this issue")
    remark = remark_of(event)
    if not remark.trusted and not _moderated(event, remark):
        raise Nothing("only comments of maintainers are published")
    if remark.body.startswith(MARK):
        raise Nothing("this is our own reply")
    told = next((one for one in entry.comments if one.id == remark.id), None)
    return do(_Task(desk, entry, remark, told))


def _moderated(event: Event, remark: Remark) -> bool:
    """Whether a maintainer deletes the comment of another, who may have been one."""
    return event.action == "deleted" and event.by_person and event.sender != remark.author


@dataclass(frozen=True, slots=True)
class _Task:
    """``told`` is the update that the comment is already."""

    desk: Desk
    entry: Entry
    remark: Remark
    told: Comment | None

    @property
    def internal(self) -> bool:
        """Whether it is not meant for the page."""
        return bool(_INTERNAL.match(self.remark.body))


def _create(task: _Task) -> Deed:
    if task.told is not None:
        raise Nothing("this comment is published already")
    return _publish(task, task.remark.created_at)


def _publish(task: _Task, at: int) -> Deed:
    if task.internal:
        raise Nothing("comments that begin with `>` or `internal:` are not published")
    asked = asked_of(task.remark.body, planned=not isinstance(task.entry, Incident))
    return tell(task.desk, task.entry, Word(asked, at, {"id": task.remark.id}))


def _edit(task: _Task) -> Deed:
    told, at = task.told, task.remark.updated_at
    if told is None:
        if task.remark.created_at < (task.entry.created_at or 0):
            raise Nothing("comments made before the label are not published")
        return _publish(task, at)
    if told.deleted or at <= (told.updated_at or 0):
        raise Nothing("this is known already")
    if task.internal:
        return _withdraw(task, told)
    planned = not isinstance(task.entry, Incident)
    asked = asked_of(task.remark.body, planned=planned)
    state = phase_of(asked.state) if planned else one_of(asked.state, STATES, "state")
    default = Status.MAINTENANCE if planned else Status.DOWN
    monitors = impacts_of(asked.monitors, default, task.desk.site)
    keys: dict[str, Writable | None] = {
        "monitors": dict(monitors) or None,
        "correction": CORRECTED,
        "updated_at": rfc3339(at),
    }
    text = asked.message or told.text
    moved = None if state in (None, told.state) else state
    if text == told.text and moved is None and monitors == told.monitors:
        raise Nothing("the update says the same")
    change_comment(task.desk.draft, task.entry, told, keys, text, moved)
    return Deed("Correct update", task.entry.slug, task.entry.title)


def _delete(task: _Task) -> Deed:
    if task.told is None or task.told.deleted:
        raise Nothing("this comment is not published")
    return _withdraw(task, task.told)


def _withdraw(task: _Task, told: Comment) -> Deed:
    keys: dict[str, Writable | None] = {"deleted": True, "reason": _WITHDRAWN}
    change_comment(task.desk.draft, task.entry, told, keys)
    return Deed("Withdraw update", task.entry.slug, task.entry.title)


def asked_of(body: str, *, planned: bool) -> Asked:
    """What a comment asks for: lines at its top say state and monitors, the rest is the text.

    Only comments on planned work may move its ``start`` and ``end``.
    """
    lines = body.strip().split("\n")
    said: dict[str, str] = {}
    word = _WORD.fullmatch(lines[0])
    if word:
        said["state"] = word[1]
        lines.pop(0)
    while lines and (found := _said(lines[0].strip(), planned)):
        said[found[1].lower()] = found[2]
        lines.pop(0)
    return Asked(message="\n".join(lines).strip(), **said)


def _said(line: str, planned: bool) -> re.Match[str] | None:
    return _SAYS.fullmatch(line) or (_TIMES.fullmatch(line) if planned else None)


_ACTIONS: Mapping[str, Callable[[_Task], Deed]] = {
    "created": _create,
    "edited": _edit,
    "deleted": _delete,
}
