"""`statusgen init`: a new site that checks and builds at once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from statusgen.cli.terminal import now_option, the_present
from statusgen.errors import CannotCreate, UsageError, disk_errors

_NEW_SITE = Path(__file__).parent.parent / "new_site"


@click.command(epilog="Example: statusgen init my-status")
@click.argument("folder", metavar="[DIR]", default=".")
@now_option
@click.pass_context
def command(ctx: click.Context, folder: str, now: int | None) -> None:
    """Make a new site in DIR: monitors, settings, a first incident that is over, a page."""
    place: Path = ctx.obj / folder
    taken = [name for name in ("monitors.yaml", "content") if (place / name).exists()]
    if taken:
        raise UsageError(f"{place} has a site already ({', '.join(taken)}): nothing was changed")
    day = f"{datetime.fromtimestamp(the_present(now) - 86400, UTC):%Y-%m-%d}"
    with disk_errors(CannotCreate, str(place)):
        for source in sorted(path for path in _NEW_SITE.rglob("*") if path.is_file()):
            name = str(source.relative_to(_NEW_SITE)).replace("DATE", day).replace("YEAR", day[:4])
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                click.echo(f"kept {target}: it was there already")
                continue
            shutil.copyfile(source, target)
            click.echo(f"wrote {target}")
    here = "" if folder == "." else f"cd {folder} && "
    click.echo(f"\nNow: {here}statusgen build, and open public/index.html in a browser.")
