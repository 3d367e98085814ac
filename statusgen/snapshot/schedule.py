"""When a maintenance takes place: its rule, its exceptions, and what its comments changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.model.incident import Comment
from statusgen.model.lifecycle import Phase
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import DAY
from statusgen.recurrence import expand

_AFTERWARDS = (Phase.COMPLETED, Phase.VERIFYING)
"""What people say when the time that was planned may be over already."""

FAR = 2 * 366 * DAY
"""How far into the future it is known what people said of an occurrence or a day in advance."""


@dataclass(slots=True)
class Window:
    """One occurrence; ``end`` None: it runs until somebody says so. Times are Unix seconds.

    ``said`` is what was said of it last, ``comments`` are those about it, in order.
    """

    planned: int
    start: int
    end: int | None
    said: Phase = Phase.SCHEDULED
    comments: list[Comment[Phase]] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether somebody said that it is."""
        return self.said in (Phase.COMPLETED, Phase.CANCELLED)


def windows(
    maintenance: Maintenance, comments: Iterable[Comment[Phase]], now: int, until: int
) -> list[Window]:
    """Every occurrence that begins by ``until``, after ``comments``, in order of the plan.

    A comment is about the occurrence that runs at its time, else about the next one. What is
    said afterwards (completed, verifying) is about the one before, if that is still open.
    """
    if not maintenance.active:
        return []
    found = [_planned(maintenance, start, now) for start in _starts(maintenance, until)]
    return _after(comments, found, maintenance)


def windows_named(
    maintenance: Maintenance, comments: Iterable[Comment[Phase]], now: int, after: int
) -> list[Window]:
    """The occurrences later than ``after`` that overrides or comments name, at most FAR ahead."""
    named = [one for one in comments if one.occurrence is not None]
    told = {one.occurrence for one in maintenance.overrides} | {one.occurrence for one in named}
    starts = {start for start in told if start is not None and after < start <= now + FAR}
    if not starts or not maintenance.rrule or not maintenance.active:
        return []
    planned = (start for start in _starts(maintenance, max(starts)) if start in starts)
    return _after(named, [_planned(maintenance, start, now) for start in planned], maintenance)


def left_out(maintenance: Maintenance, now: int) -> tuple[int, ...]:
    """The starts at which the rule does not hold, at most FAR ahead."""
    last = excepted(maintenance)
    if last is None:
        return ()
    until = min(last, now + FAR)
    starts = expand(maintenance.rrule, maintenance.start, maintenance.timezone, until)
    return tuple(start for start in starts if _is_left_out(maintenance, start))


def excepted(maintenance: Maintenance) -> int | None:
    """A time after all at which the rule does not hold (Unix seconds); None where there are none."""
    days = (datetime.fromisoformat(f"{day}T00:00Z") for day in maintenance.exdays)
    times = (*maintenance.exdates, *(int(day.timestamp()) + 2 * DAY for day in days))
    return max(times, default=None) if maintenance.rrule else None


def _starts(maintenance: Maintenance, until: int) -> list[int]:
    if not maintenance.rrule:
        return [maintenance.start]
    starts = expand(maintenance.rrule, maintenance.start, maintenance.timezone, until)
    return [start for start in starts if not _is_left_out(maintenance, start)]


def _is_left_out(maintenance: Maintenance, start: int) -> bool:
    if start in maintenance.exdates or not maintenance.exdays:
        return start in maintenance.exdates
    local = datetime.fromtimestamp(start, ZoneInfo(maintenance.timezone))
    return f"{local:%Y-%m-%d}" in maintenance.exdays


def _planned(maintenance: Maintenance, planned: int, now: int) -> Window:
    """An occurrence as the front matter has it."""
    override = next((one for one in maintenance.overrides if one.occurrence == planned), None)
    if override is None:
        return Window(planned, planned, planned + maintenance.duration)
    start = planned if override.start is None else override.start
    end = start + maintenance.duration if override.end is None else override.end
    said = override.phase or Phase.SCHEDULED
    if said is Phase.COMPLETED and now < end:
        end = start  # nobody said when it was over: what is left of the plan must not count
    return Window(planned, start, end, said)


def _after(
    comments: Iterable[Comment[Phase]], found: list[Window], maintenance: Maintenance
) -> list[Window]:
    """The windows as they are after these comments."""
    for comment in comments:
        about = _about(comment, found)
        if about:
            about.comments.append(comment)
            _move(about, comment, maintenance.duration)
    return found


def _about(comment: Comment[Phase], found: list[Window]) -> Window | None:
    if comment.occurrence is not None:
        return next((one for one in found if one.planned == comment.occurrence), None)
    at = comment.at
    running = [one for one in found if one.start <= at and (one.end is None or at < one.end)]
    if running:
        return running[-1]
    before = [one for one in found if one.start <= at]
    if comment.state in _AFTERWARDS and before and not before[-1].over:
        return before[-1]
    return next((one for one in found if one.start > at), before[-1] if before else None)


def _move(window: Window, comment: Comment[Phase], duration: int) -> None:
    """The times of an occurrence after a comment."""
    said = window.said = Phase(comment.state)
    if said is Phase.DELAYED:
        window.start = window.start if comment.start is None else comment.start
        window.end = window.start + duration if comment.end is None else comment.end
    elif said in (Phase.IN_PROGRESS, Phase.VERIFYING):
        window.start = min(window.start, comment.at)
        if window.end is not None and comment.at >= window.end:
            window.end = None
    elif said is Phase.COMPLETED:
        window.end = max(comment.at, window.start)
    elif said is Phase.CANCELLED and comment.at > window.start:
        window.end = comment.at if window.end is None else min(window.end, comment.at)
