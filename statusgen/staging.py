"""The new site while it is made beside the published one, and the step that exchanges them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

from statusgen.destination import aside_path, previous_path, put_back, remove, staging_path
from statusgen.errors import CannotWrite, disk_error, disk_errors
from statusgen.exchange import exchange, flush
from statusgen.listing import NOTHING, listing
from statusgen.manifest import is_published
from statusgen.oldsite import FILE_MODE, READ, OldSite, are_in
from statusgen.predecessor import FOLDER_MODE, Predecessor
from statusgen.remembered import Differences, Stamp, stamp

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_KNOWN = 4_096  # folders; a site may have a hundred times as many, and be done with them
_LOOKED_AT = 2_000  # written files, before they are published
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
        self._folders: set[str] = set()
        self._modes_are_right = True
        self.forgiving = False
        self.kept: Stamp | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was put into it."""
        return bool(self._folders)

    def begin(self) -> None:
        """Makes the folder before other processes put files into it."""
        with disk_errors(CannotWrite, self.root):
            self._make_folder("")

    def write(self, path: str, data: bytes) -> None:
        """Puts a new file there, where it is ``forgiving`` in the place of an unfinished one.

        OSError where there is a file already, or a folder, or a file where a folder is needed.
        """
        self._make_folder(path.rpartition("/")[0])
        file = f"{self.root}/{path}"
        if self.forgiving:
            Path(file).unlink(missing_ok=True)
        self._create(file, data)

    def complete(
        self,
        old: OldSite,
        changed: Callable[[], Iterable[str]],
        rest: Callable[[], Iterable[str]],
    ) -> None:
        """Adds what stays as it is: all but the paths that ``changed``, which are new or gone.

        It is what ``rest`` gives, which is asked for only where all of it must be linked, and
        ``changed`` where that need not be.
        """
        with disk_errors(CannotWrite, self.root):
            self._make_folder("")
            before = self._take_over(old)
            if before is None:
                self._link(rest())
                return
            other = frozenset(changed())
            self._link(before.differences.published - other)
            before.move(other)

    def publish(
        self, written: Iterable[tuple[str, int]], count: int, sync: bool
    ) -> tuple[str, ...]:
        """Exchanges it with the published folder, if the ``count`` files ``written`` are there.

        They are paths with the bytes of each; of very many only some are looked at. Gives notes on
        what did not go as well as it should. ``kept`` is the stamp of the site before afterwards,
        where that could be kept.
        """
        with disk_errors(CannotWrite, self.root):
            if not are_in(self.root, islice(written, 0, None, count // _LOOKED_AT + 1)):
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
        kept = previous_path(self._place)
        with suppress(OSError):
            os.utime(self.root)  # since when readers do not see it
            os.rename(self.root, kept)
            self.kept = stamp(kept)
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
            _set_mode(folder, FOLDER_MODE)
        if len(self._folders) >= _KNOWN:
            self._folders = {""}
        self._folders.add(path)

    def _take_over(self, old: OldSite) -> Predecessor | None:
        """The site before the published one, if it was kept and can be read."""
        kept = previous_path(self._place)
        with suppress(OSError):
            if os.path.islink(kept) or not is_published(Path(kept)):
                return None
            known = old.remembered
            is_known = known and known.previous and known.previous == stamp(kept)
            os.rename(kept, self._before)
            differences = known.differences if known and is_known else self._compared(old)
            return Predecessor(self._before, differences, self.root, self._make_folder)
        return None

    def _compared(self, old: OldSite) -> Differences:
        """Where the site before is another one; others may have changed its folders' modes."""
        before = listing(self._before, FOLDER_MODE)
        found = {path: one for path, one in old.found.items() if one != NOTHING}
        published = {path for path, one in found.items() if before.get(path) != one}
        gone = before.keys() - found.keys()
        return Differences(frozenset(published), frozenset(gone))

    def _link(self, paths: Iterable[str]) -> None:
        """Puts published files there as they are."""
        old, new = f"{self._place}/", f"{self.root}/"
        for path in paths:
            self._make_folder(path.rpartition("/")[0])
            try:
                os.link(old + path, new + path)
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise disk_error(CannotWrite, new + path, error) from error
                self._copy(old + path, new + path)

    def _create(self, file: str, data: bytes) -> None:
        handle = os.open(file, _NEW_FILE, FILE_MODE)
        try:
            if not self._modes_are_right:
                _set_mode(handle, FILE_MODE)
            done = os.write(handle, data)
            while done < len(data):
                done += os.write(handle, memoryview(data)[done:])
        finally:
            os.close(handle)

    def _copy(self, old: str, new: str) -> None:
        """What a link would do, where there are none: the bytes and the time of ``old``."""
        with open(os.open(old, READ), "rb") as file:
            state = os.fstat(file.fileno())
            self._create(new, file.read())
        os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))


def _set_mode(file: str | int, mode: int) -> None:
    """Undoes the umask; file systems without modes refuse, and there it does not matter."""
    with suppress(PermissionError):
        os.chmod(file, mode)
