"""Files to publish that are not rendered yet, and the fingerprint that says whether they must be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from typing import Any

from statusgen.dataclass import dataclass

Files = Iterable[tuple[str, bytes]]

_SHAPES: dict[type[Any], tuple[bytes, tuple[str, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Artifact:
    """One or more files of the site, planned but not rendered.

    ``render(*inputs)`` gives ``(path, bytes)`` pairs and gets nothing but ``inputs``, so that
    equal inputs mean equal files. ``name`` is unique in a build; ``count`` is how many files
    there will be. Paths are relative to the site's root, with ``/``.
    """

    name: str
    render: Callable[..., Files]
    inputs: tuple[Any, ...]
    count: int = 1


def fingerprint(artifact: Artifact) -> str:
    """What decides whether an artifact must be rendered again: 32 hexadecimal digits."""
    render = artifact.render
    return digest(program(), render.__module__, render.__qualname__, artifact.inputs).hex()


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
    """Adds what stands for a value; each part says its kind and length, so that none is mistaken.

    Whatever knows its own ``digest`` is not walked again.
    """
    kind = type(value)
    if kind is str:
        written = value.encode()
        parts.append(b"S%d:%b" % (len(written), written))
    elif kind is tuple or kind is list:
        parts.append(b"(%d" % len(value))
        for item in value:
            _add(parts, item)
    elif value is None or kind is int or kind is bool or kind is float:
        parts.append(b"N%b;" % repr(value).encode())
    elif isinstance(getattr(value, "digest", None), bytes):
        parts.append(b"D%b" % value.digest)
    elif isinstance(value, Enum):
        parts.append(b"E%b;" % str(value.value).encode())
    elif kind is bytes:
        parts.append(b"B%d:%b" % (len(value), value))
    elif isinstance(value, Mapping):
        parts.append(b"{%d" % len(value))
        for key, item in value.items():
            _add(parts, key)
            _add(parts, item)
    elif is_dataclass(value):
        name, names = _shape(kind)
        parts.append(name)
        for field in names:
            _add(parts, getattr(value, field))
    else:
        raise TypeError(f"an artifact cannot depend on a {kind.__name__}")


def _shape(kind: type[Any]) -> tuple[bytes, tuple[str, ...]]:
    """What begins a dataclass, and the names of its fields."""
    if kind not in _SHAPES:
        name = f"<{kind.__module__}.{kind.__qualname__};".encode()
        _SHAPES[kind] = name, tuple(field.name for field in fields(kind))
    return _SHAPES[kind]
