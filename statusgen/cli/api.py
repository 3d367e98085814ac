"""`statusgen api`: one request of any API, as curl would send it, performed on the content."""

from __future__ import annotations

import json
import re
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.remembering import recalled
from statusgen.cli.terminal import now_option, the_present
from statusgen.errors import UsageError
from statusgen.report.sanitize import sanitize, sanitize_lines

if TYPE_CHECKING:
    from statusgen.dialects.request import Answer

_REFUSED = 4
_METHOD = re.compile(r"[A-Z]+|get|head|post|put|patch|delete")


@click.command(
    epilog="Example: statusgen api -X POST /api/v4/incidents/1/comments "
    '-d \'{"comment": "A fix is being tested.", "state": "MONITORING"}\' --commit',
)
@click.argument("words", metavar="[METHOD] URL", nargs=-1)
@click.option("-X", "--request", "method", metavar="METHOD", help="The method (default: GET).")
@click.option("-H", "--header", "headers", metavar="LINE", multiple=True, help="A header.")
@click.option(
    "-d",
    "--data",
    "data",
    metavar="JSON",
    multiple=True,
    help="The body; @FILE reads a file, - and @- read stdin. Makes it a POST.",
)
@click.option("--data-raw", metavar="JSON", help="The body, with @ like any other character.")
@click.option("--data-binary", "data", metavar="JSON", multiple=True, help="The same as --data.")
@click.option("--json", "data", metavar="JSON", multiple=True, help="The same as --data.")
@click.option("--url", metavar="URL", help="The URL, or its path alone.")
@click.option("-i", "--include", is_flag=True, help="Print status and headers before the body.")
@click.option("-s", "--silent", is_flag=True, help="Do not print the status on stderr.")
@click.option("-S", "--show-error", is_flag=True, help="With -s: print it where it is an error.")
@click.option("-L", "--location", is_flag=True, help="Taken and ignored: nothing redirects.")
@click.option("--commit", is_flag=True, help="Make a write one git commit.")
@now_option
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    method: str | None,
    headers: tuple[str, ...],
    data: tuple[str, ...],
    data_raw: str | None,
    url: str | None,
    include: bool,
    silent: bool,
    show_error: bool,
    location: bool,  # noqa: ARG001 - curl's, for lines that have it
    commit: bool,
    now: int | None,
) -> None:
    """Perform one API request on the content.

    It takes curl's options, so that the examples in an API's documentation work when the word
    curl is replaced. Any host may stand in the URL, and nothing is sent anywhere: a read is
    answered from the content, a write edits its files. Tokens are not looked at. The JSON goes to
    stdout, the status to stderr; the exit code is 0 for 2xx and 4 for everything else.
    """
    from statusgen.dialects.perform import perform
    from statusgen.dialects.request import request_of

    root: Path = ctx.obj
    if not (root / "content").is_dir():
        raise UsageError(f"there is no content/ in {root}: name the site's folder with -C")
    method, address = _target(method, url, words)
    body = _body(data, data_raw)
    method = method or ("GET" if body is None else "POST")
    try:
        request = request_of(method, _path(address), dict(map(_header, headers)), body or b"")
    except ValueError as error:
        raise click.UsageError(f"`{sanitize(address)}` is no URL: {error}") from error
    found = perform(root, request, the_present(now), commit=commit, memory=recalled(root))
    failed = not 200 <= found.status < 300
    if not silent or (show_error and failed):
        click.echo(f"{found.status} {_phrase(found.status)}", err=True)
    _show(found, include=include, head=request.method == "HEAD")
    ctx.exit(_REFUSED if failed else 0)


def _target(method: str | None, url: str | None, words: tuple[str, ...]) -> tuple[str | None, str]:
    """The method, where one is named, and the one URL."""
    found = [word for word in words if word.strip()]
    if len(found) == 2 and method is None and _METHOD.fullmatch(found[0]):
        method = found.pop(0)
    found += [url] if url else []
    if len(found) != 1:
        raise click.UsageError(
            "Name one URL or path, such as `statusgen api /api/v4/incidents`; "
            "put quotes around one with `?` or `&`."
        )
    return method, found[0]


def _path(address: str) -> str:
    """The address without scheme and host: `host/api/x` is one as much as `/api/x`."""
    if "://" in address or address.startswith("/"):
        return address
    return f"/{address}" if address.startswith("api/") else f"//{address}"


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _body(data: tuple[str, ...], raw: str | None) -> bytes | None:
    """All parts joined by `&`, as curl does; None where there is none."""
    parts = [_part(one) for one in data] + ([] if raw is None else [raw.encode()])
    return b"&".join(parts) if parts else None


def _part(text: str) -> bytes:
    if text in ("-", "@-"):
        return sys.stdin.buffer.read()
    if not text.startswith("@"):
        return text.encode(errors="surrogateescape")
    try:
        return Path(text[1:]).read_bytes()
    except OSError as error:
        message = f"cannot read {text[1:]}: {error.strerror}; name a file with the body"
        raise UsageError(message) from error


def _show(found: Answer, *, include: bool, head: bool) -> None:
    from statusgen.dialects.wire import encode

    terminal = sys.stdout.isatty()
    if found.text is not None:
        body, kind = found.text, "text/plain; charset=utf-8"
    elif terminal:
        body, kind = json.dumps(found.document, indent=2, ensure_ascii=False), "application/json"
    else:
        body, kind = encode(found.document).decode(), "application/json"
    lines = [f"HTTP/1.1 {found.status} {_phrase(found.status)}", f"Content-Type: {kind}", ""]
    shown = "\n".join([*(lines if include else []), *([] if head else [body])])
    if shown:
        written = sanitize_lines(shown) if terminal else shown
        click.echo(written.encode(errors="backslashreplace"))


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase
