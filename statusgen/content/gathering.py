"""What one loading of a site gathers beside values, and what it need not read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from statusgen.content.characters import Source
from statusgen.content.sources import Folder, Reader
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.site import Placeholder
from statusgen.rules import problem

T = TypeVar("T")


@dataclass(slots=True)
class Gathering:
    """The files of a site while they are read: what is wrong, and what had to be left out.

    ``memory`` holds what earlier loadings made of files that are still the same.
    """

    reader: Reader
    memory: Memory | None = None
    placeholders: list[Placeholder] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    internal: list[str] = field(default_factory=list)
    unread: int = 0

    @property
    def problems(self) -> list[Diagnostic]:
        """Everything that is wrong with what was read."""
        return self.reader.problems

    def read(self, folder: Folder, name: str) -> Source | None:
        """The text of a file in a folder; where it cannot be had, it counts as left out."""
        file = f"{folder.file}/{name}"
        source = self.reader.read(file)
        if source is None:
            self.left_out.append(file)
            self.unread += 1
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

    def stamps(self, folder: Folder) -> Mapping[str, object]:
        """What tells whether the files of a folder are the same as last time; without a memory
        nobody asks.
        """
        return self.reader.stamps(folder) if self.memory else {}

    def once(self, key: str, stamps: object, parse: Callable[[], T]) -> T:
        """What ``parse`` gives and notes; it is not called again while ``stamps`` stay equal.

        What could not be read is tried anew each time.
        """
        if self.memory is None:
            return parse()
        before = self.unread
        value, noted = self.memory.made(("content", key), stamps, lambda: self._noted(parse))
        for gathered, more in zip(self._notes(), noted, strict=True):
            gathered += more
        if self.unread > before:
            self.memory.forget(("content", key))
        return value

    def _noted(self, parse: Callable[[], T]) -> tuple[T, list[list[Any]]]:
        """What ``parse`` gives, and what it noted, which is taken out of the notes."""
        lengths = [len(gathered) for gathered in self._notes()]
        value = parse()
        noted = []
        for gathered, length in zip(self._notes(), lengths, strict=True):
            noted.append(gathered[length:])
            del gathered[length:]
        return value, noted

    def _notes(self) -> tuple[list[Any], ...]:
        return self.problems, self.placeholders, self.left_out, self.internal


def forget_file(memory: Memory, file: str) -> None:
    """Reads a file again next time, whatever its stamp says: somebody knows that it changed."""
    memory.forget(("content", file))
    memory.forget(("content", file.rpartition("/")[0]))
