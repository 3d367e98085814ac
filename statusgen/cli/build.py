"""`statusgen build`: content -> a folder that any static host can serve."""

from __future__ import annotations

import json
import signal
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from statusgen.cli.remembering import cache_options, memory_of, scan_of
from statusgen.cli.runner import give_outputs, takes_outputs
from statusgen.cli.terminal import (
    counted,
    levels,
    now_option,
    processors,
    progress_bar,
    show_problems,
    the_present,
)
from statusgen.profiling import profiled
from statusgen.report.sanitize import sanitize, sanitize_json

if TYPE_CHECKING:
    from statusgen.build import Built
    from statusgen.output import Published


@click.command(epilog="Example: statusgen build -o public --base-url https://status.example.com/")
@click.option(
    "-o", "--output", metavar="DIR", default="public", show_default=True, help="Where to publish."
)
@click.option(
    "--base-url", metavar="URL", default="", help="The site's address, if not that of site.yaml."
)
@now_option
@click.option("--theme", metavar="NAME", default="", help="The theme, if not that of site.yaml.")
@click.option("--clean", is_flag=True, help="Render everything again; the result is the same.")
@click.option(
    "--keep-going",
    is_flag=True,
    help="Publish what can be read; the banner is not green then, and the exit code is 3.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help="How many processes read and render (default: one for each processor).",
)
@cache_options
@click.option("--profile", is_flag=True, help="Print where the time went, on stderr.")
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    output: str,
    base_url: str,
    now: int | None,
    theme: str,
    clean: bool,
    keep_going: bool,
    jobs: int | None,
    cache: str | None,
    no_cache: bool,
    profile: bool,
    as_json: bool,
) -> None:
    """Build the site of a content folder.

    Only what changed is written, and readers see the old site or the new one, never a mixture.
    Nothing is published while `statusgen check` finds errors.
    """
    began = time.monotonic()
    root: Path = ctx.obj
    jobs = jobs or processors()
    scan = scan_of(root, no_cache, jobs)
    from statusgen.build import Options, build
    from statusgen.prepare import has_errors
    from statusgen.targets.looks import is_broken

    signal.signal(signal.SIGTERM, _terminated)
    folder = Path(output) if Path(output).is_absolute() else root / output
    memory = memory_of(root, cache, no_cache, folder)
    measured = profiled(time.monotonic) if profile else nullcontext()
    with progress_bar("Building") as progress, measured as found:
        present = the_present(now)
        options = Options(present, base_url, theme, clean, keep_going, progress, jobs, scan)
        built = build(root, folder, options, memory)
    if found:
        from statusgen.report import profile_text

        click.echo(profile_text.render(found, time.monotonic() - began, jobs) + "\n", err=True)
    show_problems(root, built.problems)
    if takes_outputs():
        give_outputs(_outputs(built, folder))
    if built.published is None:
        click.echo(f"Nothing was published: {counted(built.problems)}.", err=True)
        ctx.exit(1)
    for note in built.published.notes:
        click.echo(f"note: {sanitize(note)}", err=True)
    click.echo(_said(built.published, folder, time.monotonic() - began, as_json))
    if has_errors(built.problems):
        how = "the built-in theme" if is_broken(built.problems) else "files left out"
        click.echo(f"Published with {how}: {counted(built.problems)}.", err=True)
        ctx.exit(3)


def _outputs(built: Built, folder: Path) -> dict[str, object]:
    """What the steps after this one may ask for. The file that says when it was built is no change."""
    from statusgen.dialects.build_info import PATH
    from statusgen.report import live

    outputs: dict[str, object] = dict(levels(built.problems))
    if built.published and built.snapshot:
        touched = {*built.published.written, *built.published.removed} - {PATH}
        outputs["path"] = folder.resolve()
        outputs["changed"] = bool(touched)
        outputs["open-incidents"] = len(built.snapshot.open_incidents)
        outputs["summary"] = live.render(built.snapshot, counted(built.problems))
    return outputs


def _said(published: Published, folder: Path, seconds: float, as_json: bool) -> str:
    if as_json:
        document = {
            "output": str(folder),
            "written": list(published.written),
            "removed": list(published.removed),
            "unchanged": published.unchanged,
            "files": published.files,
            "bytes": published.bytes,
            "seconds": round(seconds, 3),
        }
        return sanitize_json(json.dumps(document))
    written, removed = published.files - published.unchanged, len(published.removed)
    parts = f"{written:,} written, {published.unchanged:,} unchanged, {removed:,} removed"
    return f"{sanitize(str(folder))}: {published.files:,} files: {parts} ({seconds:.2f} s)"


def _terminated(number: int, _frame: object) -> NoReturn:
    """SIGTERM unwinds like an exception, so that nothing half-written stays."""
    raise SystemExit(128 + number)
