"""The files of a source: ordinary ones alone, of a size that can be; every other one is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from statusgen.importers.losses import Losses, Place

_MEGABYTE = 1024 * 1024


def files_below(root: Path, folder: str, losses: Losses) -> Iterator[tuple[Path, str]]:
    """The files below a folder of ``root``, each with its path from there, in the order of those.

    Hidden ones are passed over; links are not followed, but told.
    """
    waiting = [root / folder]
    while waiting:
        path = waiting.pop()
        file = _shown(path, root)
        if path.is_symlink() and path != root / folder:
            losses.left_out(Place(file), "the file", "links are not followed")
        elif path.is_dir():
            waiting += sorted(_listed(path, file, losses), reverse=True)
        elif path != root / folder:
            yield path, file


def contents(path: Path, file: str, largest: int, losses: Losses) -> bytes | None:
    """The bytes of a file of at most ``largest`` megabytes; None after telling why not."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
            if not S_ISREG(os.fstat(stream.fileno()).st_mode):
                losses.left_out(Place(file), "the file", "it is no ordinary file")
                return None
            raw = stream.read(largest * _MEGABYTE + 1)
    except OSError as error:
        losses.left_out(Place(file), "the file", f"it cannot be read: {error.strerror}")
        return None
    if len(raw) > largest * _MEGABYTE:
        losses.left_out(Place(file), "the file", f"it is larger than {largest} MB")
        return None
    return raw


def text_of(path: Path, file: str, largest: int, losses: Losses) -> str | None:
    """The text of a file, its lines ended by line feeds; what is not UTF-8 in it is told."""
    raw = contents(path, file, largest, losses)
    if raw is None:
        return None
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in raw:
        losses.changed(Place(file), "bytes", "�", "some bytes are not UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _listed(path: Path, file: str, losses: Losses) -> list[Path]:
    try:
        return [one for one in path.iterdir() if not one.name.startswith(".")]
    except OSError as error:
        losses.left_out(Place(file), "the folder", f"it cannot be read: {error.strerror}")
        return []


def _shown(path: Path, root: Path) -> str:
    """A path from the root, readable whatever bytes it is made of."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", errors="replace")
