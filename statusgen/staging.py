"""The new site while it is made beside the published one, and the step that exchanges them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from statusgen.destination import (
    aside_path,
    files_in,
    previous_path,
    put_back,
    remove,
    staging_path,
)
from statusgen.errors import CannotWrite, disk_error, disk_errors
from statusgen.exchange import exchange, flush
from statusgen.manifest import is_published
from statusgen.predecessor import FOLDER_MODE, Predecessor, set_mode

_FILE_MODE = 0o644
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_OLD_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


class Staging:
    """A folder on the file system of ``place``, made when the first file is put into it.

    Published files are linked and read, never written to: they may have other names elsewhere.
    What the site before the published one still has of them is not even linked, but moved: a
    publication costs what changes, and the folders in which something does.
    """

    def __init__(self, place: Path) -> None:
        self.root = staging_path(place, str(os.getpid()))
        self._place = place
        self._before = f"{self.root}-before"
        self._predecessor: Predecessor | None = None
        self._folders: set[str] = set()
        self._modes_are_right = True
        self.forgiving = False

    @property
    def exists(self) -> bool:
        """Whether anything was put into it."""
        return bool(self._folders)

    def begin(self) -> None:
        """Makes the folder before other processes put files into it."""
        with disk_errors(CannotWrite, self.root):
            self._make_folder("")

    def note(self, paths: Iterable[str]) -> None:
        """Takes note of files that other processes have put there."""
        for path in paths:
            while (path := path.rpartition("/")[0]) not in self._folders:
                self._folders.add(path)

    def old_is(self, path: str, data: bytes) -> bool:
        """Whether the published file can be read by everybody and holds exactly ``data``."""
        try:
            handle = os.open(f"{self._place}/{path}", _OLD_FILE)
            try:
                mode = os.fstat(handle).st_mode & 0o777
                return mode == _FILE_MODE and os.read(handle, len(data) + 1) == data
            finally:
                os.close(handle)
        except OSError:
            return False

    def write(self, path: str, data: bytes) -> None:
        """Puts a new file there, where it is ``forgiving`` in the place of an unfinished one."""
        file = f"{self.root}/{path}"
        try:
            self._make_folder(path.rpartition("/")[0])
            if self.forgiving:
                Path(file).unlink(missing_ok=True)
            self._create(file, data)
        except OSError as error:
            raise disk_error(CannotWrite, file, error) from error

    def link(self, paths: Iterable[str]) -> None:
        """Puts published files there as they are."""
        old, new = f"{self._place}/", f"{self.root}/"
        self._predecessor = self._predecessor or self._take_over()
        for path in paths:
            try:
                if self._predecessor and self._predecessor.has(path, old + path):
                    continue
                self._make_folder(path.rpartition("/")[0])
                try:
                    os.link(old + path, new + path)
                except OSError as error:
                    if error.errno not in _NO_LINKS:
                        raise
                    self._copy(old + path, new + path)
            except OSError as error:
                raise disk_error(CannotWrite, new + path, error) from error

    def publish(self, files: Mapping[str, int], sync: bool) -> tuple[str, ...]:
        """Exchanges it with the published folder when it holds exactly ``files``.

        Gives notes on what did not go as well as it should.
        """
        with disk_errors(CannotWrite, self.root):
            if self._predecessor:
                self._predecessor.move(self.root, self._folders, self._make_folder)
            if files_in(self.root) != files:
                raise CannotWrite(f"{self.root} was changed by somebody else; build again")
            if sync:
                flush(self.root)
        with disk_errors(CannotWrite, str(self._place)):
            notes = self._exchange()
        return notes + (self._flush_parent() if sync else ()) + self._keep()

    def remove(self) -> None:
        """Removes what is neither published nor kept."""
        for folder in (self.root, self._before):
            remove(folder)

    def _keep(self) -> tuple[str, ...]:
        """Keeps the site that was published until now for the next one to be made from."""
        with suppress(OSError):
            os.rename(self.root, previous_path(self._place))
        return remove(self.root) + remove(self._before)

    def _exchange(self) -> tuple[str, ...]:
        """Publishes; what was published before is at ``root`` afterwards, or removed."""
        place = str(self._place)
        if not os.path.lexists(place):
            os.rename(self.root, place)
            return ()
        if exchange(self.root, place):
            return ()
        aside = aside_path(self._place)
        try:
            os.rename(place, aside)
            os.rename(self.root, place)
        finally:
            put_back(self._place)
        gap = f"{place} was missing for a moment: this file system cannot swap folders"
        return (gap, *remove(aside))

    def _flush_parent(self) -> tuple[str, ...]:
        """Makes the exchange itself last; the site is published already, so this only notes."""
        try:
            handle = os.open(self._place.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            return (f"{self._place} may not survive a power cut: {error.strerror}",)
        return ()

    def _make_folder(self, path: str) -> None:
        """Makes a folder and those above it; the empty path is the staging folder itself."""
        if path in self._folders:
            return
        if path:
            self._make_folder(path.rpartition("/")[0])
        folder = f"{self.root}/{path}"
        try:
            os.mkdir(folder, FOLDER_MODE)
        except FileExistsError:
            if not path or not os.path.isdir(folder):
                raise
        if not path:
            self._modes_are_right = os.stat(folder).st_mode & 0o777 == FOLDER_MODE
        if not self._modes_are_right:
            set_mode(folder, FOLDER_MODE)
        self._folders.add(path)

    def _take_over(self) -> Predecessor | None:
        """The site before the published one, if it was kept and can be read."""
        kept = previous_path(self._place)
        with suppress(OSError):
            if not os.path.islink(kept) and is_published(Path(kept)):
                os.rename(kept, self._before)
                return Predecessor(self._before)
        return None

    def _create(self, file: str, data: bytes) -> None:
        handle = os.open(file, _NEW_FILE, _FILE_MODE)
        try:
            if not self._modes_are_right:
                set_mode(handle, _FILE_MODE)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)

    def _copy(self, old: str, new: str) -> None:
        """What a link would do, where there are none: the bytes and the time of ``old``."""
        with open(os.open(old, _OLD_FILE), "rb") as file:
            state = os.fstat(file.fileno())
            self._create(new, file.read())
        os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
