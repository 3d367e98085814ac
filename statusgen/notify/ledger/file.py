"""The ledger as a file, for sites without git."""

from __future__ import annotations

import os
from pathlib import Path

from statusgen.errors import CannotWrite, UsageError, disk_errors


class FileStore:
    """A file that is replaced as a whole; whoever uses it holds the lock beside it."""

    exclusive = True

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._path = path

    @property
    def lock(self) -> Path:
        """The file that is locked; it stays."""
        return self._path.with_name(f".{self._path.name}.lock")

    def read(self) -> str | None:
        """The text, or None where there is no file."""
        try:
            return self._path.read_text("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise UsageError(f"cannot read the ledger {self.place}: {reason}") from error

    def swap(self, text: str, note: str, *, anew: bool) -> bool:
        """Always succeeds, as nobody else writes while the lock is held."""
        draft = self._path.with_name(f".{self._path.name}.new")
        with disk_errors(CannotWrite, self.place):
            with draft.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        return True
