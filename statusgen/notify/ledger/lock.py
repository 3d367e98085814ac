"""One run at a time on this machine: the system lets go of the lock when a run ends or dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from statusgen.errors import Busy, CannotCreate, disk_errors
from statusgen.notify.clock import Clock

PATIENCE = 600
"""Seconds to wait for another run."""


@contextmanager
def held(path: Path, clock: Clock) -> Iterator[None]:
    """Waits for the lock and keeps it; Busy when another run takes too long."""
    import fcntl

    with disk_errors(CannotCreate, str(path)):
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        until = clock.now() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if clock.now() >= until:
                    message = "another `statusgen notify` is at work; wait for it and try again"
                    raise Busy(message) from error
                clock.sleep(0.1)
        yield
    finally:
        os.close(lock)
