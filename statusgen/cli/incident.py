"""`statusgen incident`: open, update, resolve, reopen, change, delete and list incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from statusgen.cli import completing
from statusgen.cli.choosing import entry_meant
from statusgen.cli.composing import attended, given_text
from statusgen.cli.documents import entry_document
from statusgen.cli.editing import Saving, edits, finish, session, site_at
from statusgen.cli.filtering import Filter, filtering
from statusgen.cli.grouping import Grouped
from statusgen.cli.impacts import NamedLink, monitor_option
from statusgen.cli.incident_course import STATES, incident_argument, reopen, resolve, update
from statusgen.cli.listing import show_entry, show_list
from statusgen.cli.moments import Moment, When
from statusgen.cli.opening import open_incident
from statusgen.cli.posting import done, message_option
from statusgen.cli.revising import revise
from statusgen.cli.terminal import now_option, the_present
from statusgen.cli.written import Result
from statusgen.model.lifecycle import State
from statusgen.model.status import Severity, Status

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable

_IMPACT = "A monitor and how badly it is hit (default: DOWN); again for more."
_severity = click.Choice([*(str(one) for one in Severity)], case_sensitive=False)


@click.group(
    cls=Grouped, epilog="Example: statusgen incident new 'API errors' --monitor api -m 'We look.'"
)
def command() -> None:
    """Open, update, resolve and change incidents.

    INCIDENT is a slug, a part of one, an id or a path; without it, the only one that is open.
    """


@command.command(epilog="Example: statusgen incident new 'API errors' --monitor api=PARTIAL -m -")
@click.argument("title", required=False)
@message_option
@monitor_option(Status.DOWN, _IMPACT)
@click.option("--severity", type=_severity, help="How grave it is (default: by its worst impact).")
@click.option(
    "--state",
    metavar="STATE",
    type=click.Choice(STATES, case_sensitive=False),
    help="The state of its first text (default: investigating).",
)
@click.option("--start", type=Moment(), help="When it began, such as -20m (default: now).")
@click.option(
    "--template",
    metavar="NAME",
    shell_complete=completing.offer(completing.templates_with("incident.md")),
    help="A folder of content/templates to begin with.",
)
@click.option("--slug", metavar="NAME", help="The name of its folder and page.")
@click.option("--notice", is_flag=True, help="An announcement: no states, no effect on the banner.")
@click.option("--pinned", is_flag=True, help="Keep it on top of the page.")
@click.option("--internal", is_flag=True, help="Keep it from the public.")
@click.option(
    "--link", "links", type=NamedLink(), metavar="TITLE=URL", multiple=True, help="A link to show."
)
@edits
@click.pass_context
def new(
    ctx: click.Context,
    title: str | None,
    parts: tuple[str, ...],
    monitors: tuple[tuple[str, Status], ...],
    severity: str | None,
    state: str | None,
    start: When | None,
    template: str | None,
    slug: str | None,
    notice: bool,
    pinned: bool,
    internal: bool,
    links: tuple[tuple[str, str], ...],
    saving: Saving,
) -> None:
    """Open an incident with TITLE."""
    keys: dict[str, Writable | None] = {
        "severity": severity,
        "opened_as": state if state and state != State.INVESTIGATING else None,
        "kind": "notice" if notice else None,
        "pinned": pinned or None,
        "visibility": "internal" if internal else None,
        "links": [{"title": name, "url": url} for name, url in links] or None,
    }
    with session(ctx, saving) as here:
        open_incident(here, title, parts, dict(monitors), start, template, slug, keys)


@command.command(epilog="Example: statusgen incident edit api-errors --monitor website=DEGRADED")
@incident_argument
@click.option("--title", metavar="TEXT", help="Another title.")
@message_option
@click.option("--start", type=Moment(), help="When it began.")
@click.option(
    "--severity",
    type=click.Choice([*_severity.choices, "auto"], case_sensitive=False),
    help="How grave it is; auto: by its worst impact.",
)
@monitor_option(Status.DOWN, "A monitor and how badly it was hit at first; again for more.")
@click.option(
    "--remove-monitor",
    "removed",
    metavar="TAG",
    multiple=True,
    shell_complete=completing.offer(completing.monitors),
    help="A monitor that was not hit.",
)
@click.option("--pinned/--not-pinned", default=None, help="Keep it on top of the page, or not.")
@click.option("--visibility", type=click.Choice(["public", "internal"]), help="Who may see it.")
@edits
@click.pass_context
def edit(
    ctx: click.Context,
    words: str | None,
    title: str | None,
    parts: tuple[str, ...],
    start: When | None,
    severity: str | None,
    monitors: tuple[tuple[str, Status], ...],
    removed: tuple[str, ...],
    pinned: bool | None,
    visibility: str | None,
    saving: Saving,
) -> None:
    """Change what an incident is; without options, its file in $EDITOR.

    -m changes the text it was opened with.
    """
    from statusgen.cli.changing import change_entry

    keys: dict[str, Writable | None] = {"title": title, "severity": severity}
    keys |= {"pinned": pinned, "visibility": visibility}
    keys = {key: value for key, value in keys.items() if value is not None}
    if severity == "auto":
        keys["severity"] = None
    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.incidents, words, "incident")
        if not (keys or parts or start or monitors or removed):
            revise(here, entry.file)
        else:
            change_entry(here, entry, keys, monitors, removed, start, given_text(parts) or None)
        done(here, entry.slug, "edited")


@command.command(epilog="Example: statusgen incident delete api-errors --reason 'A false alarm.'")
@incident_argument
@click.option("--reason", default="Deleted by hand", show_default=True, help="For removed.yaml.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@edits
@click.pass_context
def delete(ctx: click.Context, words: str | None, reason: str, yes: bool, saving: Saving) -> None:
    """Remove an incident as if it had never been.

    Its address is never used again. One that is over stays as history: delete what should never
    have been there.
    """
    from statusgen.editing.entries import delete as remove

    with session(ctx, saving) as here:
        desk = here.desk
        entry = entry_meant(desk, desk.site.incidents, words, "incident")
        if not yes and not saving.dry_run and not attended():
            raise click.UsageError(f"`{entry.slug}` would be gone: say --yes")
        if not yes and not saving.dry_run:
            click.confirm(f"Delete `{entry.slug}` with all that was said?", abort=True, err=True)
        about = {**entry_document(entry, desk.site, desk.now), "state": "deleted", "open": False}
        remove(desk, entry, reason)
        result = Result(f"incident: {entry.title}: deleted", about)
        finish(here, lambda: result)


@command.command("list", epilog="Example: statusgen incident list --monitor api --since 30d")
@filtering(STATES)
@now_option
@click.pass_context
def list_incidents(ctx: click.Context, chosen: Filter, as_json: bool, now: int | None) -> None:
    """List incidents, newest first.

    Without options: the open ones and the last 10.
    """
    desk = site_at(ctx.obj, the_present(now))
    show_list(desk, desk.site.incidents, chosen, as_json=as_json)


@command.command(epilog="Example: statusgen incident show api-errors --json")
@incident_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def show(ctx: click.Context, words: str | None, as_json: bool, now: int | None) -> None:
    """Show an incident and all that was said of it, with the files."""
    desk = site_at(ctx.obj, the_present(now))
    entry = entry_meant(desk, desk.site.incidents, words, "incident")
    show_entry(desk, entry, as_json=as_json)


for _of_its_course in (update, resolve, reopen):
    command.add_command(_of_its_course)
