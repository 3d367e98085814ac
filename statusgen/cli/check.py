"""`statusgen check`: everything that is wrong with the content."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from statusgen.cli.terminal import counted, now_option, painter, the_present


@click.command(epilog="Example: statusgen check content/incidents --strict")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for tools.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@now_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], form: str, strict: bool, now: int | None
) -> None:
    """Check the content: everything that is wrong, in one run.

    The whole site is read; PATHs only narrow down what is shown. The exit code is 1 when there
    is an error.
    """
    from statusgen.build import check, has_errors
    from statusgen.content.locate import locate
    from statusgen.report import json_v1, text

    root: Path = ctx.obj
    site, problems = check(root, the_present(now))
    shown = [one for one in problems if not paths or _below(one.where.file, paths, root)]
    located = locate(root, shown)
    if form == "json":
        click.echo(json_v1.render(located))
    elif located:
        click.echo(text.render(located, painter(sys.stdout)) + "\n")
    if form == "text":
        sizes = [(site.incidents, "incident"), (site.maintenances, "maintenance")]
        entries = ", ".join(text.count(len(found), word) for found, word in sizes)
        monitors = text.count(len(site.monitors), "monitor")
        click.echo(f"{entries} and {monitors} checked: {counted(shown)}.")
    ctx.exit(1 if has_errors(shown) or (strict and shown) else 0)


def _below(file: str, paths: tuple[str, ...], root: Path) -> bool:
    """Whether a file is one of the paths or below one; paths are as typed, or below the site."""
    place = (root / file).resolve()
    for path in paths:
        for wanted in (Path(path).resolve(), (root / path).resolve()):
            if place == wanted or wanted in place.parents:
                return True
    return False
