"""What a command leaves for the next one: the options that say where, and the folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from statusgen.errors import UsageError
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.content.scan import Scan
    from statusgen.memory import Memory

F = TypeVar("F", bound=Callable[..., Any])


def cache_options(command: F) -> F:
    """Adds ``--cache DIR`` and ``--no-cache`` to a command: its arguments ``cache``, ``no_cache``."""
    command = click.option(
        "--no-cache", is_flag=True, help="Read everything anew, and remember nothing."
    )(command)
    return click.option(
        "--cache",
        metavar="DIR",
        default=None,
        help="Where what was read is kept for the next time (default: the user's cache folder).",
    )(command)


def memory_of(
    root: Path, cache: str | None, no_cache: bool, *others: Path, once: bool = True
) -> Memory | None:
    """What was left about the site in ``root``; None where nothing is kept.

    ``once``: it is for one build or check. Raises UsageError where the folder is one of the content,
    of themes or of ``others``.
    """
    folder = root / cache if cache else _users_folder()
    if no_cache or folder is None:
        return None
    _demand_apart(folder, root / "content", root / "themes", *others)
    from statusgen.cache import remembered

    try:
        return remembered(root, folder, time.time_ns, trusted=not cache, once=once)
    except OSError as error:
        if cache:
            reason = sanitize(error.strerror or str(error))
            click.echo(f"note: nothing is kept in {sanitize(cache)}: {reason}", err=True)
        return None


def left(root: Path, *, once: bool) -> Memory:
    """What builds left about the site in ``root``, an empty memory where nothing is kept.

    ``once`` as for `memory_of`.
    """
    from statusgen.memory import Memory

    return memory_of(root, None, no_cache=False, once=once) or Memory()


def recalled(root: Path) -> Memory:
    """What was left about the site in ``root``, for one command; what is new is kept at its end."""
    memory = left(root, once=True)
    click.get_current_context().call_on_close(memory.put_away)
    return memory


def scan_of(root: Path, no_cache: bool, jobs: int) -> Scan | None:
    """A look at the files of the site in ``root``, which begins now in a process of its own.

    None where nothing is remembered, or where there shall be no other process.
    """
    if no_cache or jobs < 2:
        return None
    from statusgen.content.scan import Scan

    return Scan(root, time.time_ns(), aside=True)


def _users_folder() -> Path | None:
    """The folder for what may be lost, by the rules of freedesktop.org; None where there is none."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (named if named.is_absolute() else Path.home() / ".cache") / "statusgen"
    except RuntimeError:
        return None


def _demand_apart(folder: Path, *others: Path) -> None:
    place = folder.resolve()
    for other in others:
        if place.is_relative_to(other.resolve()):
            raise UsageError(
                f"the cache cannot be in {other}, which is read or published; "
                "choose another folder with --cache, or none with --no-cache"
            )
