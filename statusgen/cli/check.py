"""`statusgen check`: everything that is wrong with the content."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.remembering import cache_options, memory_of, scan_of
from statusgen.cli.runner import add_to_summary, give_outputs
from statusgen.cli.terminal import counted, levels, now_option, painter, processors, the_present

if TYPE_CHECKING:
    from statusgen.diagnostics import Diagnostic
    from statusgen.model.site import Site


@click.command(epilog="Example: statusgen check content/incidents --base origin/main --strict")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="Text for people, JSON or SARIF for tools, annotations for GitHub Actions.",
)
@click.option(
    "--base", metavar="REV", help="Check as well what is done to what was public at a revision."
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@now_option
@cache_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str,
    base: str | None,
    strict: bool,
    now: int | None,
    cache: str | None,
    no_cache: bool,
) -> None:
    """Check the content: everything that is wrong, in one run.

    The whole site is read; PATHs only narrow down what is shown. The exit code is 1 when there
    is an error.
    """
    root: Path = ctx.obj
    jobs = processors()
    scan = scan_of(root, no_cache, jobs)
    from statusgen.content.locate import locate
    from statusgen.prepare import check, has_errors
    from statusgen.report import github, json_v1, sarif, text

    present = the_present(now)
    memory = memory_of(root, cache, no_cache, root / "public")
    gc.disable()  # one look makes no garbage worth looking for
    site, problems = check(root, present, memory, jobs, scan)
    if memory:
        memory.put_away()
    if base is not None:
        from statusgen.review import check_base

        problems += check_base(root, base, site, problems, present)
    shown = [one for one in problems if not paths or _below(one.where.file, paths, root)]
    located = locate(root, shown)
    verdict = _verdict(site, shown)
    if form == "json":
        click.echo(json_v1.render(located))
    elif form == "sarif":
        click.echo(sarif.render(located))
    elif form == "github":
        if located:
            click.echo(github.render(located))
        click.echo(verdict)
        add_to_summary(github.summary(located, verdict))
        give_outputs(levels(shown))
    else:
        if located:
            click.echo(text.render(located, painter(sys.stdout)) + "\n")
        click.echo(verdict)
    ctx.exit(1 if has_errors(shown) or (strict and shown) else 0)


def _verdict(site: Site, shown: Sequence[Diagnostic]) -> str:
    """What was looked at and what came out, in a line."""
    from statusgen.report.text import count

    sizes = [(site.incidents, "incident"), (site.maintenances, "maintenance")]
    entries = ", ".join(count(len(found), word) for found, word in sizes)
    return f"{entries} and {count(len(site.monitors), 'monitor')} checked: {counted(shown)}."


def _below(file: str, paths: tuple[str, ...], root: Path) -> bool:
    """Whether a file is one of the paths or below one; paths are as typed, or below the site."""
    place = (root / file).resolve()
    for path in paths:
        for wanted in (Path(path).resolve(), (root / path).resolve()):
            if place == wanted or wanted in place.parents:
                return True
    return False
