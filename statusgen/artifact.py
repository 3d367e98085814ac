"""Files to publish that are not rendered yet, and the fingerprint that says whether they must be."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from hashlib import blake2b
from itertools import pairwise
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar, TypeVarTuple

from statusgen.dataclass import dataclass

Files = Iterable[tuple[str, bytes]]

Inputs = TypeVarTuple("Inputs")

Writer = Callable[[list[bytes], Any], None]
"""Adds what stands for a value of one class."""

_CUT = 8
"""One digest in 32 ends with less than that."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One or more files of the site, planned but not rendered.

    ``render(*inputs)`` gives ``(path, bytes)`` pairs and gets nothing but ``inputs``, so that
    equal inputs mean equal files. ``name`` is unique in a build; ``files`` is how many files
    there will be, or what says so of the inputs. Paths are relative to the site's root, with ``/``.
    """

    name: str
    render: Callable[..., Files]
    inputs: tuple[Any, ...]
    files: int | Callable[..., int] = 1

    @property
    def count(self) -> int:
        """How many files there will be."""
        return self.files if isinstance(self.files, int) else self.files(*self.inputs)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Artifacts that are planned together, and only where something about them changed.

    ``mark`` stands for everything that ``plan`` makes them of: while it is the same, so are their
    names and fingerprints. ``name`` is unique among runs.
    """

    name: str
    mark: bytes
    plan: Callable[[], Iterable[Artifact]]

    @classmethod
    def of(cls, name: str, plan: Callable[[*Inputs], Iterable[Artifact]], *inputs: *Inputs) -> Run:
        """What ``plan(*inputs)`` gives; it gets nothing else, so that nothing is missing in the mark."""
        return cls(name, digest(code(plan), *inputs), partial(plan, *inputs))


def each(planned: Iterable[Artifact | Run]) -> Iterator[Artifact]:
    """The artifacts, those of runs too."""
    for one in planned:
        if isinstance(one, Run):
            yield from one.plan()
        else:
            yield one


class Digested(Protocol):
    """A value with a ``digest`` of 16 bytes, which stands for everything in it."""

    @property
    def digest(self) -> bytes:
        """The 16 bytes."""


Value = TypeVar("Value", bound=Digested)


@dataclass(frozen=True, slots=True)
class Batch(Generic[Value]):
    """Many values as one input: their digests are joined, and nothing is looked into."""

    values: tuple[Value, ...]
    digest: bytes


def batch(
    values: Iterable[Value], of: Callable[[Value], bytes] = attrgetter("digest")
) -> Batch[Value]:
    """Values in this order as one input; ``of`` gives what stands for all that is looked at in one."""
    found = tuple(values)
    return Batch(found, digest(b"".join(map(of, found))))


def cut(values: Sequence[Value], alone: Collection[int] = ()) -> Iterator[Sequence[Value]]:
    """Values in runs, cut before some of which the digest says so: an edit moves no cut far from it.

    Those of the numbers in ``alone`` are runs of their own.
    """
    cuts = {index for index, value in enumerate(values) if value.digest[-1] < _CUT}
    cuts.update((0, len(values)), alone, [index + 1 for index in alone])
    return (values[begin:end] for begin, end in pairwise(sorted(cuts)))


def fingerprint(artifact: Artifact) -> str:
    """What decides whether an artifact must be rendered again: 32 hexadecimal digits."""
    parts = [code(artifact.render)]
    for value in artifact.inputs:
        _add(parts, value)
    return blake2b(b"".join(parts), digest_size=16).hexdigest()


@cache
def code(function: Callable[..., Any]) -> bytes:
    """A digest that stands for a function of this package, and for all that it calls."""
    return digest(program(), function.__module__, function.__qualname__)


@cache
def program() -> bytes:
    """A digest of this package's own source: other code may make other files of equal inputs."""
    sources = []
    for name, path in sorted(_sources(os.path.dirname(__file__), "")):
        with open(path, "rb", buffering=0) as file:
            sources.append((name, file.read()))
    return digest(sources)


def _sources(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """The names of all source files below a folder, with ``/`` on every machine, and their paths."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield prefix + entry.name, entry.path
            elif "." not in entry.name and entry.is_dir(follow_symlinks=False):
                yield from _sources(entry.path, f"{prefix}{entry.name}/")


def digest(*values: Any) -> bytes:
    """16 bytes that are equal for equal values, on every machine and Python version."""
    parts: list[bytes] = []
    for value in values:
        _add(parts, value)
    return blake2b(b"".join(parts), digest_size=16).digest()


def _add(parts: list[bytes], value: Any) -> None:
    """Adds what stands for a value; each part says its kind and length, so that none is mistaken."""
    kind = type(value)
    write = _WRITERS.get(kind)
    if write is None:
        write = _WRITERS[kind] = _writer(kind, value)
    write(parts, value)


def _writer(kind: type[Any], value: Any) -> Writer:
    """How values of a class are added. Whatever knows its own ``digest`` is not walked again."""
    if isinstance(getattr(value, "digest", None), bytes):
        return _add_digest
    if isinstance(value, Enum):
        return _add_enum
    if isinstance(value, tuple):
        return _add_sequence
    if isinstance(value, Mapping):
        return _add_mapping
    if is_dataclass(value):
        begin = f"<{kind.__module__}.{kind.__qualname__};".encode()
        return partial(_add_dataclass, begin, tuple(field.name for field in fields(kind)))
    if isinstance(value, Sequence):
        return _add_sequence
    raise TypeError(f"an artifact cannot depend on a {kind.__name__}")


def _add_text(parts: list[bytes], value: str) -> None:
    written = value.encode()
    parts.append(b"S%d:%b" % (len(written), written))


def _add_bytes(parts: list[bytes], value: bytes) -> None:
    parts.append(b"B%d:%b" % (len(value), value))


def _add_plain(parts: list[bytes], value: object) -> None:
    parts.append(b"N%b;" % repr(value).encode())


def _add_digest(parts: list[bytes], value: Any) -> None:
    parts.append(b"D%b" % value.digest)


def _add_enum(parts: list[bytes], value: Enum) -> None:
    parts.append(b"E%b;" % str(value.value).encode())


def _add_sequence(parts: list[bytes], value: Sequence[Any]) -> None:
    parts.append(b"(%d" % len(value))
    for item in value:
        _add(parts, item)


def _add_mapping(parts: list[bytes], value: Mapping[Any, Any]) -> None:
    parts.append(b"{%d" % len(value))
    for key, item in value.items():
        _add(parts, key)
        _add(parts, item)


def _add_dataclass(begin: bytes, names: tuple[str, ...], parts: list[bytes], value: Any) -> None:
    parts.append(begin)
    for name in names:
        _add(parts, getattr(value, name))


_WRITERS: dict[type[Any], Writer] = {
    str: _add_text,
    bytes: _add_bytes,
    tuple: _add_sequence,
    list: _add_sequence,
    **dict.fromkeys((type(None), int, bool, float), _add_plain),
}
