"""Sources written down in a test, and what an import makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from statusgen.checks import check_site
from statusgen.content.load import load
from statusgen.editing.desk import Desk
from statusgen.editing.saving import save
from statusgen.importers import reader
from statusgen.importers.found import Found
from statusgen.importers.settling import Settled, settle
from statusgen.model.site import Site

NOW = 1_800_000_000
"""2027-01-15, long after everything that these tests tell."""


@dataclass(frozen=True)
class Moved:
    """What came out; ``losses`` as ``place: kind: was -> now``, in their order."""

    root: Path
    found: Found
    settled: Settled

    @property
    def site(self) -> Site:
        return load(self.root).site

    @property
    def losses(self) -> list[str]:
        return [
            f"{one.place}: {one.kind}: {one.was} -> {one.now}".removesuffix(" -> ")
            for one in self.found.losses.found
        ]

    @property
    def problems(self) -> list[str]:
        loaded = load(self.root)
        return [one.message for one in loaded.problems + check_site(loaded.site, NOW)]

    def files(self) -> dict[str, str]:
        """The files of incidents and maintenances, by their paths below ``content``."""
        content = self.root / "content"
        return {
            path.relative_to(content).as_posix(): path.read_text("utf-8")
            for kind in ("incidents", "maintenances")
            for path in sorted((content / kind).rglob("*.md"))
        }


def written(root: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    return root


def moved(form: str, source: Path, root: Path, zone: str = "UTC") -> Moved:
    """``source`` imported into the site ``root``, which need not be there yet."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    desk = Desk(root, NOW)
    found = reader(form)(source, zone, NOW)
    settled = settle(desk, found)
    save(desk.draft)
    return Moved(root, found, settled)
