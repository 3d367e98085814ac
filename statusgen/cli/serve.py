"""`statusgen serve`: the built site and the read APIs on this machine."""

from __future__ import annotations

import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import click

from statusgen.cli.terminal import now_option, the_present
from statusgen.errors import UsageError


@click.command(epilog="Example: statusgen serve --api --port 8000")
@click.option("--api", is_flag=True, help="Answer the read APIs too, with filters and paging.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option("-o", "--output", default="public", show_default=True, help="The built site.")
@now_option
@click.pass_context
def command(ctx: click.Context, api: bool, port: int, output: str, now: int | None) -> None:
    """Serve the built site and the read APIs on 127.0.0.1.

    The APIs are answered from the content as it is at this moment, at their exact URLs. Nothing
    can be written through them, and what is internal is not there.
    """
    if find_spec("uvicorn") is None or find_spec("starlette") is None:
        raise UsageError("serving needs two libraries more: pip install 'statusgen[serve]'")
    from statusgen.serve import HOST, Live, application, bound, run

    root: Path = ctx.obj
    folder = Path(output) if Path(output).is_absolute() else root / output
    if not api and not folder.is_dir():
        raise UsageError(f"there is no {folder}: `statusgen build` makes it, --api needs none")
    live = Live(root, partial(the_present, now)) if api else None
    if live:
        live.snapshot()
    at = bound(port)
    click.echo(f"http://{HOST}:{at.getsockname()[1]}/ (Ctrl-C ends it)")
    sys.stdout.flush()
    run(application(folder, live), at)
