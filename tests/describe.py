"""A snapshot and a page as text that people can compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser

from statusgen.model.status import Status
from statusgen.snapshot import Snapshot

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "tr", "section", "article", "div", "dt", "dd", "ul"}
_BLOCKS |= {"ol", "header", "footer", "nav", "main", "details", "summary", "title", "table", "br"}
_SILENT = {"style", "script", "svg"}


def describe(snapshot: Snapshot) -> str:
    """What is true at the snapshot's instant, line by line."""
    page = snapshot.overall
    lines = [f"at {_time(snapshot.now)}: {page.state} ({page.key}, {page.indicator})"]
    lines += [f"  affected: {', '.join(page.affected)}"] if page.affected else []
    lines.append(f"next change: {_time(snapshot.next_change)}")
    for view in snapshot.monitors:
        lines.append(
            f"\nmonitor {view.monitor.tag}: {view.status}, uptime {view.bar_uptime or '-'}"
        )
        lines += [
            f"  {day.date} {day.status}: {_minutes(day.minutes)}" for day in view.days if day.slugs
        ]
    for incident in snapshot.incidents:
        end = _time(incident.end)
        lines.append(f"\nincident {incident.slug}: {incident.state}, {incident.severity}")
        lines.append(f"  {_time(incident.start)} to {end}")
        lines += [f"  {one.tag}: {one.impact}, now {one.now}" for one in incident.affected]
        lines += [f"  {_time(u.at)} {u.state}: {u.text.splitlines()[0]}" for u in incident.updates]
        lines += [
            f"  span {s.tag} {s.status}: {_time(s.start)} to {_time(s.end)}" for s in incident.spans
        ]
    for maintenance in snapshot.maintenances:
        lines.append(f"\nmaintenance {maintenance.slug}: {maintenance.title}")
        for one in maintenance.occurrences:
            lines.append(f"  {_time(one.start)} to {_time(one.end)}: {one.phase}")
            lines += [f"    {_time(u.at)} {u.state}: {u.text}" for u in one.updates]
    return "\n".join(lines) + "\n"


def page_text(html: str) -> str:
    """The words of a page as a reader sees them, one block per line."""
    parser = _Words()
    parser.feed(html)
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.parts.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT
        self.parts.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self.silent else data)


def _minutes(minutes: Mapping[Status, int]) -> str:
    return ", ".join(f"{status} {length}" for status, length in sorted(minutes.items()))


def when(at: int | None) -> str:
    """An instant to the minute, ``-`` for none."""
    return "-" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"


def _time(at: int | None) -> str:
    return "-" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%SZ}"
