"""Edits of maintenances: planned, repeated, moved, cancelled, deleted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.edits.site import DAY, HOUR, MINUTE, EditedSite, at, comment_name, set_key

_RULES = ("FREQ=WEEKLY;BYDAY=SU", "FREQ=DAILY;INTERVAL=3;COUNT=40", "FREQ=MONTHLY;BYMONTHDAY=-1")


def planned(site: EditedSite) -> str:
    start = site.now + site.chance.choice((-HOUR, 10 * MINUTE, DAY, 20 * DAY))
    return _new(site, start, "end: " + at(start + 2 * HOUR)).name


def repeated(site: EditedSite) -> str:
    start = site.now - site.chance.randrange(DAY, 400 * DAY)
    zone = site.chance.choice(("UTC", "Europe/Berlin", "America/New_York"))
    rule = f"duration: 1h30m\nrrule: {site.chance.choice(_RULES)}\ntimezone: {zone}"
    return _new(site, start, rule).name


def said(site: EditedSite) -> str:
    folder = _one(site)
    state = site.chance.choice(("scheduled", "in-progress", "verifying", "completed"))
    site.write(folder / comment_name(site.now, state), site.words())
    return f"{folder.name}: {state}"


def delayed(site: EditedSite) -> str:
    folder = _one(site)
    start, end = at(site.now + DAY), at(site.now + DAY + HOUR)
    text = f"---\nstart: {start}\nend: {end}\n---\n{site.words()}"
    site.write(folder / comment_name(site.now, "delayed"), text)
    return folder.name


def cancelled(site: EditedSite) -> str:
    folder = _one(site)
    site.write(folder / comment_name(site.now, "cancelled"), "It is not needed.\n")
    return folder.name


def changed(site: EditedSite) -> str:
    folder = _one(site)
    key, value = site.chance.choice(
        (
            ("title", f"Work, number {site.number()}"),
            ("exdates", f"[{at(site.now + DAY, '%Y-%m-%d')}]"),
            ("status", site.chance.choice(("ACTIVE", "INACTIVE"))),
            ("monitors", "{service-0: MAINTENANCE}"),
        )
    )
    set_key(folder / "maintenance.md", key, value)
    return f"{folder.name}: {key}"


def deleted(site: EditedSite) -> str:
    folder = _one(site)
    shutil.rmtree(folder)
    return folder.name


def _new(site: EditedSite, start: int, when: str) -> Path:
    folder = site.content / "maintenances" / f"{at(start, '%Y-%m-%d')}-work-{site.number()}"
    front = f"title: Work on servers\nstart: {at(start)}\n{when}\nmonitors: [service-1]\n"
    site.write(folder / "maintenance.md", f"---\n{front}---\n{site.words()}")
    return folder


def _one(site: EditedSite) -> Path:
    return site.entry("maintenance") if site.entries("maintenance") else _new_one(site)


def _new_one(site: EditedSite) -> Path:
    return _new(site, site.now - HOUR, "end: " + at(site.now + HOUR))


KINDS: dict[str, Callable[[EditedSite], str]] = {
    "maintenance planned": planned,
    "maintenance that recurs added": repeated,
    "maintenance told about": said,
    "maintenance delayed": delayed,
    "maintenance cancelled": cancelled,
    "maintenance changed": changed,
    "maintenance deleted": deleted,
}
