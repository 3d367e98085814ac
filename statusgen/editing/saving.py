"""The one place where edits reach the disk: one writer at a time, and all of a draft or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.editing.draft import Draft, on_disk
from statusgen.errors import CannotWrite
from statusgen.git.commits import commit


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Lets one writer in at a time; the others wait."""
    lock = _lock(root / "content")
    try:
        yield
    finally:
        os.close(lock)


def _lock(folder: Path) -> int:
    """A descriptor that holds the lock: of the folder itself, so that nothing is left behind."""
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:  # NFS locks what is open for writing alone, which no folder is
        os.close(descriptor)
        descriptor = os.open(folder / ".statusgen.lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def save(draft: Draft, message: str = "") -> None:
    """Writes all edits of a draft and, with a ``message``, makes them one commit.

    CannotWrite where a file was changed meanwhile, or disk or git refuse: then nothing is changed.
    """
    _write(draft)
    if not message:
        return
    try:
        commit(draft.root, draft.files, message)
    except BaseException:
        _restore(draft, draft.files)
        raise


def _write(draft: Draft) -> None:
    """Each file is replaced whole; should one fail, those before it are put back."""
    for file, content in draft.seen.items():
        if file in draft.files and on_disk(draft.root / file) != content:
            raise CannotWrite(f"{file} was changed by somebody else meanwhile; try again")
    done: list[str] = []
    try:
        for file, content in draft.files.items():
            done.append(file)
            _put(draft.root, file, content)
    except OSError as error:
        _restore(draft, done)
        raise CannotWrite(f"cannot write {file}: {error.strerror}; nothing was changed") from error
    except BaseException:
        _restore(draft, done)
        raise


def _restore(draft: Draft, files: Iterable[str]) -> None:
    """Puts back what was there before."""
    for file in reversed(list(files)):
        _put(draft.root, file, draft.seen.get(file))


def _put(root: Path, file: str, content: bytes | None) -> None:
    path = root / file
    above = [one for one in path.parents if one != root and one.is_relative_to(root)]
    if any(one.is_symlink() for one in above):
        raise CannotWrite(f"{file} is behind a symbolic link; nothing was changed")
    if content is None:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
        _sweep(root, path.parent)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _sweep(root: Path, folder: Path) -> None:
    """Empty folders mean nothing to git: they go with their last file."""
    try:
        while folder != root:
            folder.rmdir()
            folder = folder.parent
    except OSError:
        pass
