"""`statusgen comment`: add, change, delete and list what was said of incidents and maintenances."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from statusgen.cli import completing
from statusgen.cli.choosing import comment_meant, entry_meant
from statusgen.cli.composing import demand_text
from statusgen.cli.documents import comment_document, show_json, told_of
from statusgen.cli.editing import Saving, Session, edits, session, site_at
from statusgen.cli.grouping import Grouped
from statusgen.cli.impacts import monitor_option
from statusgen.cli.listing import show_comments
from statusgen.cli.moments import Moment, When
from statusgen.cli.posting import Said, done, message_option, note, post, says
from statusgen.cli.revising import revise
from statusgen.cli.terminal import now_option, painter, the_present
from statusgen.model.lifecycle import Phase, State
from statusgen.model.status import Status

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk
    from statusgen.editing.splice import Writable
    from statusgen.model.incident import Comment, Incident
    from statusgen.model.maintenance import Maintenance

    Entry = Incident | Maintenance

_BOTH = "incident or maintenance"
_STATES = [*map(str, State), *map(str, Phase)]
_states = click.Choice(_STATES, case_sensitive=False)
_entry = click.argument(
    "words",
    metavar="[INCIDENT]",
    required=False,
    shell_complete=completing.offer(completing.entries),
)
_entry_and_comment = click.argument(
    "words",
    metavar="[INCIDENT] COMMENT",
    nargs=-1,
    shell_complete=completing.offer(completing.comments),
)


@click.group(
    cls=Grouped,
    epilog="Example: statusgen comment edit last -m 'A full disk.' --correction 'A typo'",
)
def command() -> None:
    """Add, change, delete and list the updates of incidents and maintenances.

    INCIDENT is a slug, a part of one, an id or a path; without it, the only incident that is
    open. COMMENT is a file's name, an id, `last`, or its number in `statusgen incident show`.
    """


@command.command(epilog="Example: statusgen comment add --state monitoring -m 'It recovers.'")
@_entry
@click.option(
    "--state", metavar="STATE", type=_states, help="The state from now on (default: as it is)."
)
@monitor_option(Status.DOWN, "A monitor and how it is from now on; again for more.")
@says
@edits
@click.pass_context
def add(
    ctx: click.Context,
    words: str | None,
    state: str | None,
    monitors: tuple[tuple[str, Status], ...],
    said: Said,
    saving: Saving,
) -> None:
    """Say how something stands: the same as `incident update` and `maintenance update`."""
    with session(ctx, saving) as here:
        entry = _entry_meant(here.desk, words)
        if state:
            post(here, entry, _state_of(entry, state), said, monitors, silent=True)
        else:
            note(here, entry, said, monitors)


@command.command(epilog="Example: statusgen comment edit api-errors 2 --state monitoring --at -5m")
@_entry_and_comment
@message_option
@click.option("--correction", metavar="WHY", help="Why a published text changes; shown as edited.")
@click.option("--state", metavar="STATE", type=_states, help="Another state.")
@click.option("--at", type=Moment(), help="Another time.")
@click.option("--author", metavar="NAME", help="Who said it.")
@monitor_option(Status.DOWN, "A monitor and how it was from then on; again for more.")
@click.option("--quiet/--not-quiet", default=None, help="Tell no subscriber, or do.")
@click.option("--visibility", type=click.Choice(["public", "internal"]), help="Who may see it.")
@edits
@click.pass_context
def edit(
    ctx: click.Context,
    words: tuple[str, ...],
    parts: tuple[str, ...],
    correction: str | None,
    state: str | None,
    at: When | None,
    author: str | None,
    monitors: tuple[tuple[str, Status], ...],
    quiet: bool | None,
    visibility: str | None,
    saving: Saving,
) -> None:
    """Correct an update; without options, its file in $EDITOR.

    A file that gets another name keeps its id, so that links and feeds stay right.
    """
    from statusgen.editing.incidents import change_comment

    keys: dict[str, Writable | None] = {"author": author, "visibility": visibility}
    keys["correction"] = correction
    keys["notify"] = None if quiet is None else not quiet
    keys = {key: value for key, value in keys.items() if value is not None}
    with session(ctx, saving) as here:
        entry, comment = _meant(here, words)
        if monitors:
            keys["monitors"] = {**comment.monitors, **dict(monitors)}
        text = demand_text(parts, entry.title) if parts else None
        moment = None if at is None else at.at(here.desk.now)
        wanted = _state_of(entry, state) if state else None
        if text is None and moment is None and wanted is None and not keys:
            revise(here, comment.file)
        else:
            change_comment(here.desk.draft, entry, comment, keys, text, wanted, moment)
        _corrected(here, entry, comment, "an update corrected")


@command.command(
    epilog="Example: statusgen comment delete last --reason 'It was another incident.'"
)
@_entry_and_comment
@click.option("--reason", metavar="WHY", help="Why; it stays in the file.")
@edits
@click.pass_context
def delete(ctx: click.Context, words: tuple[str, ...], reason: str | None, saving: Saving) -> None:
    """Take an update off pages, feeds and APIs; its file stays, marked as deleted."""
    from statusgen.editing.incidents import change_comment

    with session(ctx, saving) as here:
        entry, comment = _meant(here, words)
        if comment.deleted:
            raise click.UsageError("This update was deleted before.")
        keys: dict[str, Writable | None] = {"deleted": True}
        if reason:
            keys["reason"] = reason
        change_comment(here.desk.draft, entry, comment, keys)
        _corrected(here, entry, comment, "an update deleted")


@command.command("list", epilog="Example: statusgen comment list api-errors --json")
@_entry
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@now_option
@click.pass_context
def list_comments(ctx: click.Context, words: str | None, as_json: bool, now: int | None) -> None:
    """List what was said, with numbers, times, files and texts."""
    entry = _entry_meant(site_at(ctx.obj, the_present(now)), words)
    if as_json:
        said: Sequence[Comment] = entry.comments
        numbered = enumerate(said, start=1)
        show_json({"comments": [comment_document(one, number) for number, one in numbered]})
    elif entry.comments:
        show_comments(entry.comments, painter(sys.stdout))
    else:
        click.echo("none")


def _corrected(here: Session, entry: Entry, comment: Comment, what: str) -> None:
    """Finishes a correction, and says where it opens or ends the whole: few expect that."""
    from statusgen.editing.present import present

    before = present(entry, here.desk.now)
    done(here, entry.slug, what, comment.id)
    after = told_of(here.desk, entry.slug)
    if before.open != after["open"]:
        click.echo(f"note: {entry.slug} was {before.state}, and is {after['state']} now", err=True)


def _entry_meant(desk: Desk, words: str | None) -> Entry:
    """An incident or a maintenance; where nothing is typed, an incident."""
    if words is None:
        return entry_meant(desk, desk.site.incidents, None, "incident")
    found: Entry = entry_meant(desk, desk.site.entries, words, _BOTH)
    return found


def _meant(here: Session, words: tuple[str, ...]) -> tuple[Entry, Comment]:
    """The entry and the comment of `[INCIDENT] COMMENT`; an id or a path names both at once."""
    from statusgen.editing.finding import comment_anywhere

    if len(words) > 2:
        raise click.UsageError("Name at most an incident and one of its updates.")
    if len(words) == 1:
        found = comment_anywhere(here.desk.site.entries, words[0], here.desk.root)
        if found:
            return found
    entry = _entry_meant(here.desk, words[0] if len(words) == 2 else None)
    return entry, comment_meant(entry.comments, words[-1] if words else None, entry.slug)


def _state_of(entry: Entry, word: str) -> State | Phase:
    """A state of an incident, or one of a maintenance; UsageError for the other kind's."""
    from statusgen.model.incident import Incident

    states: type[State | Phase] = State if isinstance(entry, Incident) else Phase
    if word not in list(states):
        names = ", ".join(states)
        raise click.UsageError(f"`{entry.slug}` has no state `{word}`: use one of {names}")
    return states(word)
