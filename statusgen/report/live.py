"""What a build published, for the page of the run that deploys it."""

from __future__ import annotations

from statusgen.report.inert import inert
from statusgen.report.text import count
from statusgen.snapshot import Snapshot

MOST = 20
"""How many open incidents are named."""


def render(snapshot: Snapshot, verdict: str) -> str:
    """Markdown: how the page is doing, ``verdict`` (what is wrong), and what is open, by name."""
    going_on = snapshot.open_incidents
    lines = [
        f"The page says `{snapshot.overall.state}`: {count(len(going_on), 'open incident')}, {verdict}."
    ]
    lines += [f"- {inert(incident.title)}" for incident in going_on[:MOST]]
    if len(going_on) > MOST:
        lines.append(f"- and {len(going_on) - MOST} more")
    return "\n".join(lines)
