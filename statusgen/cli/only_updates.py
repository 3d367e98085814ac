"""`statusgen only-updates`: whether a change may be merged without a review."""

from __future__ import annotations

from pathlib import Path

import click

from statusgen.cli.runner import give_outputs
from statusgen.report.sanitize import sanitize


@click.command("only-updates", epilog="Example: statusgen only-updates origin/main")
@click.argument("before", metavar="REV")
@click.argument("after", metavar="[REV]", default="HEAD")
@click.pass_context
def command(ctx: click.Context, before: str, after: str) -> None:
    """Tell whether all that is new since REV is updates of incidents and maintenances.

    The exit code is 0 if it is, and 1 if there is anything else: each is shown. It looks at the
    whole repository, at committed files, and only at their names; `statusgen check` looks into them.
    """
    from statusgen.only_updates import other_changes

    root: Path = ctx.obj
    others = list(other_changes(root, before, after))
    for line in others:
        click.echo(sanitize(line))
    if not others:
        click.echo("Only updates are new.")
    give_outputs({"only-updates": not others})
    ctx.exit(1 if others else 0)
