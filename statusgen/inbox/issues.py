"""Issues that a maintainer publishes by a label: opened, corrected, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from statusgen.dataclass import dataclass
from statusgen.editing.desk import Desk
from statusgen.editing.entries import Entry, change
from statusgen.editing.incidents import change_comment
from statusgen.editing.splice import Writable
from statusgen.inbox.forms import (
    END,
    IMPACT,
    INCIDENT_LABEL,
    MAINTENANCE_LABEL,
    MESSAGE,
    MONITORS,
    START,
    STATE,
    TITLE,
    parse_form,
)
from statusgen.inbox.opening import Asked, open_incident, plan_maintenance
from statusgen.inbox.payloads import Event, Issue, issue_of, text
from statusgen.inbox.telling import Word, reopen, resolve
from statusgen.inbox.values import impacts_of, line_of, time_of, weight_of
from statusgen.inbox.verdicts import Deed, Nothing, refused
from statusgen.instants import rfc3339
from statusgen.model.incident import Comment, Incident
from statusgen.model.lifecycle import ENDED, State
from statusgen.model.status import Status

CORRECTED = "The text was corrected."
"""What readers are told of an update that was changed on GitHub."""

_SAME_MOMENT = 10  # seconds between "Close with comment" and its two events


@dataclass(frozen=True, slots=True)
class Labels:
    """By which labels a maintainer publishes an issue."""

    incident: str = INCIDENT_LABEL
    maintenance: str = MAINTENANCE_LABEL


def receive(event: Event, desk: Desk, labels: Labels) -> Deed:
    """What happened to an issue, as an edit of the incident that follows it."""
    do = _ACTIONS.get(event.action)
    if do is None:
        raise Nothing("nothing follows from this")
    return do(_Task(event, issue_of(event), desk, labels))


@dataclass(frozen=True, slots=True)
class _Task:
    event: Event
    issue: Issue
    desk: Desk
    labels: Labels

    @property
    def by_maintainer(self) -> bool:
        """Whether a maintainer did it.

        Authors may edit and close their own issues, and a form may label them, without any
        right; to do it to the issue of somebody else takes one. What an app does nobody decided.
        """
        by = text(self.event.payload, "sender", "login")
        own = by in ("", self.issue.author)
        return self.event.by_person and (self.issue.trusted or not own)

    def known(self) -> Entry | None:
        """What follows this issue."""
        return following(self.desk, self.issue)

    def followed(self) -> Entry:
        """What follows this issue, which a maintainer has just changed."""
        found = self.known()
        if found is None:
            raise Nothing("no incident follows this issue")
        if not self.by_maintainer:
            raise Nothing("only a maintainer can do that to an incident")
        return found


def following(desk: Desk, issue: Issue) -> Entry | None:
    """The incident or maintenance that follows an issue."""
    return next((one for one in desk.site.entries if one.issue and one.issue == issue.url), None)


def _label(task: _Task) -> Deed:
    name = text(task.event.payload, "label", "name")
    if name not in (task.labels.incident, task.labels.maintenance):
        raise Nothing("this label publishes nothing")
    if not task.by_maintainer:
        raise Nothing("only a label that a maintainer sets publishes an issue")
    known = task.known()
    if known is not None:
        raise Nothing(f"{known.slug} follows this issue already")
    if not task.issue.open:
        raise refused("this issue is closed", "reopen it, then set the label again")
    asked = _asked(task.issue)
    labelled = min(task.issue.updated_at, task.desk.now)
    keys: dict[str, Writable] = {"issue": task.issue.url, "created_at": rfc3339(labelled)}
    if name == task.labels.maintenance:
        return plan_maintenance(task.desk, asked, keys)
    if task.issue.public:
        keys["links"] = [{"title": f"Issue {task.issue.number}", "url": task.issue.url}]
    began = min(task.issue.created_at, task.desk.now)
    return open_incident(task.desk, asked, began, keys)


def _asked(issue: Issue) -> Asked:
    """What the form says; the title of the issue where that of the form is empty."""
    form = parse_form(issue.body)
    return Asked(
        title=form.get(TITLE, "") or issue.title,
        state=form.get(STATE, ""),
        impact=form.get(IMPACT, ""),
        monitors=form.get(MONITORS, ""),
        start=form.get(START, ""),
        end=form.get(END, ""),
        message=form.get(MESSAGE, ""),
    )


def _edit(task: _Task) -> Deed:
    """Title, monitors, start and text follow the form; the state is for comments to change.

    Who changes the title alone may not have seen what the author has made of the text.
    """
    entry, desk = task.followed(), task.desk
    changes = task.event.payload.get("changes")
    if not isinstance(changes, dict) or "body" not in changes:
        raise Nothing("the text of the issue has not changed")
    asked = _asked(task.issue)
    changed = _facts(desk, entry, asked)
    told = asked.message.strip()
    if isinstance(entry, Incident):
        _correct_opening(desk, entry, told, time_of(asked.start, "start"))
        entry = next((one for one in desk.edited().incidents if one.slug == entry.slug), entry)
    elif told != entry.text:
        change(desk, entry, {}, told)
    if changed:
        change(desk, entry, changed)
    if not desk.draft.files:
        raise Nothing(f"{entry.slug} says the same")
    return Deed("Correct", entry.slug, line_of(asked.title))


def _correct_opening(desk: Desk, incident: Incident, told: str, start: int | None) -> None:
    """The update that opened an incident gets another text, and moves with the start."""
    opening = next(iter(incident.comments), None)
    if opening is None or opening.deleted:
        return
    moves = start if start not in (None, incident.start) else None
    if told and told != opening.text:
        keys: dict[str, Writable | None] = {"correction": CORRECTED}
        change_comment(desk.draft, incident, opening, keys, told, at=moves)
    elif moves is not None:
        change_comment(desk.draft, incident, opening, {}, at=moves)


def _facts(desk: Desk, entry: Entry, asked: Asked) -> dict[str, Writable | None]:
    """The keys that the form says otherwise than the file."""
    planned = not isinstance(entry, Incident)
    impact, severity = weight_of(asked.impact)
    default = Status.MAINTENANCE if planned else impact
    monitors = impacts_of(asked.monitors, default, desk.site)
    start = time_of(asked.start, "start")
    found: dict[str, Writable | None] = {}
    if line_of(asked.title) != entry.title:
        found["title"] = line_of(asked.title)
    if start is not None and start != entry.start:
        found["start"] = rfc3339(start)
    if monitors != entry.monitors:
        found["monitors"] = dict(monitors)
    if isinstance(entry, Incident) and severity != entry.severity:
        found["severity"] = severity
    return found


def _close(task: _Task) -> Deed:
    """The end of it; the comment that came with the closing is its text."""
    entry = task.followed()
    at = task.desk.now if task.issue.closed_at is None else task.issue.closed_at
    last = _said_with_it(entry, at)
    if last is not None and isinstance(entry, Incident):
        change_comment(task.desk.draft, entry, last, {}, state=State.RESOLVED)
        return Deed(f"Post update ({State.RESOLVED})", entry.slug, entry.title)
    done = resolve(task.desk, entry, Word(Asked(), at))
    if done is None:
        raise Nothing(f"{entry.slug} is over already")
    return done


def _said_with_it(entry: Entry, at: int) -> Comment | None:
    """The newest update, where it was said at the moment of the closing."""
    alive = [one for one in entry.comments if one.public and not one.opening]
    if not alive or alive[-1].state in ENDED or alive[-1].at < at - _SAME_MOMENT:
        return None
    return alive[-1]


def _reopen(task: _Task) -> Deed:
    entry = task.followed()
    done = reopen(task.desk, entry, Word(Asked(), task.issue.updated_at))
    if done is None:
        raise Nothing(f"{entry.slug} is open")
    return done


_ACTIONS: Mapping[str, Callable[[_Task], Deed]] = {
    "labeled": _label,
    "edited": _edit,
    "closed": _close,
    "reopened": _reopen,
}
