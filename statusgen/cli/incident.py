"""`statusgen incident`: open, update, resolve, reopen, change, delete and list incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from statusgen.cli import completing
from statusgen.cli.choosing import entry_meant
from statusgen.cli.composing import attended, given_text
from statusgen.cli.documents import entry_document
from statusgen.cli.editing import Result, Saving, edits, finish, session, site_at
from statusgen.cli.impacts import NamedLink, monitor_option
from statusgen.cli.listing import Filter, filtering, show_entry, show_list
from statusgen.cli.moments import Moment, When
from statusgen.cli.opening import open_incident
from statusgen.cli.posting import Said, done, message_option, post, says
from statusgen.cli.revising import revise
from statusgen.cli.terminal import now_option, the_present
from statusgen.model.lifecycle import State
from statusgen.model.status import Severity, Status

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable

_STATES = [str(one) for one in State]
_IMPACT = "A monitor and how badly it is hit (default: DOWN); again for more."
state_option = click.option(
    "--state", type=click.Choice(_STATES, case_sensitive=False), help="The state from now on."
)
_incident = click.argument(
    "words",
    metavar="[INCIDENT]",
    required=False,
    shell_complete=completing.offer(completing.incidents),
)
_severity = click.Choice([*(str(one) for one in Severity)], case_sensitive=False)


@click.group(epilog="Example: statusgen incident new 'API errors' --monitor api -m 'We look.'")
def command() -> None:
    """Open, update, resolve and change incidents.

    INCIDENT is a slug, a part of one, an id or a path; without it, the only one that is open.
    """


@command.command(epilog="Example: statusgen incident new 'API errors' --monitor api=PARTIAL -m -")
@click.argument("title", required=False)
@message_option
@monitor_option(Status.DOWN, _IMPACT)
@click.option("--severity", type=_severity, help="How grave it is (default: by its worst impact).")
@click.option("--state", type=click.Choice(_STATES, case_sensitive=False), help="Its first state.")
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


@command.command(epilog="Example: statusgen incident update --state identified -m 'A full disk.'")
@_incident
@state_option
@monitor_option(Status.DOWN, "A monitor and how it is from now on; again for more.")
@says
@edits
@click.pass_context
def update(
    ctx: click.Context,
    words: str | None,
    state: str | None,
    monitors: tuple[tuple[str, Status], ...],
    said: Said,
    saving: Saving,
) -> None:
    """Say how an incident stands; without --state, its state stays."""
    from statusgen.editing.present import present

    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.incidents, words, "incident")
        now = State(state) if state else State(present(entry, here.desk.now).state)
        post(here, entry, now, said, monitors)


@command.command(epilog="Example: statusgen incident resolve api-errors -m 'The disk is larger.'")
@_incident
@says
@edits
@click.pass_context
def resolve(ctx: click.Context, words: str | None, said: Said, saving: Saving) -> None:
    """End an incident: all its monitors are up again."""
    from statusgen.editing.present import present

    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.incidents, words, "incident")
        if not present(entry, here.desk.now).open:
            raise click.UsageError(
                f"`{entry.slug}` is not open: say more of it with `statusgen incident update`"
            )
        post(here, entry, State.RESOLVED, said)


@command.command(epilog="Example: statusgen incident reopen api-errors -m 'It is back.'")
@_incident
@click.option(
    "--state",
    type=click.Choice([State.INVESTIGATING, State.IDENTIFIED], case_sensitive=False),
    default=State.INVESTIGATING,
    show_default=True,
    help="The state from now on.",
)
@says
@edits
@click.pass_context
def reopen(ctx: click.Context, words: str | None, state: str, said: Said, saving: Saving) -> None:
    """Open an incident again: its monitors are hit as they were before its end."""
    from statusgen.editing.present import present

    with session(ctx, saving) as here:
        over = [one for one in here.desk.site.incidents if not one.notice]
        entry = entry_meant(here.desk, over, words, "incident", lambda now: not now.open)
        if present(entry, here.desk.now).open:
            raise click.UsageError(f"`{entry.slug}` is open: use `statusgen incident update`")
        post(here, entry, State(state), said)


@command.command(epilog="Example: statusgen incident edit api-errors --monitor website=DEGRADED")
@_incident
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
@_incident
@click.option("--reason", default="Deleted by hand", show_default=True, help="For removed.yaml.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@edits
@click.pass_context
def delete(ctx: click.Context, words: str | None, reason: str, yes: bool, saving: Saving) -> None:
    """Remove an incident as if it had never been; its address is never used again.

    One that is over stays as history: delete what should not have been there.
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
@filtering(_STATES)
@now_option
@click.pass_context
def list_incidents(
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
    """List incidents, newest first: the open ones and the last 10, or what the options say."""
    desk = site_at(ctx.obj, the_present(now))
    chosen = Filter(only_open, everything, monitor, state, since, limit)
    show_list(desk, desk.site.incidents, chosen, as_json=as_json)


@command.command(epilog="Example: statusgen incident show api-errors --json")
@_incident
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def show(ctx: click.Context, words: str | None, as_json: bool, now: int | None) -> None:
    """Show an incident and all that was said of it, with the files."""
    desk = site_at(ctx.obj, the_present(now))
    entry = entry_meant(desk, desk.site.incidents, words, "incident")
    show_entry(desk, entry, as_json=as_json)
