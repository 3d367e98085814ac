"""Many runs worked through by several processes, before anybody asks for what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from statusgen.encoding import packed, unpacked
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.shelves import Parcel
from statusgen.snapshot.runs import known, made, name, stamp
from statusgen.workers import shared_out

E = TypeVar("E", bound=Incident | Maintenance)

_MANY = 500
"""With fewer entries than this another process would take longer than the work."""

_PIECE = 8  # runs


def make_ahead(
    memory: Memory,
    kind: str,
    of: bytes,
    runs: Iterable[Sequence[E]],
    now: int,
    make: Callable[[Sequence[E]], object],
    jobs: int,
) -> bool:
    """Has the memory know what ``make`` gives of each run, for whoever asks as `lasting` does.

    What another of the ``jobs`` processes cannot say is left to whoever asks. Gives whether many
    were made.
    """
    shelf = memory.shelf(kind)
    if shelf is None or jobs < 2:
        return False
    unknown = [run for run in runs if known(memory, kind, of, run, now) is None]
    if sum(map(len, unknown)) < _MANY:
        return False
    pieces = [unknown[at : at + _PIECE] for at in range(0, len(unknown), _PIECE)]

    def said(run: Sequence[E]) -> Parcel | None:
        try:
            return shelf.packed(made(run, now, partial(make, run)))
        except ValueError:
            return None

    def work(piece: int) -> bytes:
        return packed([said(run) for run in pieces[piece]])

    for piece, report in shared_out(len(pieces), jobs, work):
        found = unpacked(report, list[Parcel | None])
        for run, parcel in zip(pieces[piece], found, strict=True):
            if parcel is not None:
                shelf.accept(name(run), stamp(run, of), parcel)
    return True
