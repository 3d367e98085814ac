"""The site that a history of edits works on: its files, its clock, and how it is built."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import yaml

MINUTE, HOUR, DAY = 60, 3_600, 86_400

_END = re.compile(r"^---$", re.MULTILINE)
_AFTER = {
    "resolved": ("resolved", "resolved", "investigating", "postmortem"),
    "postmortem": ("resolved", "postmortem", "investigating"),
    "monitoring": ("identified", "monitoring", "resolved"),
}
_UNRESOLVED = ("identified", "monitoring", "resolved")


@dataclass(slots=True)
class Place:
    """Where everything of a history is: the site, its neighbour, the cache, what is published."""

    work: Path

    @property
    def site(self) -> Path:
        return self.work / "site"

    @property
    def neighbour(self) -> Path:
        """Another site, whose builds use the same cache."""
        return self.work / "neighbour"

    @property
    def cache(self) -> Path:
        """XDG_CACHE_HOME of the builds."""
        return self.work / "cache"

    @property
    def public(self) -> Path:
        """What is built again and again; nothing else is in the folder above it."""
        return self.work / "kept" / "public"

    @property
    def archive(self) -> Path:
        """Old outputs and caches, which come back."""
        return self.work / "archive"


@dataclass(slots=True)
class EditedSite:
    """A site, what is known of it, and how its next build is called.

    ``at_first`` are the settings that it began with, ``once`` options of the next build alone;
    ``meanwhile`` is done while another one runs before, ``neighbour_first`` builds the other site.
    """

    place: Place
    chance: Random
    now: int
    settings: dict[str, Any]
    monitors: list[dict[str, Any]]
    at_first: dict[str, Any] = field(default_factory=dict)
    keep_going: bool = True
    once: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None
    neighbour_first: bool = False
    broken: dict[Path, bytes] = field(default_factory=dict)
    back_to: int = 0
    count: int = 0

    @property
    def root(self) -> Path:
        return self.place.site

    @property
    def content(self) -> Path:
        return self.root / "content"

    def number(self) -> int:
        """A number that was never given before."""
        self.count += 1
        return self.count

    # ------------------------------------------------------------------ finding

    def entries(self, kind: str = "incident") -> list[Path]:
        """The folders of incidents (or of maintenances) that are whole, oldest name first."""
        found = (self.content / f"{kind}s").rglob(f"{kind}.md")
        return sorted(
            path.parent
            for path in found
            if not any(one.parent == path.parent for one in self.broken)
        )

    def entry(self, kind: str = "incident") -> Path:
        """One of them; every other time one of the newest five."""
        found = self.entries(kind)
        return self.chance.choice(found[-5:] if self.chance.random() < 0.5 else found)

    def comment(self, folder: Path | None = None) -> Path:
        """A comment, of any incident or of this one, which gets one where it has none."""
        folder = folder or self.entry()
        found = comments_of(folder)
        if not found:
            new = folder / comment_name(self.now, self.next_state(folder))
            return self.write(new, self.words())
        return self.chance.choice(found)

    # ------------------------------------------------------------------ writing

    def write(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def save_settings(self) -> None:
        self.write(self.content / "site.yaml", _dumped(self.settings))

    def save_monitors(self) -> None:
        self.write(self.root / "monitors.yaml", _dumped(self.monitors))

    def impacts(self) -> str:
        """`monitors` of an incident, in one line."""
        tags = [one["tag"] for one in self.monitors if one["tag"].startswith("service-")]
        found = self.chance.sample(tags, min(len(tags), self.chance.choice((1, 1, 2))))
        words = (f"{tag}: {self.chance.choice(('DOWN', 'PARTIAL', 'DEGRADED'))}" for tag in found)
        return "{" + ", ".join(words) + "}"

    def next_state(self, folder: Path) -> str:
        """A state that may follow the newest comment of an incident."""
        found = comments_of(folder)
        return self.chance.choice(_AFTER.get(state_of(found[-1]) if found else "", _UNRESOLVED))

    def words(self) -> str:
        """A text that nobody has written before."""
        ending = ("", " – *still*.", " See [help](/about/).", "\n\n- one\n- two", " `503` & <b>")
        return f"We know more now, number {self.number()}.{self.chance.choice(ending)}\n"


def at(instant: int, form: str = "%Y-%m-%dT%H:%M:%SZ") -> str:
    """An instant as people write it."""
    return datetime.fromtimestamp(instant, UTC).strftime(form)


def comments_of(folder: Path) -> list[Path]:
    """The comments of an entry in the order of their names, without translations."""
    return sorted(path for path in folder.glob("*T*.md") if path.name.count(".") == 2)


def state_of(comment: Path) -> str:
    """The state that the name of a comment says."""
    return comment.name.split(".")[1]


def comment_name(instant: int, state: str) -> str:
    """The name of a comment's file."""
    return f"{at(instant, '%Y-%m-%dT%H%M%SZ')}.{state}.md"


def instant_of(comment: Path) -> int:
    """The instant that the name of a comment says; those of histories have seconds and ``Z``."""
    return int(datetime.fromisoformat(comment.name.split(".")[0]).timestamp())


def set_key(path: Path, key: str, value: str | None) -> None:
    """Gives a key of front matter another value, in YAML; None takes the key away."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        text = f"---\n---\n{text}"
    text = re.sub(rf"^{re.escape(key)}:.*\n(?:[ \t].*\n)*", "", text, flags=re.MULTILINE)
    if value is not None:
        ends = list(_END.finditer(text))
        end = ends[1].start()
        text = f"{text[:end]}{key}: {value}\n{text[end:]}"
    path.write_text(text, encoding="utf-8")


def text_of(path: Path) -> tuple[str, str]:
    """The front matter of a file with its dashes, or "", and the text below it."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        return "", text
    end = list(_END.finditer(text))[1].end() + 1
    return text[:end], text[end:]


def _dumped(document: object) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=1000)
