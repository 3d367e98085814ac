"""The same incidents for cState: a site for a checkout of its theme, as it is or without 15 lines."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import yaml

from statusgen.model.status import Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView

_TEMPLATES = ("small", "issue", "single")
_UNUSED = ("$incidents", "$active", "$isNotice", "$isDisrupted", "$isDown")
"""Look-ups at the head of three templates: each walks all incidents, nobody reads the result."""


def write_cstate_site(snapshot: Snapshot, checkout: Path, site: Path) -> None:
    """Writes a site with the settings of the checkout's own example, and both themes beside it."""
    issues = site / "content" / "issues"
    issues.mkdir(parents=True)
    settings = yaml.safe_load((checkout / "exampleSite" / "config.yml").read_text(encoding="utf-8"))
    settings["baseURL"] = "https://status.example.com"
    names = [one.monitor.name for one in snapshot.monitors]
    settings["params"]["systems"] = [{"name": name, "category": "All"} for name in names]
    settings["params"]["categories"] = [{"name": "All"}]
    (site / "config.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    for incident in snapshot.incidents:
        (issues / f"{incident.slug}.md").write_text(issue(incident), encoding="utf-8")
    for name in ("shipped", "patched"):
        shutil.copytree(checkout, site / "themes" / name, ignore=shutil.ignore_patterns(".git"))
    remove_unused_lines(site / "themes" / "patched")


def issue(incident: IncidentView) -> str:
    """An incident as a file of cState: its updates are text, newest first, as its example has them."""
    front = {
        "title": incident.title,
        "date": _when(incident.start),
        "resolved": incident.end is not None,
        "resolvedWhen": _when(incident.end or incident.start),
        "severity": "down" if incident.impact is Status.DOWN else "disrupted",
        "affected": [one.name for one in incident.affected],
        "section": "issue",
    }
    texts = (
        f'*{update.state.value.title()}* - {update.text.strip()} {{{{< track "{_when(update.at)}" >}}}}'
        for update in reversed(incident.updates)
    )
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=1000)
    return f"---\n{head}---\n\n" + "\n\n".join(texts) + "\n"


def remove_unused_lines(theme: Path) -> int:
    """Takes the unused look-ups out of a copy of the theme; says how many lines they were."""
    removed = 0
    for name in _TEMPLATES:
        template = theme / "layouts" / "issues" / f"{name}.html"
        lines = template.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(_LOOK_UPS)]
        removed += len(lines) - len(kept)
        template.write_text("".join(kept), encoding="utf-8")
    return removed


def cstate_command(program: Path, site: Path, theme: str, output: Path) -> list[str]:
    """A build with the theme ``shipped`` or ``patched``."""
    where = ["--source", str(site), "--theme", theme, "--destination", str(output)]
    return [str(program), "--quiet", *where, "--noBuildLock", "--cacheDir", str(site / "cache")]


def _when(instant: int) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M:%S}"


_LOOK_UPS = tuple(f"{{{{ {name} := where " for name in _UNUSED)
