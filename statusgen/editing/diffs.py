"""A draft as a patch: what would be written, for those who want to see it first."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from statusgen.editing.draft import Draft

_NOWHERE = "/dev/null"


def patch(draft: Draft) -> str:
    """The edits as a unified diff that ``git apply`` takes; "" where nothing changes."""
    return "".join(_of(file, draft) for file in sorted(draft.files))


def _of(file: str, draft: Draft) -> str:
    before, after = draft.seen.get(file), draft.files[file]
    if before == after:
        return ""
    old = _NOWHERE if before is None else f"a/{file}"
    new = _NOWHERE if after is None else f"b/{file}"
    found = unified_diff(_lines(before), _lines(after), old, new)
    return "".join(_ended(found))


def _lines(content: bytes | None) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    text = (content or b"").decode(errors="replace")
    return [line + "\n" for line in text.split("\n")[:-1]] + [
        one for one in [text.rpartition("\n")[2]] if one
    ]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
