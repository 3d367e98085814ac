"""Which entries a list shows: by habit the open ones and the newest, else what is asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from statusgen.cli import completing
from statusgen.cli.moments import Moment, When
from statusgen.dataclass import dataclass

if TYPE_CHECKING:
    from statusgen.editing.present import Present
    from statusgen.model.incident import Incident
    from statusgen.model.maintenance import Maintenance

RECENT = 10
"""How many entries are listed by habit, open ones or not."""

E = TypeVar("E", bound="Incident | Maintenance")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are listed; without ``everything`` and other wishes the open and the last 10."""

    only_open: bool = False
    everything: bool = False
    monitor: str | None = None
    state: str | None = None
    since: When | None = None
    limit: int | None = None

    @property
    def by_habit(self) -> bool:
        """Whether nobody asked for anything."""
        narrowed = (self.monitor, self.state, self.since, self.limit)
        return not self.only_open and not self.everything and narrowed == (None,) * 4


def listed(entries: Sequence[E], chosen: Filter, now: int) -> list[tuple[E, Present]]:
    """The entries that a filter lets through, newest first, and where each stands."""
    from statusgen.editing.present import present

    found = [(one, present(one, now)) for one in entries]
    if chosen.by_habit:
        return [pair for place, pair in enumerate(found) if pair[1].open or place < RECENT]
    since = None if chosen.since is None else chosen.since.at(now)
    kept = [
        (one, stands)
        for one, stands in found
        if (stands.open or not chosen.only_open)
        and (chosen.monitor is None or chosen.monitor in _named(one))
        and chosen.state in (None, str(stands.state))
        and (since is None or max(stands.start, stands.end or 0) >= since or stands.open)
    ]
    return kept[: chosen.limit]


def filtering(states: Sequence[str]) -> Callable[[F], F]:
    """Gives a list its options; those that narrow it down arrive as ``chosen``."""
    options = (
        click.option("--open", "only_open", is_flag=True, help="Only what is open or to come."),
        click.option("--all", "everything", is_flag=True, help="All of them."),
        click.option(
            "--monitor",
            metavar="TAG",
            shell_complete=completing.offer(completing.monitors),
            help="Only what names this monitor.",
        ),
        click.option(
            "--state",
            metavar="STATE",
            type=click.Choice(states, case_sensitive=False),
            help="Only these.",
        ),
        click.option(
            "--since", type=Moment(past=True), help="Only what went on since, such as 7d."
        ),
        click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON."),
    )

    def decorate(command: F) -> F:
        @functools.wraps(command)
        def wrapped(
            *words: Any,
            only_open: bool,
            everything: bool,
            monitor: str | None,
            state: str | None,
            since: When | None,
            limit: int | None,
            **rest: Any,
        ) -> Any:
            chosen = Filter(only_open, everything, monitor, state, since, limit)
            return command(*words, chosen=chosen, **rest)

        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped  # type: ignore[return-value]

    return decorate


def _named(entry: Incident | Maintenance) -> set[str]:
    """Every monitor that an entry ever named."""
    return {*entry.monitors, *(tag for one in entry.comments for tag in one.monitors)}
