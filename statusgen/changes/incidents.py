"""The incidents and notices, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from statusgen.changes.change import EntryChange, Moved, UpdateChange, What
from statusgen.changes.said import moved, names_moved, reason_of, when
from statusgen.changes.updates import updates_of
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import State
from statusgen.snapshot.side import Side
from statusgen.snapshot.timeline import IncidentView


def incidents_of(before: Side, after: Side) -> Iterator[EntryChange]:
    """What became of each, in the order of the page; those with equal digests are passed over."""
    known = {one.id: one for one in before.snapshot.incidents}
    written = {one.id: one for one in after.site.incidents}
    names = {one.monitor.tag: one.monitor.name for one in after.snapshot.monitors}
    for view in after.snapshot.incidents:
        old = known.pop(view.id, None)
        if old is None:
            yield _added(view, written[view.id], names)
        elif old.digest != view.digest:
            yield from _changed(old, view, written[view.id], names)
    for gone in known.values():
        reason = reason_of(after.site, "incident", gone.id, gone.slug)
        yield replace(_entry(gone, What.REMOVED, "removed"), reason=reason)


def _kind(view: IncidentView) -> str:
    return "notice" if view.notice else "incident"


def _entry(view: IncidentView, what: What, *words: str) -> EntryChange:
    return EntryChange(
        kind=_kind(view),
        what=what,
        id=view.id,
        path=f"/incidents/{view.slug}/",
        title=view.title,
        state="" if view.notice else str(view.state),
        words=words,
    )


def _added(view: IncidentView, written: Incident, names: Mapping[str, str]) -> EntryChange:
    """What is new comes with all that it says."""
    over = not view.notice and not view.open
    words = ("published",) if view.notice else ("opened", "resolved") if over else ("opened",)
    facts = [Moved("start", "", when(view.start)), Moved("impact", "", _affected(view))]
    if not view.notice:
        facts.append(Moved("severity", "", str(view.severity)))
    updates = updates_of((), view.updates, written.comments, names)
    told = tuple(one for one in facts if one.after)
    return replace(_entry(view, What.ADDED, *words), moved=told, updates=updates)


def _changed(
    old: IncidentView, new: IncidentView, written: Incident, names: Mapping[str, str]
) -> Iterator[EntryChange]:
    facts = tuple(_facts(old, new))
    updates = updates_of(old.updates, new.updates, written.comments, names)
    if facts or updates:
        reason = new.correction if new.correction != old.correction else ""
        words = tuple(_words(old, new, updates)) or ("changed",)
        entry = _entry(new, What.CHANGED, *words)
        yield replace(entry, moved=facts, updates=updates, reason=reason)


def _words(
    old: IncidentView, new: IncidentView, updates: tuple[UpdateChange, ...]
) -> Iterator[str]:
    if old.state is not new.state:
        back = old.state is State.RESOLVED
        over = new.state is State.RESOLVED
        yield "reopened" if back else "resolved" if over else "moved on"
    if old.title != new.title:
        yield "renamed"
    for what, word in ((What.ADDED, "updated"), (What.CHANGED, "edited"), (What.REMOVED, "cut")):
        if any(one.what is what for one in updates):
            yield word


def _facts(old: IncidentView, new: IncidentView) -> Iterator[Moved]:
    yield from moved("title", old.title, new.title)
    yield from names_moved("title", old.titles, new.titles)
    yield from moved("address", f"/incidents/{old.slug}/", f"/incidents/{new.slug}/")
    yield from moved("kind", _kind(old), _kind(new))
    yield from moved("state", str(old.state), str(new.state))
    yield from moved("start", when(old.start), when(new.start))
    yield from moved("end", when(old.end), when(new.end))
    yield from moved("severity", str(old.severity), str(new.severity))
    yield from moved("impact", _affected(old), _affected(new))
    yield from moved("pinned to the top", _yes(old.pinned), _yes(new.pinned))
    yield from moved("links", _links(old), _links(new))
    yield from moved("correction", old.correction, new.correction)


def _affected(view: IncidentView) -> str:
    return ", ".join(f"{one.tag}: {one.worst}" for one in view.affected)


def _links(view: IncidentView) -> str:
    return ", ".join(f"{one.title} ({one.url})" for one in view.links)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
