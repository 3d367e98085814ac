"""Edits of incidents: opened, changed, hidden, moved, renamed, deleted."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from tests.edits.site import DAY, HOUR, MINUTE, EditedSite, at, comment_name, set_key, text_of


def opened(site: EditedSite) -> str:
    folder = _new(site, site.now - 10 * MINUTE, "new")
    return folder.name


def found_in_the_past(site: EditedSite) -> str:
    """Somebody writes down what happened long ago."""
    start = site.now - site.chance.randrange(DAY, 1_500 * DAY)
    folder = _new(site, start, "old")
    site.write(folder / comment_name(start + HOUR, "identified"), site.words())
    site.write(folder / comment_name(start + 2 * HOUR, "resolved"), site.words())
    return folder.name


def noticed(site: EditedSite) -> str:
    folder = _new(site, site.now - MINUTE, "notice", "kind: notice\npinned: true\n")
    return folder.name


def alerted(site: EditedSite) -> str:
    oncall = "source: ALERT\nvisibility: public\noncall: {routing_key: ours, dedup_key: k, priority: P2}\n"
    folder = _new(site, site.now - MINUTE, "alert", oncall)
    site.write(folder / comment_name(site.now - 30, "acknowledged"), "")
    return folder.name


def retitled(site: EditedSite) -> str:
    folder = site.entry()
    set_key(folder / "incident.md", "title", f'"Renamed: number {site.number()} <&>"')
    return folder.name


def regraded(site: EditedSite) -> str:
    folder = site.entry()
    key, value = site.chance.choice(
        (
            ("severity", site.chance.choice(("minor", "major", "critical", "none"))),
            ("monitors", site.impacts()),
            ("links", f'[{{title: Log, url: "https://example.com/{site.number()}"}}]'),
            ("id", str(site.number())),
            ("created_at", at(site.now - site.chance.randrange(DAY))),
        )
    )
    set_key(folder / "incident.md", key, value)
    return f"{folder.name}: {key}"


def began_earlier(site: EditedSite) -> str:
    folder = site.entry()
    text, _ = text_of(folder / "incident.md")
    start = next(line for line in text.splitlines() if line.startswith("start:"))
    earlier = site.chance.choice((MINUTE, HOUR, 40 * DAY))
    began = int(datetime.fromisoformat(start.removeprefix("start: ")).timestamp())
    set_key(folder / "incident.md", "start", at(began - earlier))
    return f"{folder.name}: {earlier} s"


def rewritten(site: EditedSite) -> str:
    folder = site.entry()
    front, _ = text_of(folder / "incident.md")
    site.write(folder / "incident.md", front + site.words())
    return folder.name


def hidden_or_shown(site: EditedSite) -> str:
    folder = site.entry()
    internal = "visibility: internal" in (folder / "incident.md").read_text(encoding="utf-8")
    set_key(folder / "incident.md", "visibility", "public" if internal else "internal")
    return folder.name


def pinned(site: EditedSite) -> str:
    folder = site.entry()
    set_key(folder / "incident.md", "pinned", site.chance.choice(("true", "false")))
    if site.chance.random() < 0.5:
        pin = f"{{at: {at(site.now)}, state: {site.chance.choice(('monitoring', 'resolved'))}}}"
        set_key(folder / "incident.md", "pin", pin)
    return folder.name


def aliased(site: EditedSite) -> str:
    folder = site.entry()
    set_key(folder / "incident.md", "aliases", f"[/old/{site.number()}/]")
    return folder.name


def translated(site: EditedSite) -> str:
    folder = site.entry()
    set_key(folder / "incident.md", "title.de", f'"Störung Nummer {site.number()}"')
    site.write(folder / "incident.de.md", f"Wir suchen. {site.number()}\n")
    return folder.name


def renamed(site: EditedSite) -> str:
    """The folder gets another name, and with it the page another address."""
    folder = site.entry()
    other = folder.with_name(f"{folder.name[:10]}-renamed-{site.number()}")
    folder.rename(other)
    return f"{folder.name} -> {other.name}"


def put_on_another_shelf(site: EditedSite) -> str:
    """The folder moves; its name, and so the page's address, stays."""
    folder = site.entry()
    shelf = site.content / "incidents" / f"shelf-{site.chance.randrange(3)}" / folder.parent.name
    if (shelf / folder.name).exists():
        return f"{folder.name}: is there already"
    shelf.mkdir(parents=True, exist_ok=True)
    folder.rename(shelf / folder.name)
    return folder.name


def deleted(site: EditedSite) -> str:
    folder = site.entry()
    shutil.rmtree(folder)
    return folder.name


def deleted_and_written_again(site: EditedSite) -> str:
    """Another incident takes the name of one that was deleted."""
    folder = site.entry()
    front, _ = text_of(folder / "incident.md")
    shutil.rmtree(folder)
    site.write(folder / "incident.md", front + site.words())
    return folder.name


def swapped(site: EditedSite) -> str:
    """Two folders take each other's names: everything in them is as old as it was."""
    one, other = site.entry(), site.entry()
    between = one.with_name("between")
    one.rename(between)
    if other != one:
        other.rename(one)
    between.rename(other)
    return f"{one.name} and {other.name}"


def _new(site: EditedSite, start: int, word: str, more: str = "") -> Path:
    name = f"{at(start, '%Y-%m-%d')}-{word}-{site.number()}"
    front = f"title: Something {word}\nstart: {at(start)}\nmonitors: {site.impacts()}\n{more}"
    folder = site.content / "incidents" / at(start, "%Y") / name
    site.write(folder / "incident.md", f"---\n{front}---\n{site.words()}")
    return folder


KINDS = {
    "incident opened": opened,
    "incident of the past added": found_in_the_past,
    "notice added": noticed,
    "alert added": alerted,
    "title changed": retitled,
    "front matter changed": regraded,
    "start changed": began_earlier,
    "opening text changed": rewritten,
    "incident hidden or shown": hidden_or_shown,
    "incident pinned": pinned,
    "alias added": aliased,
    "incident translated": translated,
    "folder renamed": renamed,
    "folder moved to another shelf": put_on_another_shelf,
    "incident deleted": deleted,
    "incident deleted, another of its name": deleted_and_written_again,
    "two folders swapped": swapped,
}
