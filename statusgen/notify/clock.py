"""The time that passes while notifications are sent, as an argument."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """What the command line has, and what tests make go as they like."""

    def now(self) -> int:
        """Unix seconds."""

    def sleep(self, seconds: float) -> None:
        """Waits."""

    def share(self) -> float:
        """Anything from 0 to 1, so that many runs do not try again at the same moment."""

    def nonce(self) -> str:
        """A word that nobody has had before."""
