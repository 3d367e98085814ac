"""Small sites and their Statuspage documents, for the tests of the dialect."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from statusgen.dialects import statuspage_v2
from tests.rendered import rendered
from tests.sites import snapshot_of

NOW = "2026-01-15T12:00Z"
LATER = "2026-01-18T09:30:30Z"
SLOW_FOLDER = "content/incidents/2026/2026-01-15-slow-queries"
DOWN_FOLDER = "content/incidents/2026/2026-01-10-website-down"
MOVE_FOLDER = "content/maintenances/2026-01-20-move"

SITE = {
    "content/site.yaml": """\
title: Example
url: https://status.example.com/
groups:
  - name: Core
    title: Core platform
""",
    "monitors.yaml": """\
- tag: website
  name: Website
  description: What everybody sees.
- tag: api
  name: API
  category: Core
  since: 2025-06-01
- tag: database
  name: Database
  category: Core
""",
}

CONTENT = {
    f"{SLOW_FOLDER}/incident.md": """\
---
title: Slow queries
start: 2026-01-15T10:00Z
monitors: {database: PARTIAL, api: DEGRADED}
---
Queries take *seconds*.
""",
    f"{SLOW_FOLDER}/2026-01-15T1030Z.identified.md": """\
---
monitors: {api: UP}
---
An index is missing.
""",
    f"{DOWN_FOLDER}/incident.md": """\
---
title: Website down
start: 2026-01-10T23:50Z
monitors: [website]
---
""",
    f"{DOWN_FOLDER}/2026-01-11T0005Z.resolved.md": "It is back.",
    f"{MOVE_FOLDER}/maintenance.md": """\
---
title: Move to new servers
start: 2026-01-20T02:00Z
duration: 2h
monitors: [website]
created_at: 2026-01-12T09:00Z
---
The website moves.
""",
}


def found(files: dict[str, bytes], path: str) -> Any:
    """What a document below api/v2 holds besides the page."""
    page, *rest = json.loads(files[f"api/v2/{path}.json"]).items()
    assert page[0] == "page"
    return dict(rest) if len(rest) > 1 else rest[0][1]


def incidents(files: dict[str, bytes], path: str = "incidents") -> dict[str, Any]:
    """The incidents of a list by their names, in its order."""
    return {one["name"]: one for one in found(files, path)}


def the_one(files: dict[str, bytes], path: str = "scheduled-maintenances") -> Any:
    """The only one of a list."""
    (one,) = found(files, path)
    return one


def compact(documented: str) -> bytes:
    """The same JSON as it is published: all keys in the same order, without blanks."""
    text = json.dumps(json.loads(documented), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").encode()


def ids(files: dict[str, bytes]) -> set[str]:
    """The ids of the events that have documents of their own."""
    return {
        path.removeprefix("incidents/").removesuffix(".json")
        for path in files
        if path.startswith("incidents/")
    }


def incident(title: str, start: str, monitors: str = "{}", more: str = "") -> str:
    return f"---\ntitle: {title}\nstart: {start}\nmonitors: {monitors}\n{more}---\n"


ONE = "content/incidents/one"


Build = Callable[..., dict[str, bytes]]


def builder(root: Path) -> Build:
    """Gives the files of a site that is written as {path: text} into the folder ``root``."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        return rendered(statuspage_v2.documents(snapshot_of(root, {**SITE, **content}, now)))

    return files
