"""The time of this machine, for what takes time and is not made from content alone."""

from __future__ import annotations

import secrets
import time
from random import random


class SystemClock:
    """The time of this machine."""

    def now(self) -> int:
        """Unix seconds."""
        return int(time.time())

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)

    def share(self) -> float:
        """Anything from 0 to 1."""
        return random()  # noqa: S311 - it only spreads attempts

    def nonce(self) -> str:
        """Sixteen hexadecimal digits."""
        return secrets.token_hex(8)
