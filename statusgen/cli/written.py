"""What an edit has written, for people and for tools."""

from __future__ import annotations

import sys
from dataclasses import field
from typing import TYPE_CHECKING, Any

import click

from statusgen.cli.terminal import painter
from statusgen.dataclass import dataclass
from statusgen.report.sanitize import sanitize
from statusgen.report.text import count

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk
    from statusgen.editing.draft import Draft


_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
_MOST_FILES = 50
"""More files are not named one by one."""

_ENTRIES = ("content/incidents/", "content/maintenances/")


@dataclass(frozen=True, slots=True)
class Result:
    """What an edit was: ``message`` for git, ``about`` what a JSON document says of it."""

    message: str
    about: dict[str, Any] = field(default_factory=dict)
    address: str = ""


def files_document(draft: Draft) -> dict[str, Any]:
    """The files that a draft writes and removes."""
    files = draft.files
    return {
        "written": sorted(file for file, content in files.items() if content is not None),
        "removed": sorted(file for file, content in files.items() if content is None),
    }


def show_files(draft: Draft, result: Result, git: dict[str, Any], *, pushed: bool) -> None:
    """One line for each thing that was done, and what comes next."""
    paint = painter(sys.stdout)
    if len(draft.files) > _MOST_FILES:
        click.echo(f"wrote {count(len(draft.files), 'file')}")
    for file, content in sorted(draft.files.items()) if len(draft.files) <= _MOST_FILES else ():
        verb = "removed" if content is None else "wrote"
        click.echo(f"{verb} {paint(sanitize(file), 'bold')}")
    if git.get("commit"):
        where = f" on {git['branch']}" if git["branch"] else ", which is on no branch"
        message = " ".join(result.message.split())
        click.echo(sanitize(f"committed {git['commit'][:9]}{where}: {message}"))
    if git.get("pull_request"):
        then = "open" if pushed else f"git push -u origin {git['branch']}, then open"
        click.echo(sanitize(f"next: {then} {git['pull_request']}"))
    elif result.address:
        click.echo(sanitize(f"page: {result.address}"))


def show_patch(text: str) -> None:
    """Prints a diff; tabs stay, so that it can be applied."""
    paint = painter(sys.stdout)
    for line in text.split("\n")[:-1]:
        safe = "\t".join(map(sanitize, line.split("\t")))
        click.echo(paint(safe, _COLOURS[line[0]]) if line[:1] in _COLOURS else safe)


def note_left_behind(desk: Desk) -> None:
    """Says where files of an entry are in no commit yet: a clone would be without them."""
    from statusgen.git.commits import uncommitted

    files = [file for file in desk.draft.files if file.startswith(_ENTRIES)]
    folders = sorted({file.rpartition("/")[0] for file in files})
    for folder in folders:
        left = uncommitted(desk.root, folder)
        if left:
            others = count(len(left), "other file")
            said = f"note: not committed yet in {folder}: {others}; git add the folder, too"
            click.echo(sanitize(said), err=True)
