"""What one loading of a site gathers, and what of an earlier one still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, TypeVar

from statusgen.content.characters import Source
from statusgen.content.sources import Folder, Reader
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Placeholder
from statusgen.rules import problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found in a folder, and what the loader noted meanwhile, list by list."""

    folder: Folder
    found: Any
    noted: tuple[list[Any], ...]


@dataclass(slots=True)
class Loader:
    """One loading: ``before`` is what an earlier one kept, ``kept`` what this one keeps."""

    reader: Reader
    before: Mapping[str, Kept] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    placeholders: list[Placeholder] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    internal: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[Diagnostic]:
        """Everything that is wrong so far."""
        return self.reader.problems

    def once(self, folder: Folder, find: Callable[[], T]) -> T:
        """What ``find`` finds in a folder; not again where the reader knows that it is the same."""
        lists: list[list[Any]] = [self.problems, self.placeholders, self.left_out, self.internal]
        kept = self.before.get(folder.file)
        if kept and kept.folder == folder and self.reader.is_unchanged(folder.file):
            for noted, again in zip(lists, kept.noted, strict=True):
                noted += again
        else:
            sizes = [len(one) for one in lists]
            found = find()
            added = tuple(one[size:] for one, size in zip(lists, sizes, strict=True))
            kept = Kept(folder, found, added)
        self.kept[folder.file] = kept
        same: T = kept.found
        return same

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
        return [name for name in folder.files if name.endswith(".md") and name != "README.md"]


def near(name: str, known: Iterable[str]) -> str:
    """The known name that a wrong one is nearly, "" if it is nearly none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower(), list(known), n=1, cutoff=0.75)), "")
