"""Files as they will be: edits gather here and are checked as one site before they are saved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from errno import ENOENT
from pathlib import Path

from statusgen.content.again import Look, Remembering, scan_for
from statusgen.content.load import Loaded, load
from statusgen.content.refusals import too_large
from statusgen.content.scan import Scan
from statusgen.content.sources import Folder, Reader
from statusgen.dataclass import dataclass
from statusgen.memory import Memory

_MARK = "\ufeff".encode()


@dataclass(slots=True)
class Draft:
    """Edits of the site in ``root`` that are not saved yet.

    ``files`` holds the new bytes by path, None for a file that goes; ``seen`` what was on disk
    when it was read (None: nothing), so that a file that changed meanwhile is never overwritten.
    What edits leave alone is read once, and not even that where the ``memory`` knows it;
    ``scan`` is a look at the files that began before.
    """

    root: Path
    memory: Memory = field(default_factory=Memory)
    scan: Scan | None = None
    files: dict[str, bytes | None] = field(default_factory=dict)
    seen: dict[str, bytes | None] = field(default_factory=dict)
    _stamps: Mapping[str, bytes] | None = None
    _before: Loaded | None = None
    _edited: Loaded | None = None

    def text(self, file: str) -> str:
        """What a file says now, with Unix line ends; "" where there is none."""
        raw = self._raw(file)
        return (raw or b"").decode().removeprefix("\ufeff").replace("\r\n", "\n")

    def exists(self, file: str) -> bool:
        """Whether there is such a file now."""
        return self._raw(file) is not None

    def write(self, file: str, text: str) -> None:
        """Gives a file this text; line ends and a byte order mark stay as they are."""
        old = self._raw(file) or b""
        text = text.replace("\r\n", "\n")
        text = text.replace("\n", "\r\n") if b"\r\n" in old else text
        self._put(file, (_MARK if old.startswith(_MARK) else b"") + text.encode())

    def remove(self, file: str) -> None:
        """Lets a file go."""
        self._raw(file)
        self._put(file, None)

    def move(self, file: str, target: str) -> None:
        """Gives a file another name."""
        content = self._raw(file)
        self._raw(target)
        self._put(file, None)
        self._put(target, content)

    def take_back(self, file: str) -> None:
        """Forgets what the draft does to a file."""
        del self.files[file]
        self._edited = None

    def forget_what_stays(self) -> None:
        """Leaves out the files that are on disk what they are in the draft."""
        self.files = {file: new for file, new in self.files.items() if self.seen[file] != new}

    def before(self) -> Loaded:
        """The site without the edits, as it was when somebody first asked for it."""
        if self._before is None:
            self._before = self._loaded({})
        return self._before

    def edited(self) -> Loaded:
        """The site as it will be; read anew only after an edit."""
        if self._edited is None:
            self._edited = self._loaded(self.files)
        return self._edited

    def reader(self) -> Reader:
        """What reads the site as it will be."""
        return self._reader(self.files)

    def _loaded(self, files: Mapping[str, bytes | None]) -> Loaded:
        return load(self.root, self._reader(files), self.memory)

    def _reader(self, files: Mapping[str, bytes | None]) -> Reader:
        return _Edited(self.root, self.memory, self._look, files)

    def _look(self) -> Mapping[str, bytes]:
        """The stamps of folders when somebody first asked for the site."""
        if self._stamps is None:
            scan = self.scan or scan_for(self.root, self.memory)
            self._stamps = scan.stamps()
        return self._stamps

    def _put(self, file: str, content: bytes | None) -> None:
        self.files[file] = content
        self._edited = None

    def _raw(self, file: str) -> bytes | None:
        if file in self.files:
            return self.files[file]
        if file not in self.seen:
            self.seen[file] = on_disk(self.root / file)
        return self.seen[file]


def on_disk(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


class _Edited(Remembering):
    """Reads the site as it will be with the edits of a draft."""

    def __init__(
        self, root: Path, memory: Memory, look: Look, files: Mapping[str, bytes | None]
    ) -> None:
        super().__init__(root, memory, look)
        self._files = files
        self._edited = {file.rpartition("/")[0] for file in files}

    def known(self, folder: Folder) -> bytes | None:
        """What was known of a folder, which an edit in it makes useless."""
        return None if folder.file in self._edited else super().known(folder)

    def learn(self, folder: Folder, contents: bytes) -> None:
        """What is on disk, and not what an edit would make of it."""
        if folder.file not in self._edited:
            super().learn(folder, contents)

    def walk(self, folder: str) -> Iterator[Folder]:
        """The folders on disk and in the draft."""
        found = {one.file: one for one in super().walk(folder)}
        for file, content in self._files.items():
            if file.startswith(folder + "/"):
                _place(found, folder, file, content is not None)
        yield from (found[name] for name in sorted(found))

    def _bytes(self, file: str, limit: int) -> bytes:
        if file not in self._files:
            return super()._bytes(file, limit)
        content = self._files[file]
        if content is None:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), file)
        if len(content) > limit:
            raise too_large(file, len(content), limit)
        return content


def _place(found: dict[str, Folder], top: str, file: str, there: bool) -> None:
    """Enters a file, and the folders down to it, into what was found; or takes it out."""
    parent, _, name = file.rpartition("/")
    old = found.get(parent, Folder(parent, (), ()))
    names = {*old.files, name} if there else {*old.files} - {name}
    found[parent] = Folder(parent, old.folders, tuple(sorted(names)))
    while parent != top:
        parent, _, name = parent.rpartition("/")
        old = found.get(parent, Folder(parent, (), ()))
        if name not in old.folders:
            found[parent] = Folder(parent, tuple(sorted({*old.folders, name})), old.files)
