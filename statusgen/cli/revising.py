"""A file in an editor: opened, checked, and opened again until it is right or given up."""

from __future__ import annotations

import click

from statusgen.cli.composing import attended
from statusgen.cli.editing import Session, refuse
from statusgen.cli.terminal import show_problems


def revise(here: Session, file: str) -> None:
    """Lets a person change a file of the site in their editor, as a change of the draft.

    Refused where it stays wrong; what was written is kept by the session then.
    """
    if not attended():
        raise click.UsageError(
            "Say what to change (see --help): there is no terminal for an editor."
        )
    before = text = here.desk.draft.text(file)
    while True:
        found = click.edit(text, extension=".md")
        text = text if found is None else found
        if text == before:
            raise click.UsageError(f"{file} is as it was: nothing was written.")
        here.text = text
        here.desk.draft.write(file, text)
        errors = here.desk.new_errors()
        if not errors:
            return
        show_problems(here.desk.root, errors, here.desk.draft.reader())
        if not click.confirm("Edit it again?", default=True, err=True):
            refuse(errors)
