"""Sources in which something is broken: no traceback, no content with errors, no incident lost in silence.

Each mutation is made from a seed, so that a failure can be run again by its name.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from statusgen.checks import check_site
from statusgen.content.load import load
from statusgen.diagnostics import Level
from statusgen.errors import UsageError
from tests.importers import test_kener, test_stactus_and_statusfy, test_statuspage
from tests.importers.moving import NOW, Moved, moved
from tests.tools import FULL

ROUNDS = 300 if FULL else 8
ISSUE = """\
---
title: API down
date: 2024-09-16 21:30:00
resolved: true
resolvedWhen: 2024-09-16 22:10:00
severity: down
affected: [API, "Web, site"]
aliases: [/old/]
section: issue
---
*Monitoring* - The disk is larger. {{< track "2024-09-16 21:55:00" >}}

*Investigating* - It [answers](https://a.example) with `errors`. {{< track "2024-09-16 21:30:00" >}}
"""
CONFIG = """\
title: Acme
baseURL: https://acme.example
defaultContentLanguage: en
languages: {en: {title: Acme}, de: {title: Akme}}
params:
  customTabs: [{name: Docs, link: https://docs.example}]
  categories: [{name: Core, closed: true}]
  systems:
    - {name: API, category: Core, description: The API, link: https://api.example}
    - {name: Web, category: Core}
"""
EXPORTED = {
    "statusgen": 1,
    "settings": {"title": "Acme", "url": "https://acme.example/"},
    "monitors": [{"tag": "api", "name": "API"}],
    "incidents": [
        {
            "folder": f"2024/2024-09-1{day}-x",
            "keys": {"title": "X", "start": f"2024-09-1{day}T10:00:00Z", "monitors": {"api": "DOWN"}},
            "text": "We look.",
            "files": [{"name": f"2024-09-1{day}T1100Z.resolved.md", "keys": {}, "text": "Over."}],
        }
        for day in (1, 2)
    ],
    "maintenances": [],
    "pages": [{"file": "about.md", "keys": {"title": "About"}, "text": "Us."}],
    "records": {"api": [["2024-09-11T10:00:00Z", "UP", 12.5]]},
}  # fmt: skip
V4 = {
    "monitors": [{"tag": "api", "name": "API", "status": "ACTIVE"}],
    "incidents": [
        {
            "id": number, "title": "Down", "start_date_time": 1726522260, "end_date_time": 1726525860,
            "state": "RESOLVED", "incident_type": "INCIDENT", "status": "OPEN",
            "monitors": [{"tag": "api", "impact": "DOWN"}],
            "comments": [
                {"id": 1, "comment": "We look.", "timestamp": 1726522260, "state": "INVESTIGATING"},
                {"id": 2, "comment": "Over.", "timestamp": 1726525860, "state": "RESOLVED"},
            ],
        }
        for number in (3, 4)
    ],
}  # fmt: skip
GITHUB = [
    {
        "number": 7, "title": "API down", "createdAt": "2023-12-12T18:30:00Z",
        "closedAt": "2023-12-12T19:40:00Z",
        "body": "It is down [start_datetime:1702405740] [end_datetime:1702409340]",
        "labels": [{"name": name} for name in ("incident", "api", "incident-down", "resolved")],
        "comments": [{"body": "We look", "createdAt": "2023-12-12T18:40:00Z"}],
    }
]  # fmt: skip
SOURCES: dict[str, tuple[str, dict[str, Any]]] = {
    "cstate": ("cstate", {
        "config.yml": CONFIG,
        "content/issues/2024-09-16-api.md": ISSUE,
        "content/issues/2024-09-16-api.de.md": ISSUE.replace("down", "aus"),
        "content/issues/x.html": ISSUE.replace("*Monitoring*", "<b>Monitoring</b>"),
        "content/issues/y.md": '+++\ntitle = "Y"\ndate = 2024-09-16\n+++\nText\n',
        "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
    }),
    "statuspage": ("statuspage", {"all.json": {
        "page": test_statuspage.PAGE,
        "components": test_statuspage.COMPONENTS,
        "incidents": [test_statuspage.INCIDENT, {**test_statuspage.INCIDENT, "id": "other"}],
        "scheduled_maintenances": [test_statuspage.MAINTENANCE],
    }}),
    "kener4": ("kener", {"all.json": V4}),
    "kener1": ("kener", {"monitors.yaml": test_kener.MONITORS, "issues.json": GITHUB}),
    "stactus": ("stactus", {
        "stactus.yaml": test_stactus_and_statusfy.STACTUS,
        "incidents/slow.yaml": test_stactus_and_statusfy.TIMELINE.partition("---\n")[0],
    }),
    "statusfy": ("statusfy", {
        "content/down.md": test_stactus_and_statusfy.STATUSFY,
        "content/move.md": test_stactus_and_statusfy.PLANNED,
        "content/third.md": test_stactus_and_statusfy.STATUSFY.replace("true", "false"),
    }),
    "statusgen": ("statusgen", {"site.json": EXPORTED}),
}  # fmt: skip
TOKENS = (
    b"\x00", b"\x1b[2J", b"\xff\xfe", "\u202e".encode(), b"../", b"---\n", b"+++\n", b"{{<", b"<script>",
    b"](javascript:x)", b"NaN", b"1e999", b"-1", b"null", b"[]", b"{}", b"&a [*a]", b"9" * 5000, b"A" * 70_000,
    b"\n\n\n", b"2024-99-99", b"*Resolved* - ", b"::: update", b": ", b'"', b"[" * 2000,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, -1, 0, 10**30, 1e308, float("inf"), float("nan"), "", "\x00\u202e\x1b[2J", "x" * 70_000,
    [], {}, [None], {"a": 1}, "../../x", "2024-99-99", "9999-12-31T23:59:59Z", "1969-01-01T00:00:00Z",
    "<b>[x](javascript:y)</b>", "resolved", "api", 1726522260, "2024-09-16T21:30:00Z", "\ud800", "<<<<<<< x",
)  # fmt: skip


def mutated_bytes(raw: bytes, chance: random.Random) -> bytes:
    at, until = sorted(chance.randrange(len(raw) + 1) for _ in "ab")
    until = min(until, at + chance.choice((1, 4, 40, len(raw))))
    kind = chance.randrange(4)
    put = (b"", raw[at:until] * 2, chance.choice(TOKENS), bytes([chance.randrange(256)]))[kind]
    return raw[:at] + put + raw[until if kind != 2 else at :]


def mutated_value(value: Any, chance: random.Random) -> Any:
    """The value with one of those inside it replaced, left out or doubled."""
    if isinstance(value, dict | list) and value and chance.random() < 0.85:
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        key, other = chance.choice(keys), value.copy()
        if chance.random() < 0.1:
            del other[key]
        else:
            other[key] = mutated_value(value[key], chance)
        return other
    if isinstance(value, list) and chance.random() < 0.3:
        return [*value, *value]
    return chance.choice(VALUES)


def mutated(root: Path, files: dict[str, Any], chance: random.Random) -> None:
    """The files with up to three mutations in them."""
    files = dict(files)
    broken: dict[str, bytes] = {}
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(list(files))
        if not isinstance(files[name], str) and chance.random() < 0.8:
            files[name] = mutated_value(files[name], chance)
        else:
            broken[name] = mutated_bytes(broken.get(name) or written(files[name]), chance)
    for name, value in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(broken.get(name) or written(value))


def written(value: Any) -> bytes:
    return (
        value.encode("utf-8", "replace") if isinstance(value, str) else json.dumps(value).encode()
    )


def incidents(root: Path) -> Iterator[tuple[str, str]]:
    """Every incident that a source has as far as it can be read: its file, and its place in it."""
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root).as_posix()
        if file.startswith(("content/issues/", "incidents/")) or path.parent == root / "content":
            if path.is_file():
                yield file, ""
        elif path.suffix == ".json":
            yield from ((file, key) for key in _listed(path))


def _listed(path: Path) -> Iterator[str]:
    try:
        value = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return
    lists = {"items": value} if isinstance(value, list) else value
    for name in ("incidents", "scheduled_maintenances", "maintenances", "items"):
        there = lists.get(name) if isinstance(lists, dict) else None
        ids: list[Any] = []
        for index, one in enumerate(there if isinstance(there, list) else ()):
            number = one.get("id") if isinstance(one, dict) else None
            if number is None or number not in ids:
                yield f"{name}[{index}]"
            ids.append(number)


def is_there_or_told(came: Moved, file: str, key: str) -> bool:
    places = [one.place for one in came.found.entries]
    places += [one.place for one in came.found.files]
    places += [one.place for one in came.found.losses.found]
    return any(
        one.file == file and (one.key.startswith(key) or (one.key and key.startswith(one.key)))
        for one in places
    )


@pytest.mark.parametrize("name", SOURCES)
def test_a_broken_source_breaks_nothing(tmp_path: Path, name: str) -> None:
    form, files = SOURCES[name]
    for seed in range(ROUNDS):
        source, root = tmp_path / f"{seed}/old", tmp_path / f"{seed}/new"
        mutated(source, files, random.Random(f"{name} {seed}"))
        try:
            came = moved(form, source, root)
        except UsageError:
            continue
        loaded = load(root)
        problems = loaded.problems + check_site(loaded.site, NOW)
        assert [
            (seed, one.where.file, one.message) for one in problems if one.level is Level.ERROR
        ] == []
        lost = [one for one in incidents(source) if not is_there_or_told(came, *one)]
        assert (seed, lost) == (seed, [])
        told = {one.place for one in came.found.losses.found}
        ids = {one.id for one in loaded.site.entries}
        gone = [one.place for one in came.found.entries if one.number not in ids]
        assert (seed, [str(one) for one in gone if one not in told]) == (seed, [])
        again = moved(form, source, root)
        assert (seed, +again.settled.added) == (seed, {})
