"""Where one request is worked on: the site before it, a draft of its edits, the site after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from statusgen.checks import check_site
from statusgen.content.load import Loaded
from statusgen.diagnostics import Diagnostic, Level
from statusgen.editing.draft import Draft
from statusgen.model.site import Site
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.triage import leave_out


@dataclass(slots=True)
class Desk:
    """A site at an instant (Unix seconds), and edits of it that are not saved yet."""

    root: Path
    now: int
    draft: Draft = field(init=False)
    _snapshot: Snapshot | None = None

    def __post_init__(self) -> None:
        self.draft = Draft(self.root)

    @property
    def site(self) -> Site:
        """What is written now."""
        return self._loaded().site

    def snapshot(self) -> Snapshot:
        """What the public sees now, errors left out."""
        if self._snapshot is None:
            self._snapshot = _snapshot(self._loaded(), self.now)
        return self._snapshot

    def edited(self) -> Site:
        """What will be written."""
        return self.draft.edited().site

    def preview(self) -> Snapshot:
        """What the public will see."""
        return _snapshot(self.draft.edited(), self.now)

    def new_errors(self) -> list[Diagnostic]:
        """The errors that the edits would bring; what was wrong before is not their fault."""
        return [one for one in self.new_problems() if one.level is Level.ERROR]

    def new_problems(self) -> list[Diagnostic]:
        """The same with warnings."""
        after = _problems(self.draft.edited(), self.now)
        known = {_same(one) for one in _problems(self._loaded(), self.now)} if after else set()
        return [one for one in after if _same(one) not in known]

    def files_below(self, folder: str) -> list[str]:
        """Every file of a folder, as paths of the site."""
        paths = sorted(path for path in (self.root / folder).rglob("*") if path.is_file())
        return [path.relative_to(self.root).as_posix() for path in paths]

    def _loaded(self) -> Loaded:
        return self.draft.before()


def _snapshot(loaded: Loaded, now: int) -> Snapshot:
    return take_snapshot(leave_out(loaded.site, _problems(loaded, now)), now)


def _problems(loaded: Loaded, now: int) -> list[Diagnostic]:
    return loaded.problems + check_site(loaded.site, now)


def _same(one: Diagnostic) -> tuple[str, str, str, str]:
    return one.level, one.code, one.where.file, one.message
