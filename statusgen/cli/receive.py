"""`statusgen receive`: what an event of GitHub asks for becomes an edit, a commit and a push."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.clock import SystemClock
from statusgen.cli.remembering import recalled
from statusgen.cli.runner import add_to_summary, give_outputs
from statusgen.cli.terminal import now_option, the_present
from statusgen.errors import Busy, CannotWrite, UsageError, disk_errors

if TYPE_CHECKING:
    from statusgen.dialects.request import Answer
    from statusgen.inbox.payloads import Event
    from statusgen.inbox.verdicts import Received

_MARK = re.compile(r"[A-Za-z0-9._:/-]{1,100}")


@click.command(epilog="Example: statusgen receive --push --reply reply.md")
@click.option("--event", "file", metavar="FILE", help="The event (default: $GITHUB_EVENT_PATH).")
@click.option("--name", metavar="EVENT", help="Its kind (default: $GITHUB_EVENT_NAME).")
@click.option("--commit", is_flag=True, help="Make the edit one git commit.")
@click.option("--push", is_flag=True, help="Commit, and push; again where others were quicker.")
@click.option(
    "--id", "mark", metavar="ID", help="What names this event once (default: $GITHUB_RUN_ID)."
)
@click.option(
    "--label",
    metavar="NAME",
    default="incident",
    show_default=True,
    help="The label that opens an incident.",
)
@click.option(
    "--maintenance-label",
    metavar="NAME",
    default="maintenance",
    show_default=True,
    help="The label that plans a maintenance.",
)
@click.option("--reply", metavar="FILE", help="Write Markdown for the issue, where there is any.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str | None,
    name: str | None,
    commit: bool,
    push: bool,
    mark: str | None,
    label: str,
    maintenance_label: str,
    reply: str | None,
    as_json: bool,
    now: int | None,
) -> None:
    """Do what an event of GitHub asks for: a form, an issue, its comments, a request of an API.

    The exit code is 0 also where there is nothing to do, 1 where the content would get an error,
    4 where an API refuses the request, 75 where others were quicker five times.
    """
    from statusgen.inbox.issues import Labels
    from statusgen.inbox.outputs import outputs, summary
    from statusgen.inbox.receiving import Options, receive
    from statusgen.inbox.replies import failed, reply_to

    clock = SystemClock()
    event = _event(file, name)
    options = Options(
        the_present(now),
        _mark(mark) or (clock.nonce() if push else ""),
        commit=commit,
        push=push,
        labels=Labels(label, maintenance_label),
        memory=recalled(ctx.obj),
    )
    try:
        found = receive(ctx.obj, event, options, clock)
    except (Busy, CannotWrite) as error:
        _answer(reply, failed(str(error)))
        raise
    _tell(event, found, as_json)
    _answer(reply, reply_to(event, found))
    give_outputs(outputs(found))
    add_to_summary(summary(event, found))
    ctx.exit(_code(found))


def _event(file: str | None, name: str | None) -> Event:
    from statusgen.inbox.payloads import read_event

    file = file or os.environ.get("GITHUB_EVENT_PATH")
    name = name or os.environ.get("GITHUB_EVENT_NAME")
    if not file or not name:
        raise UsageError("name the event with --event FILE and --name, such as --name issues")
    try:
        raw = Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}; name the event's file") from error
    return read_event(name, raw)


def _mark(given: str | None) -> str:
    mark = given or os.environ.get("GITHUB_RUN_ID") or ""
    if mark and not _MARK.fullmatch(mark):
        raise UsageError("--id takes letters, digits and `.:/_-`, at most 100 of them")
    return mark


def _code(found: Received) -> int:
    if found.faults:
        return 1
    return 4 if found.answer and not 200 <= found.answer.status < 300 else 0


def _tell(event: Event, found: Received, as_json: bool) -> None:
    """What was done on stdout, what is wrong on stderr."""
    from statusgen.inbox.outputs import document, line
    from statusgen.inbox.replies import told
    from statusgen.report.sanitize import sanitize_json

    for fault in found.faults:
        click.echo("statusgen: not done: " + "\n".join(told(fault)), err=True)
    if as_json:
        click.echo(sanitize_json(json.dumps(document(event, found), indent=2)))
    elif found.answer is not None:
        show_answer(found.answer)
    elif not found.faults:
        click.echo(line(event, found))


def show_answer(answer: Answer) -> None:
    """The answer of an API, its status on stderr, as `statusgen api` shows it."""
    from http import HTTPStatus

    from statusgen.report.sanitize import sanitize_json, sanitize_lines

    click.echo(f"{answer.status} {HTTPStatus(answer.status).phrase}", err=True)
    text = answer.text
    click.echo(sanitize_json(json.dumps(answer.document)) if text is None else sanitize_lines(text))


def _answer(file: str | None, reply: str) -> None:
    """Leaves the reply for a later step of the workflow, where there is one to give."""
    if file and reply:
        with disk_errors(CannotWrite, file):
            Path(file).write_text(reply, encoding="utf-8")
