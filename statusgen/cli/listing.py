"""Incidents, maintenances and comments for people: which are shown, and as what lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from statusgen.cli.choosing import moment
from statusgen.cli.documents import address_of, comment_document, entry_document, show_json
from statusgen.cli.filtering import RECENT, Filter, listed
from statusgen.cli.terminal import painter
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk
    from statusgen.editing.present import Present
    from statusgen.model.incident import Comment, Incident
    from statusgen.model.maintenance import Maintenance
    from statusgen.report.text import Paint

_STATE_COLOURS = {
    "resolved": "green",
    "completed": "green",
    "monitoring": "yellow",
    "verifying": "yellow",
    "scheduled": "blue",
    "cancelled": "dim",
    "postmortem": "green",
}
E = TypeVar("E", bound="Incident | Maintenance")
F = TypeVar("F", bound=Callable[..., Any])


def show_list(desk: Desk, entries: Sequence[E], chosen: Filter, *, as_json: bool) -> None:
    """Prints what a filter lets through: a line each, or a document."""
    found = listed(entries, chosen, desk.now)
    if as_json:
        documents = [entry_document(one, desk.site, desk.now) for one, _ in found]
        show_json({"entries": documents})
        return
    paint = painter(sys.stdout)
    rows = [
        (str(stands.state), moment(stands.start), one.slug, _impacts(stands), one.title)
        for one, stands in found
    ]
    show_table(("STATE", "START", "SLUG", "MONITORS", "TITLE"), rows, paint)
    hidden = len(entries) - len(found)
    if chosen.by_habit and hidden:
        click.echo(f"\nOpen ones and the last {RECENT}; --all shows {hidden:,} more.", err=True)


def show_table(head: Sequence[str], rows: Sequence[Sequence[str]], paint: Paint) -> None:
    """Aligned columns below a head; a state is coloured. Without rows, a line that says so."""
    if not rows:
        click.echo("none")
        return
    safe = [[sanitize(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *safe, strict=True)]
    click.echo(paint(_aligned(head, widths), "dim"))
    for row in safe:
        line = _aligned(row, widths)
        state = row[0]
        coloured = paint(state, _STATE_COLOURS.get(state, "red")) if head[0] == "STATE" else state
        click.echo(coloured + line[len(state) :])


def show_entry(desk: Desk, entry: Incident | Maintenance, *, as_json: bool) -> None:
    """Prints an entry with its comments, each with its number and its file."""
    from statusgen.editing.present import present

    if as_json:
        said: Sequence[Comment] = entry.comments
        comments = [comment_document(one, n) for n, one in enumerate(said, start=1)]
        document = {**entry_document(entry, desk.site, desk.now), "timeline": comments}
        show_json({"entry": document})
        return
    paint, stands = painter(sys.stdout), present(entry, desk.now)
    click.echo(paint(sanitize(entry.title), "bold"))
    until = f" to {moment(stands.end)}" if stands.end is not None else ""
    facts = [
        ("state", paint(str(stands.state), _STATE_COLOURS.get(str(stands.state), "red"))),
        ("when", f"{moment(stands.start)}{until}"),
        ("monitors", sanitize(_impacts(stands)) or "none"),
        ("id", str(entry.id)),
        ("file", sanitize(entry.file)),
        ("page", sanitize(address_of(entry, desk.site)) or "none: it is internal"),
    ]
    for name, value in facts:
        click.echo(f"  {paint(f'{name:9}', 'dim')} {value}")
    show_comments(entry.comments, paint)


def show_comments(comments: Sequence[Comment], paint: Paint) -> None:
    """Prints comments with their numbers, states, files and texts."""
    for number, one in enumerate(comments, start=1):
        marks = [word for word, holds in _marks(one) if holds]
        state = paint(str(one.state), _STATE_COLOURS.get(str(one.state), "red"))
        click.echo(f"\n{number:3}  {moment(one.at)}  {state}  {', '.join(marks)}".rstrip())
        click.echo(f"     {paint(sanitize(Path(one.file).name), 'dim')}")
        for line in one.text.splitlines():
            click.echo(f"     {sanitize(line)}".rstrip())


def _marks(one: Comment) -> tuple[tuple[str, object], ...]:
    return (
        (f"by {sanitize(one.author)}", one.author),
        ("edited", one.correction),
        ("deleted", one.deleted),
        ("internal", one.internal),
        (", ".join(f"{tag} {status}" for tag, status in one.monitors.items()), one.monitors),
    )


def _impacts(stands: Present) -> str:
    return ", ".join(f"{tag} {status}" for tag, status in stands.impacts.items())


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = zip(cells, widths, strict=True)
    return "  ".join(f"{cell:{width}}" for cell, width in pairs).rstrip()
