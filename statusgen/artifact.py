"""Files to publish that are not rendered yet, and the fingerprint that says whether they must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from typing import Any

from statusgen import __version__

Files = Iterable[tuple[str, bytes]]


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
    return digest(__version__, render.__module__, render.__qualname__, artifact.inputs).hex()


def digest(*values: Any) -> bytes:
    """16 bytes that are equal for equal values, on every machine and Python version."""
    state = blake2b(digest_size=16)
    for value in values:
        _feed(state, value)
    return state.digest()


def _feed(state: blake2b, value: Any) -> None:
    """Adds a value; whatever knows its own ``digest`` is not walked again."""
    known = getattr(value, "digest", None)
    if isinstance(known, bytes):
        _tagged(state, b"D", known)
    elif isinstance(value, Enum):
        _tagged(state, b"E", str(value.value).encode())
    elif isinstance(value, str):
        _tagged(state, b"S", value.encode())
    elif isinstance(value, bytes):
        _tagged(state, b"B", value)
    elif value is None or isinstance(value, bool | int | float):
        _tagged(state, b"N", repr(value).encode())
    elif isinstance(value, tuple | list):
        state.update(b"(%d" % len(value))
        for item in value:
            _feed(state, item)
    elif isinstance(value, Mapping):
        state.update(b"{%d" % len(value))
        for key, item in value.items():
            _feed(state, key)
            _feed(state, item)
    elif is_dataclass(value) and not isinstance(value, type):
        state.update(b"<")
        for field in fields(value):
            _feed(state, getattr(value, field.name))
    else:
        raise TypeError(f"an artifact cannot depend on a {type(value).__name__}")


def _tagged(state: blake2b, tag: bytes, data: bytes) -> None:
    state.update(b"%b%d:" % (tag, len(data)))
    state.update(data)
