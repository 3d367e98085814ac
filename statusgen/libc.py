"""The C library, for what Python has no words for: the only door to ctypes."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def libc() -> Any:
    """Its functions; one that it has not raises AttributeError."""
    from ctypes import CDLL

    return CDLL(None, use_errno=True)


def last_errno() -> int:
    """Why its last function failed."""
    from ctypes import get_errno

    return get_errno()


def give_back_memory() -> None:
    """Gives the system the pages that nothing is in any more; glibc keeps them unless it is told."""
    trim = getattr(libc(), "malloc_trim", None)
    if trim is not None:
        trim(0)
