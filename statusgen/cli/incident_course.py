"""The course of an incident: update, resolve and reopen, as commands of `statusgen incident`."""

from __future__ import annotations

import click

from statusgen.cli import completing
from statusgen.cli.choosing import entry_meant
from statusgen.cli.editing import Saving, edits, session
from statusgen.cli.impacts import monitor_option
from statusgen.cli.posting import Said, note, post, says
from statusgen.model.lifecycle import State
from statusgen.model.status import Status

STATES = [str(one) for one in State]
"""The states of an incident, as they are typed."""

incident_argument = click.argument(
    "words",
    metavar="[INCIDENT]",
    required=False,
    shell_complete=completing.offer(completing.incidents),
)
_state = click.option(
    "--state",
    metavar="STATE",
    type=click.Choice(STATES, case_sensitive=False),
    help=f"The state from now on: {', '.join(STATES[:5])}… (default: as it is).",
)


@click.command(epilog="Example: statusgen incident update --state identified -m 'A full disk.'")
@incident_argument
@_state
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
    with session(ctx, saving) as here:
        entry = entry_meant(here.desk, here.desk.site.incidents, words, "incident")
        if state:
            post(here, entry, State(state), said, monitors, silent=True)
        else:
            note(here, entry, said, monitors)


@click.command(epilog="Example: statusgen incident resolve api-errors -m 'The disk is larger.'")
@incident_argument
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


@click.command(epilog="Example: statusgen incident reopen api-errors -m 'It is back.'")
@incident_argument
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
    """Open an incident again.

    Its monitors are hit as they were before its end.
    """
    from statusgen.editing.present import present

    with session(ctx, saving) as here:
        known = [one for one in here.desk.site.incidents if not one.notice]
        entry = entry_meant(here.desk, known, words, "incident", over=True)
        if present(entry, here.desk.now).open:
            raise click.UsageError(f"`{entry.slug}` is open: use `statusgen incident update`")
        post(here, entry, State(state), said)
