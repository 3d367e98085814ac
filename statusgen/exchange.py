"""Lets two folders change places in one step, and makes writes last."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from statusgen.libc import last_errno, libc

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_SYSCALL_NUMBERS = {"x86_64": 316, "aarch64": 276}
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def exchange(one: str, other: str) -> bool:
    """Swaps two folders atomically.

    False when this system or this file system cannot do that (nothing happened then);
    OSError when it could but failed.
    """
    swap = _swap()
    if swap is None:
        return False
    if swap(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = last_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), other)


def flush(folder: str) -> None:
    """Waits until all that was written to the file system of ``folder`` is on the disk."""
    syncfs = getattr(libc(), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if syncfs(handle) != 0:
            code = last_errno()
            raise OSError(code, os.strerror(code), folder)
    finally:
        os.close(handle)


@cache
def _swap() -> Callable[[bytes, bytes], int] | None:
    """The system's way to swap two paths: 0, or -1 and errno; None where there is none."""
    functions = libc()
    if sys.platform == "darwin":
        return lambda one, other: int(functions.renamex_np(one, other, _RENAME_SWAP))
    rename = getattr(functions, "renameat2", None) or _renameat2_by_number(functions)
    if rename is None:
        return None
    return lambda one, other: int(rename(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))


def _renameat2_by_number(functions: Any) -> Callable[..., Any] | None:
    """For C libraries that do not name the call, such as older musl in Alpine images."""
    number = _SYSCALL_NUMBERS.get(os.uname().machine) if sys.platform == "linux" else None
    return partial(functions.syscall, number) if number else None
