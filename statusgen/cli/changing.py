"""Changing what an incident or a maintenance is, by options: only what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from statusgen.content.places import did_you_mean
from statusgen.instants import rfc3339
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.cli.editing import Session
    from statusgen.cli.moments import When
    from statusgen.editing.splice import Writable
    from statusgen.model.incident import Incident
    from statusgen.model.maintenance import Maintenance
    from statusgen.model.status import Status


def change_entry(
    here: Session,
    entry: Incident | Maintenance,
    keys: Mapping[str, Writable | None],
    monitors: Sequence[tuple[str, Status]],
    removed: Sequence[str],
    start: When | None,
    text: str | None,
) -> None:
    """Sets ``keys`` (None removes one), monitors, start and text of an entry in the draft."""
    from statusgen.editing.entries import change

    wanted: dict[str, Writable | None] = dict(keys)
    if monitors or removed:
        wanted["monitors"] = impacts_after(entry.monitors, monitors, removed)
    if start is not None:
        wanted["start"] = rfc3339(start.at(here.desk.now))
    if entry.updated_at is not None:
        wanted["updated_at"] = rfc3339(here.desk.now)
    change(here.desk, entry, wanted, text)


def impacts_after(
    before: Mapping[str, Status], monitors: Sequence[tuple[str, Status]], removed: Sequence[str]
) -> dict[str, Writable]:
    """The monitors with some set and some taken out; UsageError for one that is not there."""
    for tag in removed:
        if tag not in before:
            hint = did_you_mean(tag, before) or "it names none"
            raise click.UsageError(f"It does not name the monitor `{sanitize(tag)}`: {hint}")
    after = {**before, **dict(monitors)}
    return {tag: status for tag, status in after.items() if tag not in removed}
