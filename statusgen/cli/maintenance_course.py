"""The course of a maintenance: update, start, complete, delay and cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from statusgen.cli import completing
from statusgen.cli.choosing import entry_meant
from statusgen.cli.editing import Saving, edits, session
from statusgen.cli.impacts import monitor_option
from statusgen.cli.planning import Plan, cancel_all, occurrence_meant
from statusgen.cli.posting import Said, note, post, says
from statusgen.instants import rfc3339
from statusgen.model.lifecycle import Phase
from statusgen.model.status import Status

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable

PHASES = [str(one) for one in Phase]
"""The states of a maintenance, as they are typed."""

maintenance_argument = click.argument(
    "words",
    metavar="[MAINTENANCE]",
    required=False,
    shell_complete=completing.offer(completing.maintenances),
)
start_option = click.option(
    "--start", metavar="TIME", help="When it begins; the first time, if it recurs."
)
end_option = click.option("--end", metavar="TIME", help="When it ends; or give --duration.")
_occurrence = click.option(
    "--occurrence",
    metavar="TIME",
    help="The planned start of one occurrence, or `next`; only where it recurs.",
)


@click.command(epilog="Example: statusgen maintenance update -m 'Half of it is done.'")
@maintenance_argument
@click.option("--state", type=click.Choice(PHASES, case_sensitive=False), help="Its state.")
@monitor_option(Status.MAINTENANCE, "A monitor and how it is from now on; again for more.")
@_occurrence
@says
@edits
@click.pass_context
def update(
    ctx: click.Context,
    words: str | None,
    state: str | None,
    monitors: tuple[tuple[str, Status], ...],
    occurrence: str | None,
    said: Said,
    saving: Saving,
) -> None:
    """Say how a maintenance stands; without --state, its state stays."""
    _say(ctx, words, Phase(state) if state else None, occurrence, said, saving, monitors)


@click.command(epilog="Example: statusgen maintenance start -m 'We begin early.'")
@maintenance_argument
@_occurrence
@says
@edits
@click.pass_context
def start(
    ctx: click.Context, words: str | None, occurrence: str | None, said: Said, saving: Saving
) -> None:
    """Say that a maintenance has begun, before its time or late."""
    _say(ctx, words, Phase.IN_PROGRESS, occurrence, said, saving)


@click.command(epilog="Example: statusgen maintenance complete -m 'Done an hour early.'")
@maintenance_argument
@_occurrence
@says
@edits
@click.pass_context
def complete(
    ctx: click.Context, words: str | None, occurrence: str | None, said: Said, saving: Saving
) -> None:
    """Say that a maintenance is over, before its time or late."""
    _say(ctx, words, Phase.COMPLETED, occurrence, said, saving)


@click.command(epilog="Example: statusgen maintenance delay --start +2h -m 'A part is missing.'")
@maintenance_argument
@start_option
@end_option
@_occurrence
@says
@edits
@click.pass_context
def delay(
    ctx: click.Context,
    words: str | None,
    start: str | None,
    end: str | None,
    occurrence: str | None,
    said: Said,
    saving: Saving,
) -> None:
    """Move a maintenance to new times; without --end, it takes as long as planned."""
    if start is None and end is None:
        raise click.UsageError("Say until when: --start TIME, --end TIME or both.")
    times = Plan(start, end)
    _say(ctx, words, Phase.DELAYED, occurrence, said, saving, times=times)


@click.command(epilog="Example: statusgen maintenance cancel --occurrence next -m 'A holiday.'")
@maintenance_argument
@_occurrence
@click.option("--whole", is_flag=True, help="All occurrences from now on; only where it recurs.")
@says
@edits
@click.pass_context
def cancel(
    ctx: click.Context,
    words: str | None,
    occurrence: str | None,
    whole: bool,
    said: Said,
    saving: Saving,
) -> None:
    """Cancel a maintenance.

    Of one that recurs, say which: an occurrence, or all that are ahead.
    """
    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.maintenances, words, "maintenance")
        about = occurrence_meant(here, entry, occurrence)
        if entry.rrule and not occurrence and not whole:
            raise click.UsageError(
                f"`{entry.slug}` recurs: cancel one (--occurrence {rfc3339(about.planned)}) "
                "or all that are ahead (--whole)"
            )
        if whole and entry.rrule:
            cancel_all(here, entry, about)
        keys: dict[str, Writable] = {}
        if entry.rrule:
            keys["occurrence"] = rfc3339(about.planned)
        post(here, entry, Phase.CANCELLED, said, keys=keys)


def _say(
    ctx: click.Context,
    words: str | None,
    phase: Phase | None,
    occurrence: str | None,
    said: Said,
    saving: Saving,
    monitors: tuple[tuple[str, Status], ...] = (),
    times: Plan | None = None,
) -> None:
    """An update of the occurrence that is meant; without ``phase``, in the state that it is in."""
    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.maintenances, words, "maintenance")
        about = occurrence_meant(here, entry, occurrence)
        keys: dict[str, Writable] = {}
        if occurrence:
            keys["occurrence"] = rfc3339(about.planned)
        if times:
            keys |= times.as_keys(entry.timezone, here.desk.now)
        if phase:
            post(here, entry, phase, said, monitors, keys)
        else:
            note(here, entry, said, monitors, keys, about)
