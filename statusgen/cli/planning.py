"""When maintenances take place, as options say it: new ones, changed ones, one of many times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from statusgen.cli.changing import change_entry
from statusgen.cli.choosing import moment
from statusgen.cli.editing import Session
from statusgen.cli.moments import When, read_when, said
from statusgen.cli.opening import demand_title, first_text, free, merged, template_called
from statusgen.cli.posting import done
from statusgen.content.places import At
from statusgen.content.times import Zone
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.instants import rfc3339

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable
    from statusgen.model.maintenance import Maintenance
    from statusgen.model.status import Status
    from statusgen.snapshot.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class Plan:
    """Times as they were typed; those without a zone are in ``timezone``."""

    start: str | None = None
    end: str | None = None
    duration: int | None = None
    rrule: str | None = None
    timezone: str | None = None

    @property
    def named(self) -> bool:
        """Whether any time is among it."""
        return (self.start, self.end, self.duration) != (None, None, None)

    def instant(self, name: str, zone: str, now: int) -> int | None:
        """The start or the end in Unix seconds, None where it was not typed."""
        text: str | None = getattr(self, name)
        return None if text is None else instant_of(text, name, zone, now)

    def as_keys(self, zone: str, now: int) -> dict[str, Writable]:
        """The front matter of start and end, as far as they were typed."""
        found = {name: self.instant(name, zone, now) for name in ("start", "end")}
        return {name: rfc3339(at) for name, at in found.items() if at is not None}


def instant_of(text: str, name: str, zone: str, now: int) -> int:
    """Unix seconds of a time that was typed; UsageError where it is none."""
    problems: list[Diagnostic] = []
    found = read_when(text, At("", problems, (name,), zone))
    if found is None:
        raise click.UsageError(f"Invalid value for '--{name}': {said(problems)}")
    return found.at(now)


def demand_zone(name: str | None) -> None:
    """UsageError where a time zone is named and there is none of that name."""
    problems: list[Diagnostic] = []
    if name and Zone().read(name, At("", problems, ("timezone",))) is None:
        raise click.UsageError(f"Invalid value for '--timezone': {problems[0].hint}")


def plan(
    here: Session,
    title: str | None,
    parts: tuple[str, ...],
    monitors: Mapping[str, Status],
    times: Plan,
    template: str | None,
    slug: str | None,
    keys: Mapping[str, Writable | None],
) -> None:
    """Adds a maintenance to the draft and finishes the edit; options win over the template."""
    from statusgen.editing.entries import begin
    from statusgen.editing.maintenances import NewMaintenance

    base = template_called(here, template, "maintenance.md")
    name = demand_title(title, base)
    inherited = dict(base.keys) if base else {}
    zone = times.timezone or str(inherited.get("timezone", ""))
    demand_zone(zone)
    start = times.instant("start", zone, here.desk.now)
    if start is None:
        raise click.UsageError("Say when it begins: --start TIME.")
    length, ends = _length(times, start, inherited.get("duration"), zone, here.desk.now)
    text = first_text(here, parts, base, name)
    own = ("title", "start", "end", "duration", *(("monitors",) if monitors else ()))
    kept = merged(base, {"timezone": times.timezone, "rrule": times.rrule, **keys}, own)
    new = NewMaintenance(
        name, start, length, dict(monitors), text, keys=kept, ends=ends, slug=free(here, slug)
    )
    done(here, begin(here.desk, new), "scheduled")


def change_plan(
    here: Session,
    entry: Maintenance,
    keys: Mapping[str, Writable | None],
    monitors: Sequence[tuple[str, Status]],
    removed: Sequence[str],
    times: Plan,
    text: str | None,
) -> None:
    """Changes a maintenance in the draft; the end moves with the start where it is written."""
    from statusgen.editing.maintenances import in_words
    from statusgen.editing.splice import has_key

    demand_zone(times.timezone)
    zone = times.timezone or entry.timezone
    start = times.instant("start", zone, here.desk.now)
    end = times.instant("end", zone, here.desk.now)
    wanted = dict(keys)
    if end is not None and times.duration is not None:
        raise click.UsageError("Give --end or --duration, not both.")
    if end is not None:
        wanted |= {"end": rfc3339(end), "duration": None}
    elif times.duration is not None:
        wanted |= {"duration": in_words(times.duration), "end": None}
    elif start is not None and has_key(here.desk.draft.text(entry.file), "end"):
        wanted["end"] = rfc3339(start + entry.duration)
    moved = None if start is None else When(start)
    change_entry(here, entry, wanted, monitors, removed, moved, text)


def occurrence_meant(here: Session, entry: Maintenance, words: str | None) -> Occurrence:
    """The occurrence that starts at a planned time; `next` or nothing: the present one.

    UsageError with those that are near, where there is none.
    """
    from statusgen.editing.present import present

    stands = present(entry, here.desk.now)
    if words and not entry.rrule:
        raise click.UsageError(f"`{entry.slug}` does not recur: leave out --occurrence")
    if stands.occurrence is None:
        raise click.UsageError(f"`{entry.slug}` takes place at no time that is known")
    if not words or words.lower() == "next":
        return stands.occurrence
    at = instant_of(words, "occurrence", entry.timezone, here.desk.now)
    found = next((one for one in stands.occurrences if one.planned == at), None)
    if found is None:
        near = sorted(stands.occurrences, key=lambda one: abs(one.planned - at))[:5]
        times = ", ".join(sorted(moment(one.planned) for one in near))
        raise click.UsageError(f"`{entry.slug}` is not planned for {moment(at)}; near it: {times}")
    return found


def cancel_all(here: Session, entry: Maintenance, last: Occurrence) -> None:
    """Ends the rule with the occurrence ``last``: what took place before stays history."""
    from statusgen.editing.entries import change
    from statusgen.recurrence import ended

    keys: dict[str, Writable | None] = {"rrule": ended(entry.rrule, last.planned)}
    keys["updated_at"] = rfc3339(here.desk.now)
    change(here.desk, entry, keys)


def _length(times: Plan, start: int, inherited: object, zone: str, now: int) -> tuple[int, bool]:
    """Seconds, and whether they come from an end."""
    from statusgen.content.times import Duration

    end = times.instant("end", zone, now)
    if end is not None and times.duration is not None:
        raise click.UsageError("Give --end or --duration, not both.")
    if end is not None and end <= start:
        raise click.UsageError("The end is not after the start: correct one of the two.")
    if end is not None:
        return end - start, True
    if times.duration is not None:
        return times.duration, False
    found = Duration().read(inherited, At("", [])) if inherited is not None else None
    if found is None:
        raise click.UsageError("Say how long it takes: --end TIME or --duration 2h.")
    return found, False
