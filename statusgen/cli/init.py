"""`statusgen init`: a new site that checks and builds at once, and what its hosts need."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from statusgen import __version__
from statusgen.cli.terminal import now_option, the_present
from statusgen.errors import CannotCreate, UsageError, disk_errors
from statusgen.git import remotes
from statusgen.report.sanitize import sanitize
from statusgen.scaffold import HOSTS, NEW_SITE, lay_out

_KINDS = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "codeberg"}

_NEXT = {
    "github": "in the settings of the repository: Pages, Source: GitHub Actions; then commit and push",
    "gitlab": "commit and push: the pipeline of the default branch publishes",
    "netlify": "commit, push, and connect the repository at Netlify",
    "cloudflare": "commit, push, and connect the repository at Cloudflare, as wrangler.toml says",
    "private": "make the environment `publish`, as .github/workflows/publish.yml says",
    "publish": "./publish.sh says how it is called",
}
"""What is left to do for each host, in a line."""


def _commit(_ctx: click.Context, _parameter: click.Parameter, written: str | None) -> str | None:
    if written is not None and not re.fullmatch(r"[0-9a-f]{40}", written):
        raise click.BadParameter("a commit has 40 digits of 0-9 and a-f")
    return written


@click.command(epilog="Example: statusgen init my-status --github")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--github", is_flag=True, help="The same as --ci github.")
@click.option(
    "--ci",
    "hosts",
    type=click.Choice(list(HOSTS)),
    multiple=True,
    help="Also write the files for this host, into a site that is there as well.",
)
@click.option(
    "--pin",
    metavar="COMMIT",
    callback=_commit,
    help="The commit of statusgen that these files use (default: the version that you run).",
)
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    github: bool,
    hosts: tuple[str, ...],
    pin: str | None,
    now: int | None,
) -> None:
    """Make a new site in DIR: monitors, settings, a first incident that is over, a page.

    With --github or --ci also the files by which a host checks and publishes it: at the top of the
    repository that DIR is in. What is there already is kept.
    """
    place: Path = ctx.obj / folder
    wanted = dict.fromkeys([*(["github"] if github else []), *hosts])
    taken = [name for name in ("monitors.yaml", "content") if (place / name).exists()]
    if taken and not wanted:
        raise UsageError(f"{place} has a site already ({', '.join(taken)}): nothing was changed")
    with disk_errors(CannotCreate, str(place)):
        if not taken:
            _new_site(place, the_present(now))
        _repository(place, new=not taken)
        for host in wanted:
            _host(place, host, pin)
    here = "" if folder == "." else f"cd {folder} && "
    steps = [] if taken else ["write your title and address into content/site.yaml: title, url"]
    steps += [f"{here}statusgen build, and open public/index.html in a browser"]
    steps += [_NEXT[host] for host in wanted]
    click.echo("\nNow:\n" + "\n".join(f"  - {sanitize(step)}" for step in steps))


def _new_site(place: Path, now: int) -> None:
    day = f"{datetime.fromtimestamp(now - 86400, UTC):%Y-%m-%d}"
    _tell(lay_out(NEW_SITE, place, {"DATE": day, "YEAR": day[:4]}, {}))


def _repository(place: Path, *, new: bool) -> None:
    """Says in site.yaml where the content is edited, or that site.yaml should.

    Only at the top of a repository: links to files begin there.
    """
    top = remotes.top(place)
    home = remotes.home(place) if top and top.samefile(place) else ""
    kind = _KINDS.get(home.removeprefix("https://").partition("/")[0])
    if kind is None:
        return
    line = f'repository: {{host: {kind}, url: "{home}"}}'
    settings = place / "content" / "site.yaml"
    written = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    if new:
        settings.write_text(f"{written}{line}\n", encoding="utf-8")
    elif not re.search(r"^repository:", written, re.MULTILINE):
        click.echo(f"Links to the history of each report need this line in {settings}:\n  {line}")


def _host(place: Path, host: str, pin: str | None) -> None:
    found = remotes.top(place)
    top = Path(os.path.relpath(found)) if found else place
    below = os.path.relpath(place.resolve(), top.resolve())
    version = f"v{__version__}"
    words = {
        "REFERENCE": f"{pin} # {version}" if pin else version,
        "VERSION*": f"{version}*",
        "DIRECTORY": below,
    }
    _tell(lay_out(HOSTS[host], top, {}, words))


def _tell(laid: Iterable[tuple[Path, bool]]) -> None:
    for path, written in laid:
        said = f"wrote {path}" if written else f"kept {path}: it was there already"
        click.echo(sanitize(said))
