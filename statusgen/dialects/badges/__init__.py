"""Badges: each as JSON for shields.io's endpoint, and beside it as a picture that needs no server.

| path, with ``.json`` and with ``.svg`` | what it shows |
|---|---|
| ``badge`` | the page as a whole |
| ``badges/<tag>`` | a monitor, also one that never failed |
| ``badges/uptime/<tag>`` | a monitor's uptime of 90 days, as its page shows it |
| ``badges/group/<slug>`` | a group: the worst of its monitors |

A group's slug is its name in a-z, 0-9 and ``-``; a name without any of these gets ``group-`` and
eight hexadecimal digits, and a second group of the same slug ``-2``. Words are English.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.artifact import Artifact, Files
from statusgen.dialects.badges.looks import BY_PAGE, BY_STATUS, LOOKS, by_uptime
from statusgen.dialects.badges.svg import picture
from statusgen.dialects.wire import encode
from statusgen.snapshot import Snapshot
from statusgen.snapshot.monitors import UPTIME_DAYS

DAYS = 90
"""The time that an uptime badge is about."""

LONGEST = 60
"""How many characters of a name a badge has room for."""


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """Every badge, as two files."""
    page = snapshot.overall
    look = BY_PAGE[page.state]
    word = "investigating an issue" if page.key == "banner.notice" else LOOKS[look].word
    yield _badge("badge", snapshot.settings.title, word, look)
    for view in snapshot.monitors:
        tag, name = view.monitor.tag, view.monitor.name
        look = BY_STATUS[view.status]
        yield _badge(f"badges/{tag}", name, LOOKS[look].word, look)
        uptime = view.uptimes[UPTIME_DAYS.index(DAYS)]
        word = f"{uptime}%" if uptime else "no data"
        yield _badge(f"badges/uptime/{tag}", _cut(name) + " uptime", word, by_uptime(uptime))
    for group in snapshot.groups:
        if group.slug:
            look = BY_STATUS[group.status]
            label = group.group.title or group.group.name
            yield _badge(f"badges/group/{group.slug}", label, LOOKS[look].word, look)


def render(path: str, label: str, message: str, look: str) -> Files:
    """The two files of a badge."""
    shown = LOOKS[look]
    endpoint = {"schemaVersion": 1, "label": label, "message": message, "color": shown.light[0]}
    yield f"{path}.json", encode(endpoint)
    yield f"{path}.svg", picture(label, message, shown)


def _badge(path: str, label: str, message: str, look: str) -> Artifact:
    return Artifact(path, render, (path, _cut(label, LONGEST + 10), message, look), 2)


def _cut(label: str, longest: int = LONGEST) -> str:
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"
