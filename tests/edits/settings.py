"""Edits of monitors.yaml and content/site.yaml, and what git knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.edits.site import EditedSite, at
from tests.repositories import git, new_repository

# ------------------------------------------------------------------ monitors.yaml


def monitor_added(site: EditedSite) -> str:
    tag = f"added-{site.number()}"
    site.monitors.append({"tag": tag, "name": f"Added {tag}", "category": "Core"})
    site.save_monitors()
    return tag


def monitor_removed(site: EditedSite) -> str:
    """One that no incident names; where there is none, the last in the list."""
    unused = [one for one in site.monitors if one["tag"].startswith("added-")]
    gone = site.chance.choice(unused or site.monitors[-1:])
    site.monitors.remove(gone)
    site.save_monitors()
    return str(gone["tag"])


def monitors_reordered(site: EditedSite) -> str:
    one, other = site.chance.sample(range(len(site.monitors)), 2)
    site.monitors[one], site.monitors[other] = site.monitors[other], site.monitors[one]
    site.save_monitors()
    return f"{one} and {other}"


def _monitor(key: str, values: Callable[[EditedSite], Any], site: EditedSite) -> str:
    monitor = site.chance.choice(site.monitors)
    monitor[key] = values(site)
    site.save_monitors()
    return f"{monitor['tag']}: {key}"


# ------------------------------------------------------------------ site.yaml


def _setting(key: str, values: Callable[[EditedSite], Any], site: EditedSite) -> str:
    value = values(site)
    if value is None:
        site.settings.pop(key, None)
    else:
        site.settings[key] = value
    site.save_settings()
    return f"{key}: {value}"


def _groups(site: EditedSite) -> list[dict[str, Any]]:
    names = ["Core", "API", "Data", "Regions"]
    site.chance.shuffle(names)
    found: list[dict[str, Any]] = [{"name": name} for name in names]
    found[0] |= {"title": f"Group {site.number()}", "title.de": "Gruppe", "collapse": "closed"}
    return found[: site.chance.randint(1, 4)]


def _checks(site: EditedSite) -> dict[str, str]:
    codes = ("going-back", "forgotten-incident", "missing-translation", "unknown-monitor")
    return {site.chance.choice(codes): site.chance.choice(("warning", "off"))}


def _repository(site: EditedSite) -> dict[str, Any] | None:
    if site.chance.random() < 0.3:
        return None
    address = {"host": "github", "url": "https://github.com/example/status"}
    return {**address, "dates": True, "authors": site.chance.random() < 0.5}


def dates_of_git(site: EditedSite) -> str:
    words = _setting("repository", _repository, site)
    return f"{words}; {committed(site)}"


def committed(site: EditedSite) -> str:
    """All that was edited becomes a commit, as of now."""
    if not (site.root / ".git").exists():
        new_repository(site.root, "--initial-branch=main")
    git(site.root, "add", "--all", at=at(site.now))
    message = f"Edits up to number {site.number()}"
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    git(site.root, *author, "commit", "--quiet", "--allow-empty", "-m", message, at=at(site.now))
    return message


def as_at_first(site: EditedSite) -> str:
    """Else languages and dialects would add up, and so would the files that an edit writes."""
    site.settings = dict(site.at_first)
    site.save_settings()
    return "site.yaml"


def _any_of(*values: Any) -> Callable[[EditedSite], Any]:
    return lambda site: site.chance.choice(values)


def _numbered(form: str) -> Callable[[EditedSite], str]:
    return lambda site: form.format(site.number())


_LANGUAGES = (None, ["de"], ["de", "fr"], ["ar"])
_DIALECTS: tuple[dict[str, Any] | None, ...] = (
    None,
    {"dialects": ["statuspage-v2"]},
    {"dialects": ["cstate", "badges"]},
    {"dialects": []},
    {"documents": "open"},
    {"documents": 30},
    {"documents": "all"},
)

_MONITORS: dict[str, tuple[str, Callable[[EditedSite], Any]]] = {
    "monitor renamed": ("name", _numbered("Service, number {}")),
    "monitor translated": ("name.de", _numbered("Dienst {}")),
    "monitor hidden or shown": ("hidden", _any_of(True, False)),
    "monitor put in another group": ("category", _any_of("Core", "API", "Data", "New", None)),
    "monitor's beginning changed": ("since", lambda site: site.now - site.chance.randrange(10**7)),
    "monitor's default changed": ("defaultStatus", _any_of("UP", "NONE", "DEGRADED")),
    "monitor's alias changed": ("aliases", lambda site: [f"/was/{site.number()}/"]),
}
_SETTINGS: dict[str, tuple[str, Callable[[EditedSite], Any]]] = {
    "title of the site": ("title", _numbered("Status, number {}")),
    "footer": ("footer", _numbered("We are number {}.")),
    "address of the site": ("url", _numbered("https://status.example.com/{}")),
    "language": ("language", _any_of("en", "de", "fr")),
    "languages": ("languages", _any_of(*_LANGUAGES)),
    "reviewed languages": ("unreviewed_languages", _any_of(None, ["de"])),
    "time zone": ("timezone", _any_of("UTC", "Europe/Berlin", "Asia/Kolkata")),
    "zone of days": ("day_zone", _any_of("UTC", "America/New_York", "Pacific/Apia")),
    "limit of feeds": ("feeds", _any_of({"limit": 5}, {"limit": 50}, {"limit": 500})),
    "dialects and documents": ("api", _any_of(*_DIALECTS)),
    "days of bars": ("history", _any_of({"days": 30}, {"days": 90}, {"days": 365})),
    "recent days": ("recent", _any_of({"days": 1}, {"days": 14}, {"days": 60})),
    "levels of checks": ("checks", _checks),
    "host": ("hosting", _any_of({"rules": "netlify"}, {"host": "netlify"}, {"rules": "nginx"})),
    "on-call documents": ("oncall", _any_of({"publish": True}, {"publish": False})),
    "groups": ("groups", _groups),
    "colours": ("tokens", lambda site: {"light": {"brand": f"#{site.number():06x}"}}),
    "hold of records": ("records", _any_of({"hold": "1h"}, {"hold": "1d"})),
    "forgotten after": ("forgotten_after", _any_of("1h", "7d")),
    "uptime": ("uptime", _any_of({"weights": {"partial": 0.5}}, {"weights": {"degraded": 0.1}})),
}

KINDS: dict[str, Callable[[EditedSite], str]] = {
    "monitor added": monitor_added,
    "monitor removed": monitor_removed,
    "monitors reordered": monitors_reordered,
    **{kind: partial(_monitor, *how) for kind, how in _MONITORS.items()},
    **{f"settings: {kind}": partial(_setting, *how) for kind, how in _SETTINGS.items()},
    "settings: dates of git": dates_of_git,
    "settings: as at first": as_at_first,
    "commit": committed,
}
