"""The command line: options in, one library call, a report and an exit code out."""

from __future__ import annotations

import gc
import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import NoReturn

import click

from statusgen import __version__
from statusgen.errors import StatusgenError
from statusgen.report.sanitize import sanitize, sanitize_lines

SECTIONS = {
    "Begin": {
        "init": "Make a new site that builds at once.",
        "import": "Read the past of another status page into content.",
        "schema": "Print the JSON Schema of a content file.",
        "theme": "List themes, take over files of them, compare them with what they were.",
    },
    "Edit": {
        "incident": "Open, update, resolve and change incidents.",
        "comment": "Add, change, delete and list the updates of incidents.",
        "maintenance": "Plan, start, complete, delay and cancel maintenances.",
        "monitor": "Add and list monitors.",
        "status": "Note and list statuses of monitors, as a probe does.",
        "api": "Perform one API request on the content.",
    },
    "Look": {
        "check": "Check the content: everything that is wrong, in one run.",
        "explain": "Explain what a rule means, or why a monitor had its status.",
        "serve": "Preview the site on this machine while you write.",
        "diff": "Tell what the public will see differently than at a revision.",
    },
    "Publish": {
        "build": "Build the site of a content folder.",
        "export": "Print the whole site as one JSON document.",
        "notify": "Tell the channels of site.yaml what became public.",
    },
    "In workflows": {
        "action": "Do what action.yml is for, in GitHub Actions.",
        "receive": "Do what an event of GitHub asks for: forms, issues, requests of APIs.",
        "only-updates": "Tell whether a change does nothing but add updates.",
    },
}
"""The commands and their one line of help, below the headings of `statusgen --help`."""

COMMANDS = {name: said for section in SECTIONS.values() for name, said in section.items()}
"""All commands: a command's module is imported when it is called."""

_MODULES = {"import": "importing"}
"""The modules of commands that cannot have the command's name."""

_COMPLETE = "_STATUSGEN_COMPLETE"
"""What a shell sets that asks how a command could go on."""


class _Lazy(click.Group):
    """A group that shows its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(
            "statusgen.cli." + _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        )
        command: click.Command = module.command
        return command

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem[str]]:
        offered = [
            click.shell_completion.CompletionItem(name, help=said)
            for name, said in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return offered + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        longest = max(map(len, COMMANDS))
        for heading, commands in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(longest), said) for name, said in commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = click.utils.make_str(args[0])
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            ctx.fail(f"There is no command `{sanitize(name)}`.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: statusgen -C my-status build --output public",
)
@click.version_option(__version__, prog_name="statusgen", message="%(prog)s %(version)s")
@click.option(
    "-C",
    "root",
    metavar="DIR",
    default=".",
    help="The folder with monitors.yaml and content/ (default: this one).",
)
@click.pass_context
def cli(ctx: click.Context, root: str) -> None:
    """Static status pages from a git repository."""
    ctx.obj = Path(root)


def process() -> NoReturn:
    """`main` in a process of its own.

    Nothing looks for garbage, which a command that ends makes little of, and nothing takes the
    interpreter apart at the end: both would take longer than many a command.
    """
    gc.disable()
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    if sys.gettrace() or sys.getprofile() or threading.active_count() > 1:
        sys.exit(code)  # who measures has something to say at the end, and threads to finish
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main() -> NoReturn:
    """Runs the command line; whatever happens ends in one line and an exit code."""
    if _COMPLETE in os.environ:
        from statusgen.cli import completing

        completing.register()
    try:
        code = cli.main(prog_name="statusgen", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        _show(error)
        code = error.exit_code
    except StatusgenError as error:
        click.echo(f"statusgen: {sanitize(str(error))}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        _close_stdout()
        code = 141
    except OSError as error:
        _close_stdout()
        click.echo(f"statusgen: {sanitize(str(error))}", err=True)
        code = 74
    except Exception as error:  # noqa: BLE001 - a traceback is for us, not for the reader
        code = _bug(error)
    sys.exit(code)


def _show(error: click.ClickException) -> None:
    """What click says of wrong use: it repeats what was typed."""
    said = StringIO()
    error.show(said)
    click.echo(sanitize_lines(said.getvalue()), err=True, nl=False)


def _close_stdout() -> None:
    """Keeps the interpreter from complaining again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _bug(error: Exception) -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="statusgen-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"statusgen {__version__}, Python {sys.version}\n")
        file.write("".join(traceback.format_exception(error)))
    what = sanitize(f"{type(error).__name__}: {error}".splitlines()[0])
    click.echo(f"statusgen: this is a bug of ours ({what})", err=True)
    click.echo(f"  Please report it with {file.name}", err=True)
    return 70
