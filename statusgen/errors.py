"""What ends a command early: one line that says what to do, and the exit code for scripts."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_ADVICE = {
    errno.ENOSPC: "free some space and try again",
    errno.EDQUOT: "free some space or ask for a larger quota, then try again",
    errno.EACCES: "check the owner and the permissions, then try again",
    errno.EPERM: "check the owner and the permissions, then try again",
    errno.EROFS: "choose a place that can be written to",
    errno.EMFILE: "raise the limit of open files (ulimit -n) and try again",
    errno.ENFILE: "close other programs and try again",
    errno.EFBIG: "raise the limit of the file size (ulimit -f) and try again",
    errno.EBUSY: "choose another folder, the system uses this one",
    errno.EIO: "check the disk and try again",
    errno.ENOTDIR: "remove the file that stands in the way, or choose another folder",
}


class StatusgenError(Exception):
    """Ends the command; the message is one line for the person who called it."""

    exit_code = 70


class UsageError(StatusgenError):
    """What was asked for makes no sense or is not safe."""

    exit_code = 2


class CannotCreate(StatusgenError):
    """A file or folder cannot be made."""

    exit_code = 73


class CannotWrite(StatusgenError):
    """Reading or writing failed half-way."""

    exit_code = 74


class Busy(StatusgenError):
    """Somebody else is doing the same at this moment."""

    exit_code = 75


def disk_error(kind: type[StatusgenError], path: str, error: OSError) -> StatusgenError:
    """``error`` as one line that names the path, the reason and what to do."""
    advice = _ADVICE.get(error.errno or 0, "remove the cause and try again")
    verb = "create" if kind is CannotCreate else "write"
    return kind(f"cannot {verb} {path}: {error.strerror or error}; {advice}")


@contextmanager
def disk_errors(kind: type[StatusgenError], path: str) -> Iterator[None]:
    """Turns every OSError of the block into ``kind``, about ``path``."""
    try:
        yield
    except OSError as error:
        raise disk_error(kind, path, error) from error
