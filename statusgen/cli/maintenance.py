"""`statusgen maintenance`: plan, start, complete, delay, cancel, change and list maintenances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from statusgen.cli import completing
from statusgen.cli.choosing import entry_meant
from statusgen.cli.composing import given_text
from statusgen.cli.editing import Saving, edits, session, site_at
from statusgen.cli.impacts import monitor_option
from statusgen.cli.listing import Filter, filtering, show_entry, show_list
from statusgen.cli.moments import When
from statusgen.cli.planning import Plan, cancel_all, change_plan, occurrence_meant, plan
from statusgen.cli.posting import Said, done, message_option, post, says
from statusgen.cli.revising import revise
from statusgen.cli.terminal import Length, now_option, the_present
from statusgen.instants import rfc3339
from statusgen.model.lifecycle import Phase
from statusgen.model.status import Severity, Status

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable

_PHASES = [str(one) for one in Phase]
_MONITOR = "A monitor that it concerns, and how (default: MAINTENANCE); again for more."
_maintenance = click.argument(
    "words",
    metavar="[MAINTENANCE]",
    required=False,
    shell_complete=completing.offer(completing.maintenances),
)
_severity = click.option(
    "--severity",
    type=click.Choice([str(one) for one in Severity], case_sensitive=False),
    help="How much people will notice.",
)
_occurrence = click.option(
    "--occurrence",
    metavar="TIME",
    help="The planned start of one occurrence, or `next`; only where it recurs.",
)
_start = click.option(
    "--start", metavar="TIME", help="When it begins; the first time, if it recurs."
)
_end = click.option("--end", metavar="TIME", help="When it ends; or give --duration.")
_duration = click.option("--duration", type=Length(), help="How long it takes, such as 2h30m.")
_rule = click.option("--rrule", metavar="RULE", help="How it recurs: FREQ=WEEKLY;BYDAY=SU.")
_zone = click.option("--timezone", metavar="ZONE", help="Of recurrence and times: Europe/Berlin.")


@click.group(
    epilog="Example: statusgen maintenance new 'Database' --start 2026-06-01T02:00Z --duration 2h"
)
def command() -> None:
    """Plan, start, complete, delay and cancel maintenances.

    MAINTENANCE is a slug, a part of one, an id or a path; without it, the only one that runs or
    is to come. The clock alone starts and completes it: say so only where it is otherwise.
    """


@command.command(
    epilog="Example: statusgen maintenance new 'Database' --start 2026-06-01T02:00 --duration 2h "
    "--timezone Europe/Berlin --rrule 'FREQ=MONTHLY;BYDAY=1MO' --monitor database"
)
@click.argument("title", required=False)
@message_option
@_start
@_end
@_duration
@_rule
@_zone
@monitor_option(Status.MAINTENANCE, _MONITOR)
@_severity
@click.option(
    "--template",
    metavar="NAME",
    shell_complete=completing.offer(completing.templates_with("maintenance.md")),
    help="A folder of content/templates to begin with.",
)
@click.option("--slug", metavar="NAME", help="The name of its folder and page.")
@click.option("--internal", is_flag=True, help="Keep it from the public.")
@edits
@click.pass_context
def new(
    ctx: click.Context,
    title: str | None,
    parts: tuple[str, ...],
    start: str | None,
    end: str | None,
    duration: int | None,
    rrule: str | None,
    timezone: str | None,
    monitors: tuple[tuple[str, Status], ...],
    severity: str | None,
    template: str | None,
    slug: str | None,
    internal: bool,
    saving: Saving,
) -> None:
    """Plan a maintenance with TITLE. With --timezone, times need no zone of their own."""
    keys: dict[str, Writable | None] = {"severity": severity}
    keys["visibility"] = "internal" if internal else None
    with session(ctx, saving) as here:
        times = Plan(start, end, duration, rrule, timezone)
        plan(here, title, parts, dict(monitors), times, template, slug, keys)


@command.command(epilog="Example: statusgen maintenance update -m 'Half of it is done.'")
@_maintenance
@click.option("--state", type=click.Choice(_PHASES, case_sensitive=False), help="Its state.")
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


@command.command(epilog="Example: statusgen maintenance start -m 'We begin early.'")
@_maintenance
@_occurrence
@says
@edits
@click.pass_context
def start(
    ctx: click.Context, words: str | None, occurrence: str | None, said: Said, saving: Saving
) -> None:
    """Say that a maintenance has begun, before its time or late."""
    _say(ctx, words, Phase.IN_PROGRESS, occurrence, said, saving)


@command.command(epilog="Example: statusgen maintenance complete -m 'Done an hour early.'")
@_maintenance
@_occurrence
@says
@edits
@click.pass_context
def complete(
    ctx: click.Context, words: str | None, occurrence: str | None, said: Said, saving: Saving
) -> None:
    """Say that a maintenance is over, before its time or late."""
    _say(ctx, words, Phase.COMPLETED, occurrence, said, saving)


@command.command(epilog="Example: statusgen maintenance delay --start +2h -m 'A part is missing.'")
@_maintenance
@_start
@_end
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


@command.command(epilog="Example: statusgen maintenance cancel --occurrence next -m 'A holiday.'")
@_maintenance
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
    """Cancel a maintenance; of one that recurs, an occurrence or all that are ahead."""
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


@command.command(epilog="Example: statusgen maintenance edit database --duration 3h")
@_maintenance
@click.option("--title", metavar="TEXT", help="Another title.")
@message_option
@_start
@_end
@_duration
@_rule
@_zone
@_severity
@monitor_option(Status.MAINTENANCE, _MONITOR)
@click.option(
    "--remove-monitor",
    "removed",
    metavar="TAG",
    multiple=True,
    shell_complete=completing.offer(completing.monitors),
    help="A monitor that it does not concern.",
)
@click.option("--visibility", type=click.Choice(["public", "internal"]), help="Who may see it.")
@edits
@click.pass_context
def edit(
    ctx: click.Context,
    words: str | None,
    title: str | None,
    parts: tuple[str, ...],
    start: str | None,
    end: str | None,
    duration: int | None,
    rrule: str | None,
    timezone: str | None,
    severity: str | None,
    monitors: tuple[tuple[str, Status], ...],
    removed: tuple[str, ...],
    visibility: str | None,
    saving: Saving,
) -> None:
    """Change what was planned; without options, its file in $EDITOR. -m changes the description.

    For times that change at short notice there is `delay`, which tells people of it.
    """
    keys: dict[str, Writable | None] = {"title": title, "rrule": rrule, "timezone": timezone}
    keys |= {"severity": severity, "visibility": visibility}
    keys = {key: value for key, value in keys.items() if value is not None}
    times = Plan(start, end, duration, rrule, timezone)
    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.maintenances, words, "maintenance")
        if not (keys or parts or times.named or monitors or removed):
            revise(here, entry.file)
        else:
            change_plan(here, entry, keys, monitors, removed, times, given_text(parts) or None)
        done(here, entry.slug, "edited")


@command.command("list", epilog="Example: statusgen maintenance list --open")
@filtering(_PHASES)
@now_option
@click.pass_context
def list_maintenances(
    ctx: click.Context,
    only_open: bool,
    everything: bool,
    monitor: str | None,
    state: str | None,
    since: When | None,
    limit: int | None,
    as_json: bool,
    now: int | None,
) -> None:
    """List maintenances, newest first: what is ahead and the last 10, or what the options say."""
    desk = site_at(ctx.obj, the_present(now))
    chosen = Filter(only_open, everything, monitor, state, since, limit)
    show_list(desk, desk.site.maintenances, chosen, as_json=as_json)


@command.command(epilog="Example: statusgen maintenance show database --json")
@_maintenance
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def show(ctx: click.Context, words: str | None, as_json: bool, now: int | None) -> None:
    """Show a maintenance and all that was said of it, with the files."""
    desk = site_at(ctx.obj, the_present(now))
    entry = entry_meant(desk, desk.site.maintenances, words, "maintenance")
    show_entry(desk, entry, as_json=as_json)


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
        post(here, entry, phase or about.phase, said, monitors, keys)
