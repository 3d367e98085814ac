"""Published incidents and maintenances stay, and keep their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.rules import problem
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.side import Side
from statusgen.snapshot.timeline import IncidentView

Entry: TypeAlias = Incident | Maintenance
View: TypeAlias = IncidentView | MaintenanceView


@dataclass(frozen=True, slots=True)
class Kind:
    """All entries of a kind: ``seen`` is what the public knows, ``shown`` the ids of what it will
    see; the others are what is written.
    """

    name: str
    seen: Sequence[View]
    shown: frozenset[int]
    old: Sequence[Entry]
    new: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Pair:
    """A published entry and what became of it. ``tags`` are the monitors that may be spoken of."""

    kind: str
    seen: View
    old: Entry
    new: Entry
    shown: View
    tags: frozenset[str]
    now: int


def kinds(before: Side, after: Side) -> tuple[Kind, Kind]:
    """Incidents and maintenances."""
    old, new, seen, shown = before.site, after.site, before.snapshot, after.snapshot
    return (
        Kind("incident", seen.incidents, _ids(shown.incidents), old.incidents, new.incidents),
        Kind(
            "maintenance",
            seen.maintenances,
            _ids(shown.maintenances),
            old.maintenances,
            new.maintenances,
        ),
    )


def _ids(views: Iterable[View]) -> frozenset[int]:
    return frozenset(one.id for one in views)


def pairs(kind: Kind, before: Side, after: Side) -> Iterator[Pair]:
    """What is public on both sides and not written in the same way."""
    views: Iterable[View] = (*after.snapshot.incidents, *after.snapshot.maintenances)
    shown = {(type(view), view.id): view for view in views}
    old = {one.id: one for one in kind.old}
    new = {one.id: one for one in kind.new}
    tags = before.tags | after.tags
    for view in kind.seen:
        one, view_after = new.get(view.id), shown.get((type(view), view.id))
        if one and view_after and one.digest != old[view.id].digest:
            yield Pair(kind.name, view, old[view.id], one, view_after, tags, after.now)


def missing(kind: Kind, before: Side, after: Side) -> Iterator[Diagnostic]:
    """What was published and is gone, is not for the public any more, or has another id."""
    known = {one.id for one in kind.old}
    new = {one.id: one for one in kind.new}
    strangers = [one for one in kind.new if one.id not in known]
    broken = {one.slug for one in after.site.placeholders}
    removed = {
        name for one in after.site.removed if one.kind == kind.name for name in (one.slug, one.id)
    }
    old = {one.id: one for one in kind.old}
    for view in kind.seen:
        if view.id in new:
            yield from _withdrawn(kind, view, new[view.id], before, after)
        elif renamed := next((one for one in strangers if _is_same(old[view.id], one)), None):
            message = f"the id of this published {kind.name} was {view.id} and is now {renamed.id}"
            hint = f"write `id: {view.id}` here, so that feeds and APIs know it as the same"
            yield problem("id-changed", renamed.file, message, hint=hint, route=("id",))
        elif view.slug not in broken and removed.isdisjoint({view.slug, view.id}):
            message = f"the published {kind.name} `{view.slug}` is gone"
            entry = f"`- {{kind: {kind.name}, slug: {view.slug}, id: {view.id}, reason: …}}`"
            hint = f"put it back, or say so in content/removed.yaml: {entry}"
            yield problem("incident-removed", view.file, message, hint=hint)


def _is_same(old: Entry, new: Entry) -> bool:
    """Whether an entry with another id is the one that was there: its place, or what it says."""
    return old.slug == new.slug or (old.title, old.start) == (new.title, new.start)


def _withdrawn(
    kind: Kind, seen: View, new: Entry, before: Side, after: Side
) -> Iterator[Diagnostic]:
    """Why a published entry that is still written is not for the public any more."""
    hint = "put it back as it was, or remove it and say so in content/removed.yaml"
    if new.internal:
        message, key = f"this published {kind.name} is internal now: readers lose it", "visibility"
        yield problem("incident-removed", new.file, message, hint=hint, route=(key,))
    elif isinstance(new, Incident) and new.start > after.now:
        message = f"this published {kind.name} begins in the future now"
        yield problem("incident-removed", new.file, message, hint=hint, route=("start",))
    elif seen.id not in kind.shown:
        yield from _concealed(kind, seen, before, after)


def _concealed(kind: Kind, seen: View, before: Side, after: Side) -> Iterator[Diagnostic]:
    """It is about monitors alone that the change hides: said once, at the first of them."""
    named = {one.tag for one in seen.affected} & before.tags
    for monitor in after.site.monitors:
        if monitor.hidden and monitor.tag in named:
            message = (
                f"the published {kind.name} `{seen.slug}` is gone: `{monitor.tag}` is hidden now"
            )
            hint = "leave it visible, or remove the entry and say so in content/removed.yaml"
            route = (monitor.entry, "hidden")
            yield problem("incident-removed", "monitors.yaml", message, hint=hint, route=route)
            return


def ids_of_monitors(before: Side, after: Side) -> Iterator[Diagnostic]:
    """A monitor that the public knows keeps the id of its tag."""
    known: dict[str, Monitor] = {one.monitor.tag: one.monitor for one in before.snapshot.monitors}
    for monitor in after.site.monitors:
        old = known.get(monitor.tag)
        if old and old.id != monitor.id:
            message = f"the id of the monitor `{monitor.tag}` was {old.id} and is now {monitor.id}"
            hint = f"write `id: {old.id}`: clients of the APIs know it by that"
            route = (monitor.entry, "id")
            yield problem("id-changed", "monitors.yaml", message, hint=hint, route=route)
