"""The sites that every gate looks at: built as users build them, and served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copy, copytree

from statusgen.build import Options, build
from tests.gates.server import hosted
from tests.gates.texts import ARABIC, ARABIC_STRINGS, EMPTY, SOON, numbered
from tests.sites import instant

CHECKOUT = Path(__file__).parents[2]
STRINGS = CHECKOUT / "themes" / "default" / "strings"
LANGUAGES = sorted(path.stem for path in STRINGS.iterdir())
"""The languages that the default theme speaks."""

NOW = "2026-11-20T12:30:00Z"
OPEN = (
    "content/incidents/2026/2026-11-19-webhooks-delivered-twice",
    "content/incidents/2026/2026-11-20-uploads-fail-in-frankfurt",
)
"""What goes on in the content of this checkout."""

SITES: Mapping[str, Mapping[str, str]] = {
    "outage": {},
    "fine": {f"{incident}/2026-11-20T1210Z.resolved.md": "It works again." for incident in OPEN},
    "small": numbered(12),
    "large": numbered(100),
    "empty": EMPTY,
    "soon": SOON,
    "arabic": ARABIC,
    "spoken": numbered(3, LANGUAGES),
}
"""What is written in each site; the first two add to the content of this checkout."""

MISSING = "no/such/page/"
KINDS = {
    "home": "",
    "incident": "incidents/*/",
    "maintenance": "maintenances/*/",
    "monitor": "monitors/*/",
    "history": "history/",
    "month": "history/*/",
    "subscribe": "subscribe/",
    "manage": "manage/",
    "page": "about/",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A published site; ``asked`` are the paths that its host has been asked for."""

    url: str
    folder: Path
    asked: list[str]

    @property
    def kinds(self) -> dict[str, str]:
        """The fullest page of each kind that the site has, and what stands where none is."""
        found = {kind: self._fullest(pattern) for kind, pattern in KINDS.items()}
        return {kind: page for kind, page in found.items() if page is not None} | {
            "missing": MISSING
        }

    def file(self, address: str) -> bytes:
        """The page at an address."""
        return (self.folder / address / "index.html").read_bytes()

    def _fullest(self, pattern: str) -> str | None:
        files = sorted(
            self.folder.glob(f"{pattern}index.html"), key=lambda file: file.stat().st_size
        )
        return (
            files[-1].relative_to(self.folder).as_posix()[: -len("index.html")] if files else None
        )


@contextmanager
def served(name: str, work: Path, now: int | None = None) -> Iterator[Served]:
    """One of the sites, built in the folder ``work`` for the address at which it is served.

    ``now`` (Unix seconds) is for browsers that live in the present.
    """
    root, public, asked = work / "site", work / "public", list[str]()
    write(name, root)
    with hosted(public, asked) as url:
        built = build(root, public, Options(now or instant(NOW), base_url=url))
        assert built.published, built.problems
        yield Served(url, public, asked)


def write(name: str, root: Path) -> None:
    """Writes one of the sites into a folder."""
    if name in ("outage", "fine"):
        copytree(CHECKOUT / "content", root / "content")
        copy(CHECKOUT / "monitors.yaml", root)
    files = dict(SITES[name])
    if name == "arabic" and "ar" not in LANGUAGES:
        files["themes/default/strings/ar.yaml"] = ARABIC_STRINGS
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
