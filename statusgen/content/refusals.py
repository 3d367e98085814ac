"""Why a file or a folder of a site is not read, whether it is on disk or in git."""

from __future__ import annotations

from statusgen.content.characters import shown_path
from statusgen.rules import problem

_DEEPEST = 32


class Refused(Exception):
    """Something that is not read, and the diagnostic that says why."""

    def __init__(self, code: str, path: str, message: str, hint: str) -> None:
        self.found = problem(code, shown_path(path), message, hint=hint)


def too_large(file: str, size: int, limit: int) -> Refused:
    """Why a file of ``size`` bytes is not read."""
    message = f"the file has {size:,} bytes; {limit:,} are allowed"
    return Refused("file-too-large", file, message, "shorten or split it")


def is_link(path: str) -> Refused:
    """Why a symbolic link is not followed."""
    hint = "put the file or folder itself here: links are never followed"
    return Refused("symlink", path, "this is a symbolic link", hint)


def is_odd(path: str) -> Refused:
    """Why what is neither a file nor a folder is not read."""
    return Refused("not-a-file", path, "this is neither a file nor a folder", "remove it")


def no_folder(path: str) -> Refused:
    """Why nothing is read below what is no folder."""
    message = "this is no folder, but a folder belongs here"
    return Refused(
        "not-a-file", path, message, "make a folder of this name and put the file into it"
    )


def hidden_name(path: str) -> Refused | None:
    """Why a path is not read of which something cannot be shown; None where all of it can."""
    shown = shown_path(path)
    if shown == path:
        return None
    message = f"`{shown.rpartition('/')[2]}` has characters that cannot be shown"
    return Refused("bad-file-name", path, message, "use letters, digits, `-`, `_` and `.`")


def require_near(folder: str) -> None:
    """Refuses a folder that lies too deep, or a path that leads out of the site."""
    names = folder.split("/") if folder else []
    if len(names) > _DEEPEST or not {"", ".", ".."}.isdisjoint(names):
        message = f"a path goes down from the site's folder, at most {_DEEPEST} folders deep"
        raise Refused("bad-file-name", folder, message, "move it higher up")


def unreadable(path: str, error: OSError) -> Refused:
    """Why something is not read that the system refuses to open."""
    if isinstance(error, NotADirectoryError):
        return no_folder(path)
    reason = (error.strerror or "unknown reason").lower()
    hint = "make it a file or folder that you may read, or remove it"
    return Refused("not-a-file", path, f"this cannot be read: {reason}", hint)
