"""What a shell offers while a command is typed: from names of files alone, and never an error."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from statusgen.model.status import IMPACTS, WORST_FIRST

_MOST = 200
_TAG = re.compile(r"""(?:^|[\s{,-])tag:\s*["']?([a-z0-9][a-z0-9_-]*)""", re.MULTILINE)
_ENDED = {"resolved", "postmortem", "completed", "cancelled"}
_STATE = re.compile(r"\.([A-Za-z_-]+)(?:\.\d+)?(?:\.[a-z-]+)?\.md")

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]


class PlainBash(BashComplete):
    """Bash takes `api=DOWN` for three words: here it is one again, and only its end is offered."""

    name = "bash"

    def get_completion_args(self) -> tuple[list[str], str]:  # noqa: D102 - click's own interface
        args, incomplete = super().get_completion_args()
        self._cut = 0
        words = [*args, incomplete]
        if "=" not in words[-2:] or len(words) < 3:
            return args, incomplete
        place = len(words) - 1 - words[::-1].index("=")
        tag = words[place - 1]
        self._cut = len(tag) + 1
        return words[: place - 1], f"{tag}={''.join(words[place + 1 :])}"

    def format_completion(self, item: CompletionItem[str]) -> str:  # noqa: D102 - click's own
        return f"{item.type},{item.value[self._cut :]}"

    @staticmethod
    def _check_version() -> None:
        """Asking bash for its version takes longer than all the rest."""


def register() -> None:
    """Makes click use our bash."""
    add_completion_class(PlainBash)


def offer(words_of: Callable[[Path], list[str]]) -> Completer:
    """What completes an argument by words that a site's folder gives: by their beginning, or,
    where none begins so, by a part of them.
    """

    def complete(
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG001 - click's own interface
        incomplete: str,
    ) -> list[CompletionItem[str]]:
        words = words_of(Path(ctx.find_root().params.get("root") or "."))
        start = incomplete.lower()
        words = [one for one in words if "=" in start or "=" not in one]
        found = [one for one in words if one.lower().startswith(start)]
        found = found or [one for one in words if start in one.lower()]
        return [CompletionItem(one) for one in found[:_MOST]]

    return complete


def incidents(root: Path) -> list[str]:
    """The slugs of incidents, open ones first, then the newest."""
    return _slugs(root, "incidents")


def maintenances(root: Path) -> list[str]:
    """The slugs of maintenances."""
    return _slugs(root, "maintenances")


def entries(root: Path) -> list[str]:
    """The slugs of both."""
    return [*incidents(root), *maintenances(root)]


def impacts(root: Path) -> list[str]:
    """The tags, and each with all that can be said of it: those are offered behind a `=`."""
    tags = monitors(root)
    return [*tags, *(f"{tag}={impact}" for tag in tags for impact in IMPACTS)]


def templates_with(opening: str) -> Callable[[Path], list[str]]:
    """The names of templates with this file."""
    return lambda root: sorted(
        one.parent.name for one in (root / "content/templates").glob(f"*/{opening}")
    )


def statuses(root: Path) -> list[str]:  # noqa: ARG001 - they are the same on every site
    """What can be noted of a monitor."""
    return [str(one) for one in WORST_FIRST]


def monitors(root: Path) -> list[str]:
    """The tags of monitors.yaml."""
    try:
        text = (root / "monitors.yaml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return list(dict.fromkeys(_TAG.findall(text)))


def _slugs(root: Path, kind: str) -> list[str]:
    """The slugs of a kind: what its newest comment does not end comes first."""
    found = list(_folders(root / "content" / kind, f"{kind[:-1]}.md"))
    found.sort(key=lambda one: one[0], reverse=True)
    return [slug for slug, over in sorted(found, key=lambda one: one[1])]


def _folders(top: Path, opening: str) -> Iterator[tuple[str, bool]]:
    """Slugs, and whether each is over as far as the names of its files tell."""
    for folder, _, files in os.walk(top):
        if opening in files:
            named = [(name, said) for name in files if (said := _STATE.search(name))]
            last = max(named, key=lambda one: one[0])[1][1].lower() if named else ""
            yield Path(folder).name, last.replace("_", "-") in _ENDED
