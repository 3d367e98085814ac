"""`statusgen diff`: what the public will see differently."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from statusgen.cli.terminal import now_option, painter, the_present


@click.command(epilog="Example: statusgen diff origin/main --format markdown")
@click.argument("base", metavar="REV")
@click.argument("head", metavar="[REV]", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Text for people, Markdown for a pull request, JSON for tools.",
)
@click.option("--exact", is_flag=True, help="Compare with REV itself, not with where it was left.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the public sees a difference.")
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    base: str,
    head: str,
    form: str,
    exact: bool,
    exit_code: bool,
    now: int | None,
) -> None:
    """Tell what the public will see differently than at REV.

    The working tree, or a second REV, is compared with the commit at which it left the first:
    what others have changed there since is not told. Both are taken at the same instant.
    """
    from statusgen.report import changes_json_v1, changes_markdown, changes_text
    from statusgen.review import changes, choose

    root: Path = ctx.obj
    found = changes(root, choose(root, base, head, exact=exact), the_present(now))
    if form == "json":
        click.echo(changes_json_v1.render(found))
    elif form == "markdown":
        click.echo(changes_markdown.render(found), nl=False)
    else:
        click.echo(changes_text.render(found, painter(sys.stdout)))
    ctx.exit(1 if exit_code and not found.empty else 0)
