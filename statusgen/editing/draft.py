"""Files as they will be: edits gather here and are checked as one site before they are saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from pathlib import Path

from statusgen.content.characters import Source, decode
from statusgen.content.load import Loaded, load
from statusgen.content.sources import Folder, Reader
from statusgen.dataclass import dataclass
from statusgen.memory import Memory
from statusgen.rules import problem

_MARK = "\ufeff".encode()


@dataclass(slots=True)
class Draft:
    """Edits of the site in ``root`` that are not saved yet.

    ``files`` holds the new bytes by path, None for a file that goes; ``seen`` what was on disk
    when it was read (None: nothing), so that a file that changed meanwhile is never overwritten.
    What edits leave alone is read once.
    """

    root: Path
    files: dict[str, bytes | None] = field(default_factory=dict)
    seen: dict[str, bytes | None] = field(default_factory=dict)
    _memory: Memory = field(default_factory=Memory)
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
            self._before = load(self.root, _Edited(self.root, {}), self._memory)
        return self._before

    def edited(self) -> Loaded:
        """The site as it will be; read anew only after an edit."""
        if self._edited is None:
            self._edited = load(self.root, self.reader(), self._memory)
        return self._edited

    def reader(self) -> Reader:
        """What reads the site as it will be."""
        return _Edited(self.root, self.files)

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


class _Edited(Reader):
    """Reads the site as it will be with the edits of a draft."""

    def __init__(self, root: Path, files: dict[str, bytes | None]) -> None:
        super().__init__(root)
        self._files = files

    def read(self, file: str, *, optional: bool = False, limit: int = 256 * 1024) -> Source | None:
        """The text of a file, from the draft where it has one."""
        content = self._files.get(file)
        if content is not None and len(content) > limit:
            message = f"the file has {len(content):,} bytes; {limit:,} are allowed"
            self.problems.append(problem("file-too-large", file, message, hint="shorten it"))
            return None
        if content is not None:
            return decode(file, content, self.problems)
        return None if file in self._files else super().read(file, optional=optional, limit=limit)

    def known(self, folder: Folder) -> object:
        """The names in a folder, and what the draft says of its files."""
        return folder, tuple(self._by_folder.get(folder.file, ()))

    @cached_property
    def _by_folder(self) -> dict[str, list[tuple[str, bytes | None]]]:
        """The files of the draft by the folders in which they are."""
        found: dict[str, list[tuple[str, bytes | None]]] = {}
        for file, content in self._files.items():
            found.setdefault(file.rpartition("/")[0], []).append((file, content))
        return found

    def walk(self, folder: str) -> Iterator[Folder]:
        """The folders on disk and in the draft."""
        found = {one.file: one for one in super().walk(folder)}
        for file, content in self._files.items():
            if file.startswith(folder + "/"):
                _place(found, folder, file, content is not None)
        yield from (found[name] for name in sorted(found))


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
