"""`statusgen action`: what action.yml runs; its inputs are in the environment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import click

from statusgen.cli.runner import add_to_summary

LEFT_OUT = 3
"""The exit code of a build that published, but not all."""


def _input(name: str, words: str, **more: Any) -> Callable[..., Any]:
    """An option that is also the input ``name`` of action.yml, which hands it on as a variable."""
    variable = f"INPUT_{name.upper().replace('-', '_')}"
    return click.option(f"--{name}", envvar=variable, help=words, **more)


@click.command(epilog="Example: statusgen action --command check --base HEAD^1")
@_input("command", "What to do.", type=click.Choice(["check", "build"]), required=True)
@_input("output", "Where to publish.", default="public")
@_input("base-url", "The site's address, if not that of site.yaml.", default="")
@_input("base", "The revision that a change is compared with.", default="")
@_input("strict", "Count warnings as errors.", type=bool, default=False)
@_input("annotations", "Say problems as annotations.", type=bool, default=True)
@_input("keep-going", "Publish what can be read.", type=bool, default=False)
@click.pass_context
def command(
    ctx: click.Context,
    command: str,
    output: str,
    base_url: str,
    base: str,
    strict: bool,
    annotations: bool,
    keep_going: bool,
) -> None:
    """Do what action.yml is for: its inputs are options, and come as variables (INPUT_BASE).

    `check` also puts on the page of the run what readers would see differently from BASE. `build`
    ends well if it has published: what was left out is a warning and the output `errors`.
    """
    if command == "check":
        ctx.exit(_check(ctx, base, strict, annotations))
    ctx.exit(_build(ctx, output, base_url, keep_going))


def _check(ctx: click.Context, base: str, strict: bool, annotations: bool) -> int:
    words = ["check", f"--format={'github' if annotations else 'text'}"]
    words += [f"--base={base}"] if base else []
    words += ["--strict"] if strict else []
    code = _run(ctx, words)
    if not base:
        return code
    with redirect_stdout(StringIO()) as said:
        differs = _run(ctx, ["diff", "--format=markdown", "--", base])
    add_to_summary("\n" + said.getvalue())
    return code or differs


def _build(ctx: click.Context, output: str, base_url: str, keep_going: bool) -> int:
    words = ["build", f"--output={output}", f"--base-url={base_url}"]
    code = _run(ctx, words + (["--keep-going"] if keep_going else []))
    if code != LEFT_OUT:
        return code
    click.echo("::warning::The site is published without the files that have errors.")
    return 0


def _run(ctx: click.Context, words: list[str]) -> int:
    """Another command for the same site, as if it had been typed: its exit code."""
    group = ctx.find_root().command
    return int(group.main(["-C", str(ctx.obj), *words], standalone_mode=False) or 0)
