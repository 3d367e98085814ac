"""`statusgen serve`: the site and the read APIs on this machine, as they are while one writes."""

from __future__ import annotations

import gc
import sys
import time
import webbrowser
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from statusgen.cli.clock import SystemClock
from statusgen.cli.remembering import left
from statusgen.cli.terminal import counted, now_option, painter, the_present
from statusgen.errors import UsageError
from statusgen.report import text
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.serve.api import Live
    from statusgen.serve.preview import Retaken

_GARBAGE = 100_000
"""So many more objects than before are looked through for cycles: a change makes ten thousand."""

_LIBRARIES = ("uvicorn", "starlette", "watchfiles")


@click.command(epilog="Example: statusgen serve --port 8000 --open")
@click.option("--api", is_flag=True, help="Answer the read APIs too, with filters and paging.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option("--no-watch", is_flag=True, help="Serve the built site instead of a preview.")
@click.option(
    "-o", "--output", metavar="DIR", help="The built site (default: public); implies --no-watch."
)
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    api: bool,
    port: int,
    no_watch: bool,
    output: str | None,
    opens: bool,
    now: int | None,
) -> None:
    """Preview the site on 127.0.0.1 while you write: open pages follow every change of a file.

    Nothing is written into the site: pages are made from the content when a browser asks for them. What is
    wrong is shown on the page and here, and the last good site stays. The APIs are answered
    from the content as it is at this moment, at their exact URLs.
    """
    gc.enable()  # serving does not end by itself
    gc.set_threshold(_GARBAGE)
    if any(find_spec(name) is None for name in _LIBRARIES):
        raise UsageError("serving needs some libraries more: pip install 'statusgen[serve]'")
    from statusgen.serve.api import Live

    root: Path = ctx.obj
    live = Live(root, partial(the_present, now), left(root, once=False)) if api else None
    if no_watch or output is not None:
        _serve_folder(root / (output or "public"), live, port, opens)
    else:
        _serve_preview(root, live, port, opens, now)


def _serve_folder(folder: Path, live: Live | None, port: int, opens: bool) -> None:
    from statusgen.serve.application import application
    from statusgen.serve.files import Folder
    from statusgen.serve.listening import bound, run

    if not live and not folder.is_dir():
        raise UsageError(f"there is no {folder}: `statusgen build` makes it, --api needs none")
    if live:
        live.view()
    at = bound(port)
    _say_where(at.getsockname()[1], opens)
    run(application(Folder(folder), live), at, lambda: None)


def _serve_preview(root: Path, live: Live | None, port: int, opens: bool, now: int | None) -> None:
    from statusgen.prepare import site_root
    from statusgen.serve.announcements import Announcements
    from statusgen.serve.application import application
    from statusgen.serve.listening import bound, run
    from statusgen.serve.preview import Preview
    from statusgen.serve.reload import Reloads
    from statusgen.serve.site import PreviewSite
    from statusgen.watch import Watcher

    at = bound(port)
    watcher = Watcher(site_root(root), lambda words: click.echo(f"note: {words}", err=True))
    announcements = Announcements()
    reloads = Reloads(SystemClock().nonce(), announcements)

    def tell(retaken: Retaken) -> None:
        reloads.announce(retaken.view)
        _report(retaken)

    clock = partial(the_present, now)
    memory = left(root, once=False)
    hear = live.tell if live else None
    preview = Preview(root, clock, time.monotonic, tell, hear, memory=memory)
    preview.take()
    gc.freeze()  # what was read stays: looking through it again and again would take long
    Thread(target=preview.follow, args=(watcher,), daemon=True).start()
    _say_where(at.getsockname()[1], opens)
    try:
        run(application(PreviewSite(preview, reloads), live, reloads), at, announcements.end)
    finally:
        preview.end()
        watcher.close()


def _say_where(port: int, opens: bool) -> None:
    from statusgen.serve.guards import HOST

    address = f"http://{HOST}:{port}/"
    click.echo(f"{address} (Ctrl-C ends it)")
    sys.stdout.flush()
    if opens:
        webbrowser.open(address)


def _report(retaken: Retaken) -> None:
    """What changed, how long it took and what is wrong, on stderr."""
    view = retaken.view
    found = [located.diagnostic for located in view.problems]
    if found:
        click.echo(text.render(view.problems, painter(sys.stderr)) + "\n", err=True)
    verdict = sanitize(view.failure) or counted(found)
    if view.stale:
        shown = time.strftime("%H:%M:%S", time.localtime(view.at))
        verdict += f"; shown: as of {shown}" if view.pages else "; nothing can be shown yet"
    words = _changed(retaken.changed)
    click.echo(f"{words}: {retaken.seconds:.2f} s: {verdict}", err=True)


def _changed(paths: tuple[str, ...]) -> str:
    if not paths:
        return "the site"
    if len(paths) == 1:
        return sanitize(paths[0])
    example = next((path for path in paths if "/" in path), paths[0])
    return f"{len(paths):,} paths, such as {sanitize(example)}"
