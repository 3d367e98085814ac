"""`statusgen maintenance`: plan, start, complete, delay, cancel, change and list maintenances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from statusgen.cli import completing
from statusgen.cli.choosing import entry_meant
from statusgen.cli.composing import given_text
from statusgen.cli.editing import Saving, edits, session, site_at
from statusgen.cli.filtering import Filter, filtering
from statusgen.cli.grouping import Grouped
from statusgen.cli.impacts import monitor_option
from statusgen.cli.listing import show_entry, show_list
from statusgen.cli.maintenance_course import (
    PHASES,
    cancel,
    complete,
    delay,
    end_option,
    maintenance_argument,
    start,
    start_option,
    update,
)
from statusgen.cli.planning import Plan, change_plan, plan
from statusgen.cli.posting import done, message_option
from statusgen.cli.revising import revise
from statusgen.cli.terminal import Length, now_option, the_present
from statusgen.model.status import Severity, Status

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable

_MONITOR = "A monitor that it concerns, and how (default: MAINTENANCE); again for more."
_severity = click.option(
    "--severity",
    type=click.Choice([str(one) for one in Severity], case_sensitive=False),
    help="How much people will notice.",
)
_duration = click.option("--duration", type=Length(), help="How long it takes, such as 2h30m.")
_rule = click.option("--rrule", metavar="RULE", help="How it recurs: FREQ=WEEKLY;BYDAY=SU.")
_zone = click.option("--timezone", metavar="ZONE", help="Of recurrence and times: Europe/Berlin.")


@click.group(
    cls=Grouped,
    epilog="Example: statusgen maintenance new 'Database' --start 2026-06-01T02:00Z --duration 2h",
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
@start_option
@end_option
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


@command.command(epilog="Example: statusgen maintenance edit database --duration 3h")
@maintenance_argument
@click.option("--title", metavar="TEXT", help="Another title.")
@message_option
@start_option
@end_option
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
@filtering(PHASES)
@now_option
@click.pass_context
def list_maintenances(ctx: click.Context, chosen: Filter, as_json: bool, now: int | None) -> None:
    """List maintenances, newest first.

    Without options: what runs, what is ahead and the last 10.
    """
    desk = site_at(ctx.obj, the_present(now))
    show_list(desk, desk.site.maintenances, chosen, as_json=as_json)


@command.command(epilog="Example: statusgen maintenance show database --json")
@maintenance_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def show(ctx: click.Context, words: str | None, as_json: bool, now: int | None) -> None:
    """Show a maintenance and all that was said of it, with the files."""
    desk = site_at(ctx.obj, the_present(now))
    entry = entry_meant(desk, desk.site.maintenances, words, "maintenance")
    show_entry(desk, entry, as_json=as_json)


for _of_its_course in (update, start, complete, delay, cancel):
    command.add_command(_of_its_course)
