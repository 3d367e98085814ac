"""Where one request is worked on: the site before it, a draft of its edits, the site after it."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from statusgen.checks import check_site, surveyed
from statusgen.content.load import Loaded
from statusgen.content.scan import Scan
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic, Level
from statusgen.editing.draft import Draft
from statusgen.memory import Memory
from statusgen.model.site import Site
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.triage import leave_out


@dataclass(slots=True)
class Desk:
    """A site at an instant (Unix seconds), and edits of it that are not saved yet.

    What the ``memory`` of earlier times knows is not read and checked again; ``scan`` is a look
    at the files that began before.
    """

    root: Path
    now: int
    memory: Memory = field(default_factory=Memory)
    scan: Scan | None = None
    draft: Draft = field(init=False)
    _snapshot: Snapshot | None = None

    def __post_init__(self) -> None:
        self.draft = Draft(self.root, self.memory, self.scan)

    @property
    def site(self) -> Site:
        """What is written now."""
        return self._loaded().site

    def snapshot(self) -> Snapshot:
        """What the public sees now, errors left out."""
        if self._snapshot is None:
            self._snapshot = self._taken(self._loaded())
        return self._snapshot

    def edited(self) -> Site:
        """What will be written."""
        return self.draft.edited().site

    def preview(self) -> Snapshot:
        """What the public will see."""
        return self._taken(self.draft.edited())

    def comment_ids(self, site: Site) -> set[int]:
        """The ids of all comments of a site."""
        whole = surveyed(site, self.now, self.memory)
        return {number for facts in whole.facts for number in facts.comments}

    def new_errors(self) -> list[Diagnostic]:
        """The errors that the edits would bring; what was wrong before is not their fault."""
        return [one for one in self.new_problems() if one.level is Level.ERROR]

    def first_error(self) -> str:
        """The first of them in a line, with what to do; "" where there is none."""
        errors = self.new_errors()
        return ": ".join(filter(None, (errors[0].message, errors[0].hint))) if errors else ""

    def new_problems(self) -> list[Diagnostic]:
        """The same with warnings."""
        after = self._problems(self.draft.edited())
        known = {_same(one) for one in self._problems(self._loaded())} if after else set()
        return [one for one in after if _same(one) not in known]

    def files_below(self, folder: str) -> list[str]:
        """Every file of a folder, as paths of the site."""
        paths = sorted(path for path in (self.root / folder).rglob("*") if path.is_file())
        return [path.relative_to(self.root).as_posix() for path in paths]

    def _loaded(self) -> Loaded:
        return self.draft.before()

    def _taken(self, loaded: Loaded) -> Snapshot:
        shown = leave_out(loaded.site, self._problems(loaded))
        return take_snapshot(shown, self.now, self.memory)

    def _problems(self, loaded: Loaded) -> list[Diagnostic]:
        return loaded.problems + check_site(loaded.site, self.now, self.memory)


def _same(one: Diagnostic) -> tuple[str, str, str, str]:
    return one.level, one.code, one.where.file, one.message
