"""`statusgen monitor`: add and list monitors."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from statusgen.cli.documents import show_json
from statusgen.cli.editing import Saving, edits, finish, session, site_at
from statusgen.cli.grouping import Grouped
from statusgen.cli.listing import show_table
from statusgen.cli.terminal import now_option, painter, the_present
from statusgen.cli.written import Result

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable
    from statusgen.model.monitor import Monitor

_DEFAULTS = ("UP", "DOWN", "DEGRADED", "NONE")


@click.group(
    cls=Grouped, epilog="Example: statusgen monitor add payments 'Payments' --category Core"
)
def command() -> None:
    """Add and list monitors: what is watched."""


@command.command(epilog="Example: statusgen monitor add payments 'Payments' --category Core")
@click.argument("tag")
@click.argument("name", required=False)
@click.option("--category", metavar="NAME", help="The group that it is shown in.")
@click.option("--description", metavar="TEXT", help="A line about it.")
@click.option("--url", metavar="URL", help="Where it can be found.")
@click.option(
    "--default-status",
    type=click.Choice(_DEFAULTS, case_sensitive=False),
    help="Its status while nothing else is known (default: UP; NONE: no data).",
)
@click.option("--hidden", is_flag=True, help="Keep it out of every output.")
@edits
@click.pass_context
def add(
    ctx: click.Context,
    tag: str,
    name: str | None,
    category: str | None,
    description: str | None,
    url: str | None,
    default_status: str | None,
    hidden: bool,
    saving: Saving,
) -> None:
    """Add the monitor TAG at the end of monitors.yaml."""
    from statusgen.content.load import MONITORS
    from statusgen.editing.lists import with_entry

    optional: dict[str, Writable | None] = {
        "description": description,
        "category": category,
        "url": url,
        "defaultStatus": default_status,
        "hidden": hidden or None,
    }
    values: dict[str, Writable] = {"tag": tag, "name": name or tag}
    values |= {key: value for key, value in optional.items() if value is not None}
    with session(ctx, saving) as here:
        draft = here.desk.draft
        draft.write(MONITORS, with_entry(draft.text(MONITORS), values))

        def describe() -> Result:
            made = next(one for one in here.desk.edited().monitors if one.tag == tag)
            return Result(f"monitor: {made.name}: added", {"kind": "monitor", **_document(made)})

        finish(here, describe)


@command.command("list", epilog="Example: statusgen monitor list --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def list_monitors(ctx: click.Context, as_json: bool, now: int | None) -> None:
    """List the monitors in the order of monitors.yaml."""
    found = site_at(ctx.obj, the_present(now)).site.monitors
    if as_json:
        show_json({"monitors": [_document(one) for one in found]})
        return
    rows = [(one.tag, one.category, "hidden" if one.hidden else "", one.name) for one in found]
    show_table(("TAG", "CATEGORY", "HIDDEN", "NAME"), rows, painter(sys.stdout))


def _document(monitor: Monitor) -> dict[str, Any]:
    """A monitor for tools."""
    return {
        "tag": monitor.tag,
        "id": monitor.id,
        "name": monitor.name,
        "category": monitor.category or None,
        "description": monitor.description or None,
        "url": monitor.url or None,
        "default_status": str(monitor.default_status),
        "hidden": monitor.hidden,
    }
