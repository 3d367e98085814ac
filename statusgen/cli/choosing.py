"""Which incident, maintenance or comment is meant: by what was typed, or by asking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from statusgen.cli.composing import attended
from statusgen.content.places import did_you_mean
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk
    from statusgen.editing.present import Present
    from statusgen.model.incident import Comment, Incident
    from statusgen.model.maintenance import Maintenance

_SHOWN = 10
T = TypeVar("T")
E = TypeVar("E", bound="Incident | Maintenance")


def entry_meant(
    desk: Desk,
    entries: Sequence[E],
    words: str | None,
    kind: str,
    wanted: Callable[[Present], bool] = lambda now: now.open,
) -> E:
    """The one of ``entries`` that ``words`` mean; without words, the only one that is ``wanted``.

    ``kind`` is what they are called: incident, maintenance or both. Where it is not clear, a
    person at the terminal chooses; otherwise UsageError lists the candidates.
    """
    from statusgen.editing.finding import entries_called
    from statusgen.editing.present import present

    if words:
        found = entries_called(entries, words, desk.root)
        if not found:
            raise click.UsageError(_unknown(words, [one.slug for one in entries], kind))
        problem = f"`{sanitize(words)}` may mean more than one {kind}"
    else:
        found = [one for one in entries if wanted(present(one, desk.now))]
        problem = f"Several could be meant: name the {kind}" if found else _none(entries, kind)
    if len(found) == 1:
        return found[0]
    candidates = found or list(entries[:_SHOWN])
    lines = [_line(one, present(one, desk.now)) for one in candidates]
    return _chosen(candidates, lines, problem)


def comment_meant(comments: Sequence[Comment], words: str | None, slug: str) -> Comment:
    """The one of an entry's comments that ``words`` mean; without words, a person chooses."""
    from statusgen.editing.finding import comments_called

    found = comments_called(comments, words) if words else list(comments)
    if words and not found:
        named = sanitize(words)
        names = [Path(one.file).name for one in comments]
        raise click.UsageError(
            f"`{slug}` has no comment `{named}`: {did_you_mean(words, names) or 'it has none'}"
        )
    if words and len(found) == 1:
        return found[0]
    problem = f"`{sanitize(words)}` may mean more than one" if words else "Name the comment"
    lines = [f"{moment(one.at)}  {one.state:13}  {Path(one.file).name}" for one in found]
    return _chosen(found, lines, problem)


def moment(at: int | None) -> str:
    """A time for people: to the minute, in UTC; "" where there is none."""
    return "" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%MZ}"


def _chosen(candidates: Sequence[T], lines: Sequence[str], problem: str) -> T:
    shown = [sanitize(line) for line in lines]
    if not attended() or not candidates:
        more = len(shown) - _SHOWN
        tail = [f"and {more} more"] if more > 0 else []
        raise click.UsageError("\n  ".join([problem, *shown[:_SHOWN], *tail]))
    click.echo(f"{problem}:", err=True)
    for number, line in enumerate(shown, start=1):
        click.echo(f"  {number:2}  {line}", err=True)
    number = click.prompt("Which one", type=click.IntRange(1, len(shown)), err=True)
    return candidates[number - 1]


def _line(entry: Incident | Maintenance, now: Present) -> str:
    return f"{entry.slug}  {now.state}  {entry.title}"


def _unknown(words: str, slugs: Sequence[str], kind: str) -> str:
    from statusgen.editing.finding import undated

    dated = words != undated(words)
    known = slugs if dated else [undated(slug) for slug in slugs]
    hint = did_you_mean(words, known) or "there are none"
    return f"There is no {kind} `{sanitize(words)}`: {hint}"


def _none(entries: Sequence[Incident | Maintenance], kind: str) -> str:
    if not entries:
        return f"There is no {kind} yet."
    return f"No {kind} is open: name one"
