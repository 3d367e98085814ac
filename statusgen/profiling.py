"""Where the time of a build goes, for whoever asks: by phase, and by what renders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field

from statusgen.dataclass import dataclass

_current: ContextVar[Profile | None] = ContextVar("profile", default=None)


@dataclass(slots=True)
class Rendering:
    """What one kind of artifact took: seconds of rendering and writing, its files, their bytes."""

    seconds: float = 0.0
    files: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Profile:
    """Seconds by phase, and by what rendered. ``clock`` gives seconds from any beginning."""

    clock: Callable[[], float]
    phases: dict[str, float] = field(default_factory=dict)
    renderings: dict[str, Rendering] = field(default_factory=dict)


@contextmanager
def profiled(clock: Callable[[], float]) -> Iterator[Profile]:
    """Measures what the block does; without it nothing is measured anywhere."""
    profile = Profile(clock)
    token = _current.set(profile)
    try:
        yield profile
    finally:
        _current.reset(token)


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Adds the time of the block to a phase."""
    profile = _current.get()
    if profile is None:
        yield
        return
    began = profile.clock()
    try:
        yield
    finally:
        profile.phases[name] = profile.phases.get(name, 0.0) + profile.clock() - began


def ticks() -> float:
    """The clock of whoever measures, in seconds; 0 where nobody does."""
    profile = _current.get()
    return profile.clock() if profile else 0.0


def rendered(what: str, seconds: float, sizes: list[int]) -> None:
    """Notes what rendering took, in this process or in another, and the bytes of each file."""
    profile = _current.get()
    if profile:
        found = profile.renderings.setdefault(what, Rendering())
        found.seconds += seconds
        found.files += len(sizes)
        found.bytes += sum(sizes)
