"""Saying something of an incident or a maintenance: the options of an update, and what they do."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from statusgen.cli.composing import attended, demand_text, given_text, written_text
from statusgen.cli.documents import address_of, kind_of, told_of
from statusgen.cli.editing import Session, finish
from statusgen.cli.moments import Moment, When
from statusgen.cli.written import Result
from statusgen.dataclass import dataclass
from statusgen.instants import rfc3339
from statusgen.model.lifecycle import ON_CALL, Phase, State

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable
    from statusgen.model.incident import Incident
    from statusgen.model.maintenance import Maintenance
    from statusgen.model.status import Status
    from statusgen.snapshot.occurrences import Occurrence

F = TypeVar("F", bound=Callable[..., Any])

message_option = click.option(
    "-m",
    "--message",
    "parts",
    metavar="TEXT",
    multiple=True,
    help="What to tell people, in Markdown; - reads stdin. Again: one more paragraph.",
)
_OPTIONS = (
    message_option,
    click.option("--at", type=Moment(), help="When it was, such as -10m (default: now)."),
    click.option("--author", metavar="NAME", help="Who says it; it is shown."),
    click.option("--quiet", is_flag=True, help="Tell no subscriber (notify: false)."),
    click.option("--internal", is_flag=True, help="Keep it from the public."),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What an update says, as the options have it."""

    parts: tuple[str, ...] = ()
    at: When | None = None
    author: str | None = None
    quiet: bool = False
    internal: bool = False

    def keys(self) -> dict[str, Writable]:
        """The front matter that comes of it."""
        author: dict[str, Writable] = {"author": self.author} if self.author else {}
        quiet: dict[str, Writable] = {"notify": False} if self.quiet else {}
        internal: dict[str, Writable] = {"visibility": "internal"} if self.internal else {}
        return author | quiet | internal


def says(command: F) -> F:
    """Gives a command the options of an update; they arrive as ``said``."""

    @functools.wraps(command)
    def wrapped(
        *words: Any,
        parts: tuple[str, ...],
        at: When | None,
        author: str | None,
        quiet: bool,
        internal: bool,
        **rest: Any,
    ) -> Any:
        return command(*words, said=Said(parts, at, author, quiet, internal), **rest)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def post(
    here: Session,
    entry: Incident | Maintenance,
    state: State | Phase,
    said: Said,
    monitors: Sequence[tuple[str, Status]] = (),
    keys: Mapping[str, Writable] | None = None,
    *,
    silent: bool = False,
) -> None:
    """Adds an update to an entry and finishes the edit.

    With ``silent`` one in a state of the on-call side may go without a text.
    """
    from statusgen.editing.entries import say

    may_be_silent = silent and state in ON_CALL
    text = given_text(said.parts) if may_be_silent else _text(here, said, state, entry.title)
    impacts: dict[str, Writable] = {"monitors": dict(monitors)} if monitors else {}
    at = None if said.at is None else said.at.at(here.desk.now)
    front = {**impacts, **(keys or {}), **said.keys()}
    number = say(here.desk, entry.slug, state, text, at, front)
    done(here, entry.slug, str(state), number)


def note(
    here: Session,
    entry: Incident | Maintenance,
    said: Said,
    monitors: Sequence[tuple[str, Status]] = (),
    keys: Mapping[str, Writable] | None = None,
    occurrence: Occurrence | None = None,
) -> None:
    """Adds an update that leaves the state as it is, of a maintenance in that ``occurrence``.

    What is said after the end of a maintenance keeps the time of the end, which it would move
    otherwise.
    """
    from statusgen.editing.present import present

    stands = present(entry, here.desk.now)
    about = occurrence or stands.occurrence
    state = about.phase if about else stands.said
    front = dict(keys or {})
    if about and state is Phase.COMPLETED and about.end is not None and said.at is None:
        said = replace(said, at=When(about.end))
        front["created_at"] = rfc3339(here.desk.now)
    post(here, entry, state, said, monitors, front)


def done(here: Session, slug: str, what: str, comment: int = 0) -> None:
    """Finishes an edit of the entry ``slug``; ``what`` says in the commit what it was."""

    def describe() -> Result:
        site = here.desk.edited()
        entry = next(one for one in site.entries if one.slug == slug)
        message = f"{kind_of(entry)}: {entry.title}: {what}"
        return Result(message, told_of(here.desk, slug, comment), address_of(entry, site))

    finish(here, describe)


def _text(here: Session, said: Said, state: State | Phase, title: str) -> str:
    """The text of an update: given, or written in an editor."""
    if said.parts or not attended():
        return demand_text(said.parts, title)
    here.text = written_text(f"{title}: {state}")
    return here.text
