"""`statusgen status`: push a monitor's status, and list what holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from statusgen.cli import completing
from statusgen.cli.choosing import moment
from statusgen.cli.documents import show_json
from statusgen.cli.editing import Saving, edits, finish, session, site_at
from statusgen.cli.grouping import Grouped
from statusgen.cli.listing import show_table
from statusgen.cli.moments import Moment, When
from statusgen.cli.terminal import now_option, painter, the_present
from statusgen.cli.written import Result
from statusgen.content.places import did_you_mean
from statusgen.instants import rfc3339
from statusgen.model.status import WORST_FIRST, Status
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk
    from statusgen.model.monitor import Monitor, Sample

_STATUSES = [str(one) for one in WORST_FIRST]
_SHOWN = 20


@click.group(cls=Grouped, epilog="Example: statusgen status set api DOWN")
def command() -> None:
    """Note statuses of monitors, as a probe does, and list what holds."""


@command.command("set", epilog="Example: statusgen status set api UP --latency 120")
@click.argument("tag", shell_complete=completing.offer(completing.monitors))
@click.argument(
    "status",
    metavar="STATUS",
    type=click.Choice(_STATUSES, case_sensitive=False),
    shell_complete=completing.offer(completing.statuses),
)
@click.option("--at", type=Moment(), help="When it was measured, such as -5m (default: now).")
@click.option("--latency", type=click.FloatRange(0), metavar="MS", help="In milliseconds.")
@edits
@click.pass_context
def set_status(
    ctx: click.Context,
    tag: str,
    status: str,
    at: When | None,
    latency: float | None,
    saving: Saving,
) -> None:
    """Note the STATUS of the monitor TAG; it holds until the next one, at most a day.

    STATUS is UP, DOWN, PARTIAL, DEGRADED, MAINTENANCE or NO_DATA.
    """
    from statusgen.editing.records import push_status

    with session(ctx, saving) as here:
        desk = here.desk
        monitor = _monitor(desk, tag)
        instant = desk.now if at is None else at.at(desk.now)
        if instant > desk.now:
            raise click.UsageError("A status cannot be of a time that is still to come.")
        push_status(desk.draft, monitor.tag, instant, Status(status), latency)
        about = {"kind": "status", "tag": tag, "status": status, "at": rfc3339(instant)}
        result = Result(f"status: {monitor.name}: {status}", about)
        finish(here, lambda: result)


@command.command("list", epilog="Example: statusgen status list api --json")
@click.argument(
    "tag", metavar="[TAG]", required=False, shell_complete=completing.offer(completing.monitors)
)
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", default=_SHOWN, help="At most so many records."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def list_statuses(
    ctx: click.Context, tag: str | None, limit: int, as_json: bool, now: int | None
) -> None:
    """List the status of every monitor, or the newest records of TAG."""
    desk = site_at(ctx.obj, the_present(now))
    if tag is None:
        _show_all(desk, as_json=as_json)
        return
    records = desk.site.records.get(_monitor(desk, tag).tag, ())
    newest = list(reversed(records))[:limit]
    if as_json:
        show_json({"records": [_record(one) for one in newest]})
        return
    rows = [(str(one.status), rfc3339(one.at), _latency(one)) for one in newest]
    show_table(("STATUS", "AT", "LATENCY"), rows, painter(sys.stdout))


def _show_all(desk: Desk, *, as_json: bool) -> None:
    """Each monitor with the status that the page shows, and its newest record."""
    shown = {one.monitor.tag: one.status for one in desk.snapshot().monitors}
    rows = [
        (one, shown.get(one.tag), next(iter(desk.site.records.get(one.tag, ())[-1:]), None))
        for one in desk.site.monitors
    ]
    if as_json:
        show_json({"statuses": [_document(*row) for row in rows]})
        return
    lines = [
        (str(status or "hidden"), one.tag, "" if last is None else moment(last.at), one.name)
        for one, status, last in rows
    ]
    show_table(("STATUS", "TAG", "LAST RECORD", "NAME"), lines, painter(sys.stdout))


def _document(monitor: Monitor, status: Status | None, last: Sample | None) -> dict[str, Any]:
    return {
        "tag": monitor.tag,
        "name": monitor.name,
        "status": None if status is None else str(status),
        "hidden": monitor.hidden,
        "record": None if last is None else _record(last),
    }


def _record(sample: Sample) -> dict[str, Any]:
    return {"at": rfc3339(sample.at), "status": str(sample.status), "latency": sample.latency}


def _latency(sample: Sample) -> str:
    return "" if sample.latency is None else f"{sample.latency:g} ms"


def _monitor(desk: Desk, tag: str) -> Monitor:
    """The monitor of a tag; UsageError with the nearest, where there is none."""
    found = next((one for one in desk.site.monitors if one.tag == tag), None)
    if found is None:
        hint = did_you_mean(tag, [one.tag for one in desk.site.monitors])
        raise click.UsageError(f"There is no monitor `{sanitize(tag)}`: {hint}")
    return found
