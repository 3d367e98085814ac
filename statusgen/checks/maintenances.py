"""The life of a maintenance, and that two of them do not meet on one monitor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

from statusgen.checks.facts import Given, Planned, Whole
from statusgen.diagnostics import Diagnostic
from statusgen.model.lifecycle import PHASE_MAY_FOLLOW, Phase
from statusgen.model.maintenance import Maintenance
from statusgen.rules import problem
from statusgen.snapshot.occurrences import AHEAD
from statusgen.snapshot.schedule import Window, windows

_LATER = "correct one of the two times: the end must come after the start"


def phases_follow(maintenance: Maintenance, given: Given) -> Iterator[Diagnostic]:
    """The steps of each occurrence are those of the lifecycle's tables, and it ends after it begins."""
    yield from _overrides(maintenance)
    comments = [comment for comment in maintenance.comments if not comment.deleted]
    until = given.now + AHEAD
    for window in windows(maintenance, comments, given.now, until) if comments else ():
        yield from _steps(window)
        yield from _delays(window)


def _steps(window: Window) -> Iterator[Diagnostic]:
    last = Phase.SCHEDULED
    for comment in window.comments:
        phase = Phase(comment.state)
        if phase not in PHASE_MAY_FOLLOW[last]:
            allowed = ", ".join(one for one in Phase if one in PHASE_MAY_FOLLOW[last])
            message = f"`{phase}` may not follow `{last}`"
            hint = f"after `{last}` may come: {allowed}"
            yield problem("state-not-allowed", comment.file, message, hint=hint)
        last = phase


def _delays(window: Window) -> Iterator[Diagnostic]:
    start = window.planned
    for comment in window.comments:
        start = start if comment.start is None else comment.start
        if comment.end is not None and comment.end <= start:
            message = "the new end is not after the start"
            yield problem("end-before-start", comment.file, message, hint=_LATER, route=("end",))


def _overrides(maintenance: Maintenance) -> Iterator[Diagnostic]:
    for index, one in enumerate(maintenance.overrides):
        start = one.occurrence if one.start is None else one.start
        if one.end is not None and one.end <= start:
            message = "this occurrence ends before it begins"
            route = ("overrides", index, "end")
            yield problem("end-before-start", maintenance.file, message, hint=_LATER, route=route)


def windows_do_not_overlap(whole: Whole) -> Iterator[Diagnostic]:
    """Two maintenances at once on one monitor are usually a mistake; past ones are history."""
    now = whole.now
    known = {monitor.tag for monitor in whole.site.monitors}
    ahead: dict[str, list[tuple[int, int, Planned]]] = {}
    for one in chain.from_iterable(facts.planned for facts in whole.facts):
        end = now + AHEAD if one.span.end is None else one.span.end
        if one.span.tag in known:
            ahead.setdefault(one.span.tag, []).append((one.span.start, end, one))
    told: set[tuple[str, str]] = set()
    for tag, found in ahead.items():
        found.sort(key=lambda window: (window[0], window[1], window[2].slug))
        for index, (_, end, one) in enumerate(found):
            for start, _, other in found[index + 1 :]:
                if start >= end:
                    break
                pair = (one.slug, other.slug)
                if one.slug != other.slug and pair not in told:
                    told.add(pair)
                    yield _overlap(tag, start, one, other)


def _overlap(tag: str, start: int, one: Planned, other: Planned) -> Diagnostic:
    when = f"{datetime.fromtimestamp(start, UTC):%Y-%m-%d %H:%MZ}"
    message = f"on {when} `{tag}` is in the maintenance `{one.slug}` as well"
    hint = "move one of the two, or say both in one"
    return problem("overlapping-maintenance", other.file, message, hint=hint, route=("start",))
