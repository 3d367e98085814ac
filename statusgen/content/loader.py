"""What one loading of a site gathers, and what of an earlier one still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from functools import partial
from typing import Any, Generic, TypeVar

from statusgen.content.characters import Source
from statusgen.content.sources import Folder, Reader
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.site import Placeholder
from statusgen.rules import problem

T = TypeVar("T")

Names = Callable[[Folder], Sequence[str]]
Find = Callable[[Folder], T | None]


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """What was found in a folder, and what the loader noted meanwhile, list by list."""

    found: T | None
    problems: tuple[Diagnostic, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    left_out: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()


@dataclass(slots=True)
class Loader:
    """One loading: what ``memory`` knows of a folder that is as it was need not be read.

    ``jobs`` processes may read.
    """

    reader: Reader
    memory: Memory = field(default_factory=Memory)
    jobs: int = 1
    placeholders: list[Placeholder] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    internal: list[str] = field(default_factory=list)
    looked_up: dict[str, Kept[Any]] = field(default_factory=dict)

    @property
    def problems(self) -> list[Diagnostic]:
        """Everything that is wrong so far."""
        return self.reader.problems

    def remember(self, kind: str, folders: Iterable[Folder]) -> None:
        """Has what is known of ``folders`` looked up all at once, before `once` asks for each."""
        known, found = self.reader.known, self.looked_up
        unknown = {one.file: known(one) for one in folders if one.file not in found}
        found.update(self.memory.look_up(kind, unknown))

    def once(self, kind: str, folder: Folder, names: Names, find: Find[T]) -> T | None:
        """What ``find`` finds in the files ``names`` of a folder; not again where they are the same."""
        kept: Kept[T] = self.looked_up.get(folder.file) or self._kept(kind, folder, names, find)
        if kept.problems or kept.placeholders or kept.left_out or kept.internal:
            for notes, noted in zip(self._notes, _noted(kept), strict=True):
                notes += noted
        return kept.found

    def _kept(self, kind: str, folder: Folder, names: Names, find: Find[T]) -> Kept[T]:
        key = kind, folder.file
        of = self.reader.known(folder)
        try:
            kept: Kept[T] = self.memory.kept(key, of)
        except KeyError:
            of = self.reader.contents(folder, names(folder))
            kept = self.memory.made(key, of, partial(self.noting, partial(find, folder)))
        if of is not None:
            self.looked_up[folder.file] = kept
        return kept

    def noting(self, find: Callable[[], T | None]) -> Kept[T]:
        """What ``find`` finds and notes; none of it is noted here."""
        sizes = [len(notes) for notes in self._notes]
        found = find()
        added = [tuple(notes[size:]) for notes, size in zip(self._notes, sizes, strict=True)]
        for notes, size in zip(self._notes, sizes, strict=True):
            del notes[size:]
        return Kept(found, *added)

    @property
    def _notes(self) -> tuple[list[Any], ...]:
        return self.problems, self.placeholders, self.left_out, self.internal

    def read(self, folder: Folder, name: str) -> Source | None:
        """A file of a folder; one that cannot be read counts as left out."""
        file = f"{folder.file}/{name}"
        source = self.reader.read(file)
        if source is None:
            self.left_out.append(file)
        return source

    def markdown(self, folder: Folder) -> list[str]:
        """The Markdown files of a folder; all others are noted as strangers, but for a README."""
        for name in folder.files:
            if not name.endswith(".md"):
                message = f"`{name}` is not read: only names that end in .md are"
                stem, _, ending = name.rpartition(".")
                is_text = ending.lower() in ("md", "txt", "markdown")
                hint = f"rename it to `{stem}.md`" if is_text else "move or remove it"
                stranger = problem("unknown-file", f"{folder.file}/{name}", message, hint=hint)
                self.problems.append(stranger)
        return texts(folder)


def texts(folder: Folder) -> list[str]:
    """The Markdown files of a folder, but for a README."""
    return [name for name in folder.files if name.endswith(".md") and name != "README.md"]


def _noted(kept: Kept[Any]) -> tuple[tuple[Any, ...], ...]:
    return kept.problems, kept.placeholders, kept.left_out, kept.internal


def near(name: str, known: Iterable[str]) -> str:
    """The known name that a wrong one is nearly, "" if it is nearly none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower(), list(known), n=1, cutoff=0.75)), "")
