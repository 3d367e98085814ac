"""`statusgen import`: the past of another status page, as content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from statusgen.cli.editing import Saving, Session, edits, finish
from statusgen.cli.remembering import recalled
from statusgen.cli.written import Result
from statusgen.errors import CannotCreate, UsageError, disk_errors
from statusgen.importers import FORMATS
from statusgen.report.sanitize import sanitize
from statusgen.report.text import count

if TYPE_CHECKING:
    from statusgen.importers.losses import Losses
    from statusgen.importers.settling import Settled

_COUNTED = ("incidents", "maintenances", "updates", "monitors", "pages", "records", "templates")
_ABOUT = "\b\n" + "\n".join(f"{name:12} {about}" for name, about in FORMATS.items())


@click.command(
    epilog="Example: statusgen import cstate ../old-page --into my-status --losses losses.txt"
)
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("source")
@click.option("--into", metavar="DIR", help="The site to add it to, or a new folder (default: -C).")
@click.option(
    "--timezone",
    "zone",
    metavar="ZONE",
    default="",
    help="The zone of times that name none, such as Europe/Berlin (default: the source's, or UTC).",
)
@click.option(
    "--fetch",
    is_flag=True,
    help="SOURCE is the address of a Statuspage that you may ask for all it has.",
)
@click.option(
    "--losses",
    "report",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every value that was changed, guessed or left out into a file.",
)
@edits
@click.pass_context
def command(
    ctx: click.Context,
    form: str,
    source: str,
    into: str | None,
    zone: str,
    fetch: bool,
    report: Path | None,
    saving: Saving,
) -> None:
    """Read another status page's past from SOURCE into content, and say what did not come over.

    Only what is new is added: it can be called again, and nothing that is there is overwritten.
    """
    from statusgen.content.times import is_zone
    from statusgen.editing.desk import Desk
    from statusgen.importers import reader
    from statusgen.importers.settling import settle

    if zone and not is_zone(zone):
        raise UsageError(f"there is no time zone {zone}; write one such as Europe/Berlin")
    root = Path(into) if into is not None else ctx.obj
    with _fetched(form, source, fetch) if "://" in source else nullcontext(Path(source)) as place:
        found = reader(form)(place, zone, saving.now)
    if not saving.dry_run:
        with disk_errors(CannotCreate, str(root)):
            (root / "content").mkdir(parents=True, exist_ok=True)
    here = Session(Desk(root, saving.now, recalled(root)), saving)
    settled = settle(here.desk, found)
    if report:
        _write(report, found.losses)
    finish(here, lambda: _described(form, source, settled, found.losses))
    if not saving.as_json:
        _tell(settled, found.losses, report)


command.help = f"{cleandoc(command.help or '')}\n\n{_ABOUT}"


@contextmanager
def _fetched(form: str, source: str, fetch: bool) -> Iterator[Path]:
    """A folder with what the page at an address has, for as long as it is read."""
    from statusgen.importers.statuspage.live import save

    if form != "statuspage":
        raise UsageError(f"{form} is read from files, not from an address")
    if not fetch:
        raise UsageError(f"say --fetch if you may ask {source} for every incident that it has")
    with TemporaryDirectory(prefix="statusgen-") as folder:
        save(source, Path(folder), lambda address: click.echo(sanitize(address), err=True))
        yield Path(folder)


def _write(report: Path, losses: Losses) -> None:
    from statusgen.importers.told import render_all

    with disk_errors(CannotCreate, str(report)):
        report.write_text(render_all(losses), encoding="utf-8")


def _described(form: str, source: str, settled: Settled, losses: Losses) -> Result:
    about: dict[str, Any] = {
        "added": dict(settled.added),
        "known": dict(settled.known),
        "losses": [
            {
                "file": loss.place.file,
                "key": loss.place.key,
                "kind": loss.kind,
                "was": loss.was,
                "now": loss.now,
                "why": loss.why,
            }
            for loss in losses.found
        ],
    }
    return Result(f"import: {form} from {Path(source).name}", about)


def _tell(settled: Settled, losses: Losses, report: Path | None) -> None:
    from statusgen.importers.told import render_summary

    if losses.found:
        click.echo(render_summary(losses))
    if report:
        click.echo(sanitize(f"{len(losses.found):,} losses are in {report}"))
    click.echo(_counts(settled))


def _counts(settled: Settled) -> str:
    parts = [
        count(settled.added[name], name.removesuffix("s"))
        + (f" ({known:,} known)" if known else "")
        for name in _COUNTED
        if (known := settled.known[name]) or settled.added[name]
    ]
    return f"added: {', '.join(parts)}" if parts else "added: nothing"
