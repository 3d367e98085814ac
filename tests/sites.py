"""Sites as people write them: files in a folder, what is wrong with them, what is true of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from statusgen.checks import check_site
from statusgen.content.load import load
from statusgen.content.locate import Located, locate
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.triage import leave_out

BASE: Mapping[str, str] = {
    "monitors.yaml": """\
- tag: api
  name: API

- tag: database
  name: Database

- tag: website
  name: Website

- tag: secret
  name: Hidden from everybody
  hidden: true
""",
    "content/site.yaml": """\
title: Example Status
url: https://status.example.com
""",
}
"""The site that most tests write their own files into."""


def write_site(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes ``files`` (by path) over the base site in the folder ``root``; gives ``root``."""
    for name, content in {**BASE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def instant(text: str) -> int:
    """Unix seconds of a time such as ``2026-01-15T10:00Z``."""
    return int(datetime.fromisoformat(text).timestamp())


def diagnose(root: Path, now: int) -> list[Located]:
    """Everything that is wrong with the site in ``root``, with its places."""
    loaded = load(root)
    return locate(root, loaded.problems + check_site(loaded.site, now))


def snapshot_of(root: Path, files: Mapping[str, str | bytes], now: str) -> Snapshot:
    """What is true at ``now`` of the base site with ``files`` in it, errors left out."""
    loaded = load(write_site(root, files))
    at = instant(now)
    problems = loaded.problems + check_site(loaded.site, at)
    return take_snapshot(leave_out(loaded.site, problems), at)
