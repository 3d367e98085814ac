"""`statusgen theme`: which themes there are, and the site's own copies of their files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.grouping import Grouped
from statusgen.cli.terminal import painter

if TYPE_CHECKING:
    from statusgen.report.text import Paint
    from statusgen.upgrades import Difference

_theme = click.option(
    "--theme", "name", metavar="NAME", help="The theme (default: that of site.yaml)."
)
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.group(cls=Grouped, epilog="Example: statusgen theme eject banner")
def command() -> None:
    """List themes, take over files of them, compare them with what they were."""


@command.command("list", epilog="Example: statusgen theme list --files")
@click.option("--files", is_flag=True, help="List the files that `eject` can copy.")
@_theme
@click.pass_context
def list_themes(ctx: click.Context, files: bool, name: str | None) -> None:
    """List the themes that the site can use, and the files of its own."""
    from statusgen.themes import ejectable, known

    used = _used(ctx.obj, name)
    if files:
        click.echo("\n".join(ejectable(ctx.obj, used)))
        return
    for theme in known(ctx.obj):
        mark = "*" if theme.name == used else " "
        about = f", extends {theme.extends}" if theme.extends else ""
        click.echo(f"{mark} {theme.name}  ({theme.place}{about})")
        if theme.description:
            click.echo(f"    {theme.description}")
        for path in theme.files:
            click.echo(f"    {path}")


@command.command(epilog="Example: statusgen theme eject blocks/footer.html")
@click.argument("wanted", metavar="FILE")
@_theme
@click.pass_context
def eject(ctx: click.Context, wanted: str, name: str | None) -> None:
    """Copy a FILE of a theme into the site, to be changed there.

    FILE is a path in the theme, such as css/page.css, or the name of a block, such as banner:
    `statusgen theme list --files` lists them.
    """
    from statusgen.themes import eject as take

    click.echo(f"{take(ctx.obj, _used(ctx.obj, name), wanted)}: yours to change")


@command.command(epilog="Example: statusgen theme diff banner --accept")
@click.argument("wanted", metavar="[FILE]", default="")
@click.option("--accept", is_flag=True, help="The news are known: do not show them again.")
@click.option("--own", is_flag=True, help="Show what you changed, too (default: of a FILE alone).")
@_theme
@click.pass_context
def diff(ctx: click.Context, wanted: str, accept: bool, own: bool, name: str | None) -> None:
    """Show what became of the originals since they were copied, and what the copies changed.

    The exit code is 1 where an original has news.
    """
    from statusgen.upgrades import accept as note
    from statusgen.upgrades import differences

    used = _used(ctx.obj, name)
    if accept:
        for path in note(ctx.obj, used, wanted):
            click.echo(f"{path}: the original of now is noted")
        return
    found = list(differences(ctx.obj, used, wanted))
    paint = painter(sys.stdout)
    for one in found:
        _show(one, paint, own=own or bool(wanted))
    if not found:
        click.echo("The site has no copies of theme files.")
    ctx.exit(1 if any(one.news or one.gone for one in found) else 0)


def _show(one: Difference, paint: Paint, *, own: bool) -> None:
    click.echo(paint(f"{one.path}: {_summary(one)}", "bold"))
    parts = [("What the original became:", one.news)] if not one.gone else []
    parts += [("What is yours:", one.own)] if own and not one.gone else []
    for title, diff in parts:
        if diff:
            click.echo(f"  {title}")
            for line in diff.splitlines():
                click.echo(
                    "    " + (paint(line, _COLOURS[line[0]]) if line[0] in _COLOURS else line)
                )


def _summary(one: Difference) -> str:
    if one.gone:
        return "the original is gone: nothing uses this file unless a template of yours does"
    if not one.own and one.news:
        return "the original has changed since, and you changed nothing: delete your copy"
    if not one.own:
        return "the same as the original: it can be deleted"
    if one.news is None:
        return "it replaces the original; what that was when you wrote it is not known"
    return "the original has changed since you copied it" if one.news else "up to date"


def _used(root: Path, name: str | None) -> str:
    """The theme that is meant: ``name``, which must exist, or what site.yaml says."""
    from statusgen.content.load import settings_of
    from statusgen.targets.layers import DEFAULT
    from statusgen.themes import demand_theme

    used = settings_of(root).theme
    if name not in (None, used, DEFAULT):
        demand_theme(root, name)
    return name or used
