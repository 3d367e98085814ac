"""`statusgen export`: the whole site as one JSON document."""

from __future__ import annotations

import json
from pathlib import Path

import click

from statusgen.cli.editing import Refused
from statusgen.cli.remembering import recalled
from statusgen.cli.terminal import now_option, show_problems, the_present
from statusgen.errors import CannotCreate, disk_errors


@click.command(epilog="Example: statusgen export --all --output backup.json")
@click.option("--all", "everything", is_flag=True, help="With what is not public as well.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it into a file instead of stdout.",
)
@now_option
@click.pass_context
def command(ctx: click.Context, everything: bool, output: Path | None, now: int | None) -> None:
    """Print the whole site as one JSON document: what is public, or with --all everything.

    `statusgen import statusgen FILE` makes the same content of it again. `statusgen schema export`
    describes it. Pictures and themes are not in it.
    """
    from statusgen.export import export
    from statusgen.prepare import check, has_errors
    from statusgen.snapshot import take_snapshot

    root: Path = ctx.obj
    present, memory = the_present(now), recalled(root)
    site, problems = check(root, present, memory)
    if has_errors(problems):
        show_problems(root, problems)
        raise Refused("nothing is exported: what cannot be read would be missing in it")
    snapshot = take_snapshot(site, present, memory)
    document = export(root, site, snapshot, everything=everything)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    with disk_errors(CannotCreate, str(output)):
        output.write_text(text, encoding="utf-8")
