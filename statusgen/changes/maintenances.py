"""The maintenances, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statusgen.changes.change import EntryChange, Moved, What
from statusgen.changes.said import moved, names_moved, reason_of, span
from statusgen.changes.updates import updates_of
from statusgen.changes.wording import excerpt, pieces
from statusgen.model.lifecycle import Phase
from statusgen.model.maintenance import Maintenance
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.side import Side
from statusgen.snapshot.timeline import Update

_MOST_TIMES = 5


def maintenances_of(before: Side, after: Side) -> Iterator[EntryChange]:
    """What became of each; those with equal digests are passed over."""
    known = {one.id: one for one in before.snapshot.maintenances}
    written = {one.id: one for one in after.site.maintenances}
    names = {one.monitor.tag: one.monitor.name for one in after.snapshot.monitors}
    for view in after.snapshot.maintenances:
        old = known.pop(view.id, None)
        if old is None:
            yield _added(view, written[view.id], names)
        elif old.digest != view.digest:
            yield from _changed(old, view, written[view.id], names)
    for gone in known.values():
        reason = reason_of(after.site, "maintenance", gone.id, gone.slug)
        yield _entry(gone, What.REMOVED, ("removed",), reason=reason)


def _entry(
    view: MaintenanceView, what: What, words: tuple[str, ...], **more: object
) -> EntryChange:
    shown = _present(view)
    return EntryChange(
        kind="maintenance",
        what=what,
        id=view.id,
        path=f"/maintenances/{view.slug}/",
        title=view.title,
        state=str(shown.phase) if shown else "",
        words=words,
        **more,  # type: ignore[arg-type]
    )


def _present(view: MaintenanceView) -> Occurrence | None:
    """What runs, else the next, else the last."""
    running = [one for one in view.occurrences if one.running]
    coming = [one for one in view.occurrences if one.phase is Phase.SCHEDULED]
    return next(iter((*running, *coming, *view.occurrences[-1:])), None)


def _added(view: MaintenanceView, written: Maintenance, names: Mapping[str, str]) -> EntryChange:
    shown = _present(view)
    facts = [
        Moved("when", "", span(shown.start, shown.end) if shown else ""),
        Moved("recurrence", "", view.rrule),
        Moved("impact", "", _affected(view)),
        Moved("description", "", excerpt(view.text)),
    ]
    updates = updates_of((), _updates(view), written.comments, names)
    told = tuple(one for one in facts if one.after)
    return _entry(view, What.ADDED, ("planned",), moved=told, updates=updates)


def _changed(
    old: MaintenanceView, new: MaintenanceView, written: Maintenance, names: Mapping[str, str]
) -> Iterator[EntryChange]:
    times = list(_times(old, new))
    facts = (*_facts(old, new), *times[:_MOST_TIMES])
    if len(times) > _MOST_TIMES:
        facts = (*facts, Moved(f"and {len(times) - _MOST_TIMES} more dates"))
    updates = updates_of(_updates(old), _updates(new), written.comments, names)
    words = pieces(old.text, new.text)
    if facts or updates or words:
        reason = new.correction if new.correction != old.correction else ""
        told = tuple(_words(old, new)) or ("changed",)
        yield _entry(
            new, What.CHANGED, told, pieces=words, moved=facts, updates=updates, reason=reason
        )


def _updates(view: MaintenanceView) -> list[Update]:
    found = {one.id: one for it in (*view.occurrences, *view.later) for one in it.updates}
    return sorted(found.values(), key=lambda one: (one.at, one.id))


def _words(old: MaintenanceView, new: MaintenanceView) -> Iterator[str]:
    before, after = (_by_plan(one) for one in (old, new))
    both = [(before[plan], after[plan]) for plan in before if plan in after]
    now = {one.phase for was, one in both if was.phase is not one.phase}
    if Phase.CANCELLED in now or (old.active and not new.active):
        yield "cancelled"
    if Phase.COMPLETED in now:
        yield "completed"
    if now & {Phase.IN_PROGRESS, Phase.VERIFYING}:
        yield "started"
    if any((was.start, was.end) != (one.start, one.end) for was, one in both) or (
        before.keys() != after.keys() and new.active
    ):
        yield "moved"
    if old.title != new.title:
        yield "renamed"


def _facts(old: MaintenanceView, new: MaintenanceView) -> Iterator[Moved]:
    yield from moved("title", old.title, new.title)
    yield from names_moved("title", old.titles, new.titles)
    yield from moved("address", f"/maintenances/{old.slug}/", f"/maintenances/{new.slug}/")
    yield from moved("recurrence", old.rrule, new.rrule)
    yield from moved("timezone", old.timezone, new.timezone)
    yield from moved("severity", str(old.severity), str(new.severity))
    yield from moved("impact", _affected(old), _affected(new))
    yield from moved("on the page", "yes" if old.active else "no", "yes" if new.active else "no")
    yield from moved("correction", old.correction, new.correction)
    for language in dict.fromkeys((*old.texts, *new.texts)):
        texts = old.texts.get(language, ""), new.texts.get(language, "")
        if texts[0] != texts[1]:
            yield Moved(f"translation ({language})", *(excerpt(text, 80) for text in texts))


def _times(old: MaintenanceView, new: MaintenanceView) -> Iterator[Moved]:
    """The dates that are other ones; one that alone took the place of another moved."""
    before, after = (_by_plan(one) for one in (old, new))
    if len(before) == len(after) == 1:
        pairs = [(*before.values(), *after.values())]
    else:
        plans = sorted({*before, *after})
        pairs = [(before.get(plan), after.get(plan)) for plan in plans]  # type: ignore[misc]
    for was, now in pairs:
        yield from moved("when", _said(was), _said(now))


def _by_plan(view: MaintenanceView) -> dict[int, Occurrence]:
    return {one.planned: one for one in view.occurrences}


def _said(one: Occurrence | None) -> str:
    return f"{span(one.start, one.end)} ({one.phase})" if one else ""


def _affected(view: MaintenanceView) -> str:
    return ", ".join(f"{one.tag}: {one.impact}" for one in view.affected)
