"""Many folders read by several processes, before anybody asks for what is in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from statusgen.content.loader import Loader, place
from statusgen.content.sources import Folder
from statusgen.encoding import packed, unpacked
from statusgen.shelves import Parcel, Shelf
from statusgen.workers import shared_out

_MANY = 100
"""Of fewer folders than this another process would take longer than reading them."""

_PIECE = 64

Asked = tuple[Folder, Sequence[str], Callable[[], object]]
"""A folder, the files in it that are read, and what finds something in them."""


def read_ahead(loader: Loader, kind: str, folders: Sequence[Asked]) -> None:
    """Has the loader's memory know what is in ``folders``.

    What another process cannot say is left to whoever asks.
    """
    shelf = loader.memory.shelf(kind)
    unknown = [one for one in folders if loader.reader.known(one[0]) is None]
    if shelf is None or loader.jobs < 2 or len(unknown) < _MANY:
        return
    pieces = [unknown[at : at + _PIECE] for at in range(0, len(unknown), _PIECE)]

    def work(piece: int) -> bytes:
        return packed([_read(loader, shelf, kind, *one) for one in pieces[piece]])

    for piece, said in shared_out(len(pieces), loader.jobs, work):
        found = unpacked(said, list[tuple[bytes | None, Parcel | None]])
        for (folder, *_), (contents, parcel) in zip(pieces[piece], found, strict=True):
            if contents is not None:
                loader.reader.learn(folder, contents)
            if parcel is not None:
                shelf.accept(place(folder), contents, parcel)


def _read(
    loader: Loader,
    shelf: Shelf,
    kind: str,
    folder: Folder,
    names: Sequence[str],
    find: Callable[[], object],
) -> tuple[object, Parcel | None]:
    """What a folder contains, and what is found in it where that is not known already."""
    contents = loader.reader.contents(folder, names)
    try:
        loader.memory.kept((kind, place(folder)), contents)
    except KeyError:
        if contents is None:
            return None, None
        try:
            return contents, shelf.packed(loader.noting(find))
        except ValueError:
            return None, None
    return contents, None
