"""Many folders read by several processes, before anybody asks for what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from statusgen.content.loader import Find, Loader, Names
from statusgen.content.sources import Folder
from statusgen.encoding import packed, unpacked
from statusgen.shelves import Parcel, Shelf
from statusgen.workers import shared_out

_MANY = 100
"""Of fewer folders than this another process would take longer than reading them."""

_PIECE = 64


def read_ahead(
    loader: Loader, kind: str, folders: Sequence[Folder], names: Names, find: Find[object]
) -> None:
    """Has the loader's memory know what ``find`` finds in the files ``names`` of ``folders``.

    What another process cannot say is left to whoever asks.
    """
    shelf = loader.memory.shelf(kind)
    if shelf is None or loader.jobs < 2:
        return
    unknown = [one for one in folders if loader.reader.known(one) is None]
    if len(unknown) < _MANY:
        return
    pieces = [unknown[at : at + _PIECE] for at in range(0, len(unknown), _PIECE)]

    def work(piece: int) -> bytes:
        return packed([_read(loader, shelf, kind, one, names, find) for one in pieces[piece]])

    for piece, said in shared_out(len(pieces), loader.jobs, work):
        found = unpacked(said, list[tuple[bytes | None, Parcel | None]])
        for folder, (contents, parcel) in zip(pieces[piece], found, strict=True):
            if contents is not None:
                loader.reader.learn(folder, contents)
            if parcel is not None:
                shelf.accept(folder.file, contents, parcel)


def _read(
    loader: Loader,
    shelf: Shelf,
    kind: str,
    folder: Folder,
    names: Names,
    find: Find[object],
) -> tuple[object, Parcel | None]:
    """What a folder contains, and what is found in it where that is not known already."""
    contents = loader.reader.contents(folder, names(folder))
    try:
        loader.memory.kept((kind, folder.file), contents)
    except KeyError:
        if contents is None:
            return None, None
        try:
            return contents, shelf.packed(loader.noting(partial(find, folder)))
        except ValueError:
            return None, None
    return contents, None
