"""Incidents and scheduled maintenances of a Statuspage -> entries with a comment for each update."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from statusgen.editing.splice import Writable
from statusgen.importers.found import FoundComment, FoundEntry
from statusgen.importers.json_source import Node
from statusgen.importers.losses import Losses
from statusgen.importers.markup import markdown_of
from statusgen.importers.prose import line, prose
from statusgen.importers.statuspage.components import STATUSES, Components
from statusgen.instants import rfc3339
from statusgen.model.ids import comment_id, incident_id
from statusgen.model.lifecycle import ENDED, ON_CALL, Phase, State
from statusgen.model.slugs import slugify
from statusgen.model.status import Status

_STATES = {str(state): state for state in State if state not in ON_CALL}
_PHASES = {
    "scheduled": Phase.SCHEDULED,
    "in_progress": Phase.IN_PROGRESS,
    "verifying": Phase.VERIFYING,
    "completed": Phase.COMPLETED,
}
_BY_IMPACT = {
    "minor": Status.DEGRADED,
    "major": Status.PARTIAL,
    "critical": Status.DOWN,
    "maintenance": Status.MAINTENANCE,
}
_SEVERITIES = ("none", "minor", "major", "critical")
_FRACTION = re.compile(r"\.\d*[1-9]")
_SECONDS = "times are in whole seconds: fractions are cut off"


class Reports:
    """Makes entries of what the API calls incidents; their components must be known."""

    def __init__(self, components: Components, losses: Losses) -> None:
        self._components = components
        self._losses = losses

    def entry(self, node: Node) -> FoundEntry | None:
        """An incident, or a maintenance where it is scheduled; None where it has no time."""
        planned = node.time("scheduled_for")
        updates = sorted(node.nodes("incident_updates"), key=_at)
        times = [at for one in updates if (at := _at(one))]
        began = node.time("started_at") or node.time("created_at")
        first = planned or min([*([began] if began else []), *times], default=None)
        if first is None:
            node.losses.left_out(node.place(), node.text("name"), "nothing says when it began")
            return None
        if _FRACTION.search(node.text("created_at")):
            self._losses.changed(node.place("created_at"), node.text("created_at"), "", _SECONDS)
        title = line(node.text("name") or "Incident", 255, node.place("name"), self._losses)
        keys: dict[str, Writable] = {"title": title, "start": rfc3339(first)}
        if planned is not None:
            return self._maintenance(node, keys, updates, planned)
        return self._incident(node, keys, updates, first)

    def _incident(
        self, node: Node, keys: dict[str, Writable], updates: Sequence[Node], start: int
    ) -> FoundEntry:
        number = incident_id(node.text("id"), start)
        impact = node.text("impact")
        told = [self._comment(node, one, number) for one in updates]
        comments = [one for one in told if one]
        keys["monitors"] = self._first_impact(node, updates)
        if impact in _SEVERITIES:
            keys["severity"] = impact
        elif impact:
            self._losses.left_out(node.place("impact"), impact, "there is no such impact")
        keys |= self._pinned(node, start, comments)
        return self._entry(node, "incidents", keys, start, number, comments)

    def _pinned(
        self, node: Node, start: int, comments: Sequence[FoundComment]
    ) -> dict[str, Writable]:
        """A pin, where the incident says of itself what its updates do not lead to."""
        status = node.text("status")
        state = comments[-1].state if comments else State.INVESTIGATING
        if status not in _STATES or _face(status) == _face(state):
            return {}
        at = max([start, *(comment.at for comment in comments)])
        pin: dict[str, Writable] = {"at": rfc3339(at), "state": str(_face(status))}
        end = node.time("resolved_at")
        if end is not None and _face(status) is State.RESOLVED:
            pin["end"] = rfc3339(max(end, start))
        why = "its updates do not lead to it: it is pinned"
        self._losses.changed(node.place("status"), status, pin, why)
        return {"pin": pin}

    def _maintenance(
        self, node: Node, keys: dict[str, Writable], updates: Sequence[Node], start: int
    ) -> FoundEntry:
        number = incident_id(node.text("id"), start)
        until = node.time("scheduled_until")
        if until is None or until <= start:
            until = start + 3600
            why = "nothing says when it ends"
            self._losses.guessed(node.place("scheduled_until"), rfc3339(until), why)
        keys["end"] = rfc3339(until)
        named = [part for part in node.nodes("components") if not part.flag("group")]
        tags = [self._components.tag(one.text("id"), one.text("name")) for one in named]
        keys["monitors"] = dict.fromkeys(filter(None, tags), Status.MAINTENANCE)
        told = [self._comment(node, one, number, planned=True) for one in updates]
        comments = [one for one in told if one]
        return self._entry(node, "maintenances", keys, start, number, comments)

    def _entry(
        self,
        node: Node,
        kind: str,
        keys: dict[str, Writable],
        start: int,
        number: int,
        comments: list[FoundComment],
    ) -> FoundEntry:
        created = node.time("created_at")
        if created is not None and created != start:
            keys["created_at"] = rfc3339(created)
        text = ""
        if comments and (kind == "maintenances" or comments[0].at == start):
            opening = comments.pop(0)
            text = opening.text
            if kind == "incidents" and opening.state is not State.INVESTIGATING:
                keys["opened_as"] = opening.state
        postmortem = self._postmortem(node, number, comments)
        keys["aliases"] = [f"/incidents/{slugify(node.text('id'))}/"]
        slug = f"{rfc3339(start)[:10]}-{slugify(str(keys['title']))}"
        entries = (*comments, *postmortem)
        return FoundEntry(node.place(), kind, slug[:80], number, start, keys, text, entries)

    def _comment(
        self, node: Node, update: Node, number: int, *, planned: bool = False
    ) -> FoundComment | None:
        at = _at(update)
        if not at:
            why = "the update has no time"
            update.losses.left_out(update.place(), update.text("body"), why)
            return None
        status = update.text("status")
        states: Mapping[str, State | Phase] = _PHASES if planned else _STATES
        state = states.get(status)
        if state is None:
            state = Phase.SCHEDULED if planned else State.INVESTIGATING
            update.losses.guessed(update.place("status"), state, "there is no such state", status)
        text = prose(markdown_of(update.text("body")), update.place("body"), self._losses)
        if not text:
            text = str(state).replace("-", " ").capitalize() + "."
            update.losses.guessed(update.place("body"), text, "the update has no text")
        keys: dict[str, Writable] = {}
        if impacts := self._impacts(update, "new_status"):
            keys["monitors"] = impacts
        created, changed = update.time("created_at"), update.time("updated_at")
        if created and created != at:
            keys["created_at"] = rfc3339(created)
        if changed and changed not in (created, at):
            keys["updated_at"] = rfc3339(changed)
        if update.flag("deliver_notifications") is False:
            keys["notify"] = False
        for key in ("custom_tweet", "tweet_id"):
            if update.value.get(key):
                update.losses.left_out(update.place(key), update.value[key], "nothing is tweeted")
        own = comment_id(node.text("id"), update.text("id"), at)
        return FoundComment(update.place(), at, state, text, own, keys)

    def _impacts(self, update: Node, key: str) -> dict[str, Writable]:
        """The monitors that an update names, by one of their two statuses."""
        found: dict[str, Writable] = {}
        for one in update.nodes("affected_components"):
            code, name = one.text("code"), one.text("name")
            tag = self._components.tag(code, name)
            status = STATUSES.get(one.text(key))
            if tag and status:
                found[tag] = status
            elif not self._components.is_group(code):
                why = "there is no such component or status"
                one.losses.left_out(one.place(), f"{name}: {one.text(key)}", why)
        return found

    def _first_impact(self, node: Node, updates: Sequence[Node]) -> dict[str, Writable]:
        """What the first update says of each component; without that, the incident's impact."""
        for update in updates:
            if found := self._impacts(update, "new_status"):
                return found
        status = _BY_IMPACT.get(node.text("impact"), Status.UP)
        tags = (
            self._components.tag(o.text("id"), o.text("name")) for o in node.nodes("components")
        )
        found = {tag: status for tag in tags if tag}
        if found:
            why = "no update says how its components are hit: the incident's impact is taken"
            self._losses.guessed(node.place("components"), status, why, node.text("impact"))
        return found

    def _postmortem(
        self, node: Node, number: int, comments: Sequence[FoundComment]
    ) -> tuple[FoundComment, ...]:
        """The post-mortem that older documents have beside the updates."""
        body, at = node.text("postmortem_body"), node.time("postmortem_published_at")
        if not body or not at or any(one.state is State.POSTMORTEM for one in comments):
            return ()
        place = node.place("postmortem_body")
        text = prose(markdown_of(body), place, self._losses)
        own = comment_id(node.text("id"), "postmortem", at)
        return (FoundComment(place, at, State.POSTMORTEM, text, own),)


def _face(state: str) -> State:
    """What the public sees of a state: after a post-mortem it is resolved."""
    return State.RESOLVED if state in ENDED else State(state)


def _at(update: Node) -> int:
    return update.time("display_at") or update.time("created_at") or 0
