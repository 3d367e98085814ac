"""The clock, and what is broken by accident and repaired."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.edits.site import DAY, HOUR, MINUTE, EditedSite

# ------------------------------------------------------------------ the clock


def nothing(site: EditedSite) -> str:
    return "the same clock"


def _later(seconds: int, site: EditedSite) -> str:
    site.now += seconds
    return f"{seconds} s later"


def over_midnight(site: EditedSite) -> str:
    site.now += DAY - site.now % DAY + 1
    return "the next day has begun"


def backwards(site: EditedSite) -> str:
    """For two edits: what is new is of the future then."""
    seconds = site.chance.choice((MINUTE, HOUR, 2 * DAY, 60 * DAY))
    site.back_to, site.now = max(site.back_to, site.now), site.now - seconds
    return f"{seconds} s earlier"


# ------------------------------------------------------------------ damage, and its repair

_DAMAGES = (
    lambda text: b"---\ntitle: [\n---\n" + text,
    lambda text: text[: len(text) // 2] + b"\xff",
    lambda text: text.replace(b"---\n", b"---\nunknown: 1\n---\n", 1),
    lambda text: b"<<<<<<< HEAD\n" + text,
    lambda text: b"",
)


def _broken(find: Callable[[EditedSite], Path], site: EditedSite) -> str:
    path = find(site)
    if path.exists() and path not in site.broken:
        site.broken[path] = path.read_bytes()
        path.write_bytes(site.chance.choice(_DAMAGES)(site.broken[path]))
    return path.name


def _opening(site: EditedSite) -> Path:
    return site.entry() / "incident.md"


def badly_named(site: EditedSite) -> str:
    """A comment without a zone in its name; the next repair takes it away."""
    path = site.entry() / "2026-01-15T1030.identified.md"
    site.broken[path] = b""
    site.write(path, "No zone.\n")
    return path.parent.name


def repaired(site: EditedSite) -> str:
    count = len(site.broken)
    for path, content in site.broken.items():
        if content:
            path.write_bytes(content)
        else:
            path.unlink(missing_ok=True)
    site.broken.clear()
    return f"{count} files"


def withdrawn(file: Path) -> None:
    """A file with an error goes; with an opening goes all that it opened."""
    if file.name in ("incident.md", "maintenance.md"):
        shutil.rmtree(file.parent, ignore_errors=True)
    else:
        file.unlink(missing_ok=True)


def stricter(site: EditedSite) -> str:
    site.keep_going = not site.keep_going
    return f"--keep-going: {site.keep_going}"


KINDS: dict[str, Callable[[EditedSite], str]] = {
    "nothing": nothing,
    "clock: a minute": partial(_later, MINUTE),
    "clock: an hour": partial(_later, HOUR),
    "clock: over midnight": over_midnight,
    "clock: a month": partial(_later, 30 * DAY),
    "clock: backwards": backwards,
    "broken: incident": partial(_broken, _opening),
    "broken: comment": partial(_broken, EditedSite.comment),
    "broken: site.yaml": partial(_broken, lambda site: site.content / "site.yaml"),
    "broken: monitors.yaml": partial(_broken, lambda site: site.root / "monitors.yaml"),
    "broken: name of a comment": badly_named,
    "repaired": repaired,
    "--keep-going or not": stricter,
}
