"""Entries in runs: thousands that stayed the same cost a look at a few hundred, not at each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from statusgen.artifact import cut
from statusgen.dataclass import dataclass
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.snapshot.moments import around

E = TypeVar("E", bound=Incident | Maintenance)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Lasting(Generic[T_co]):
    """A value that holds while the clock shows ``since`` or more, and less than ``until``.

    Both are Unix seconds. ``until`` None: it holds for ever.
    """

    value: T_co
    since: int
    until: int | None


def runs(entries: Sequence[E]) -> Iterator[Sequence[E]]:
    """The entries in runs. What recurs is alone: the clock changes it often."""
    numbered = enumerate(entries)
    return cut(entries, [n for n, one in numbered if isinstance(one, Maintenance) and one.rrule])


def lasting(
    memory: Memory,
    kind: str,
    of: bytes,
    run: Sequence[Incident | Maintenance],
    now: int,
    make: Callable[[], T],
) -> Lasting[T]:
    """What ``make`` gives of a run: not made again while it is the same run, ``of`` is the same,
    and no moment of an entry in it passes.
    """
    found = known(memory, kind, of, run, now)
    if found is None:
        found = made(run, now, make)
        memory.keep((kind, name(run)), stamp(run, of), found)
    return found


def known(
    memory: Memory, kind: str, of: bytes, run: Sequence[Incident | Maintenance], now: int
) -> Lasting[Any] | None:
    """What was made of a run and still holds; None where nothing was, or does."""
    try:
        found: Lasting[Any] = memory.kept((kind, name(run)), stamp(run, of))
    except KeyError:
        return None
    return found if found.since <= now and (found.until is None or now < found.until) else None


def made(run: Sequence[Incident | Maintenance], now: int, make: Callable[[], T]) -> Lasting[T]:
    """What ``make`` gives of a run, and while it holds."""
    return Lasting(make(), *_holds(run, now))


def name(run: Sequence[Incident | Maintenance]) -> str:
    """What a run is called in a memory."""
    return run[0].file


def stamp(run: Iterable[Incident | Maintenance], of: bytes) -> bytes:
    """What stands for all entries of a run, and for what else something is made of."""
    every = blake2b(b"".join([entry.digest for entry in run]), digest_size=16)
    return every.digest() + of


def _holds(run: Iterable[Incident | Maintenance], now: int) -> tuple[int, int | None]:
    """The last moment of all entries until ``now``, and the next."""
    times = [around(entry, now) for entry in run]
    since = max(past for past, _ in times)
    return since, min((coming for _, coming in times if coming is not None), default=None)
