"""Many folders read by several processes, before anybody asks for what is in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from statusgen.content.loader import Kept, Loader, place
from statusgen.content.sources import Folder
from statusgen.encoding import packed, unpacked
from statusgen.workers import shared_out

_MANY = 100
"""Of fewer folders than this another process would take longer than reading them."""

_PIECE = 64

Asked = tuple[Folder, Sequence[str], Callable[[], Any]]
"""A folder, the files in it that are read, and what finds something in them."""


def read_ahead(loader: Loader, kind: str, shape: Any, folders: Sequence[Asked]) -> None:
    """Has the loader's memory know what is in ``folders``; ``shape`` is the type of that.

    What another process cannot say is left to whoever asks.
    """
    if loader.jobs < 2:
        return
    unknown = [one for one in folders if loader.reader.known(one[0]) is None]
    if len(unknown) < _MANY:
        return
    pieces = [unknown[at : at + _PIECE] for at in range(0, len(unknown), _PIECE)]
    found = list[tuple[bytes | None, Kept[shape] | None]]

    def work(piece: int) -> bytes:
        return packed([_read(loader, kind, *one) for one in pieces[piece]])

    for piece, said in shared_out(len(pieces), loader.jobs, work):
        for (folder, *_), (contents, kept) in zip(
            pieces[piece], unpacked(said, found), strict=True
        ):
            if contents is not None:
                loader.reader.learn(folder, contents)
            if kept is not None:
                loader.memory.keep((kind, place(folder)), contents, kept)


def _read(
    loader: Loader, kind: str, folder: Folder, names: Sequence[str], find: Callable[[], Any]
) -> tuple[object, Kept[Any] | None]:
    """What a folder contains, and what is found in it where that is not known already."""
    contents = loader.reader.contents(folder, names)
    try:
        loader.memory.kept((kind, place(folder)), contents)
    except KeyError:
        return contents, None if contents is None else loader.noting(find)
    return contents, None
