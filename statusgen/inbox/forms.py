"""The words of the forms: what the form of an issue and that of the Actions tab ask for.

Whoever writes these forms takes the words from here; a test may hold them against it.
"""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.inbox.verdicts import refused
from statusgen.model.lifecycle import State
from statusgen.model.status import Status

TITLE, STATE, IMPACT = "Title", "State", "Impact"
MONITORS, START, END, MESSAGE = "Affected monitors", "Start", "End", "Message"

INCIDENT_HEADINGS = (TITLE, STATE, IMPACT, MONITORS, START, MESSAGE)
"""The labels of the fields of the issue form for an incident."""

MAINTENANCE_HEADINGS = (TITLE, MONITORS, START, END, MESSAGE)
"""The labels of the fields of the issue form for a maintenance."""

ACTIONS = ("open", "update", "resolve", "reopen", "maintenance", "api")
"""What the form of the Actions tab may ask for, as its input ``action``."""

INPUTS = (
    "action",
    "title",
    "incident",
    "state",
    "impact",
    "monitors",
    "message",
    "start",
    "end",
    "method",
    "path",
    "body",
)
"""The inputs of the form of the Actions tab."""

STATES = (
    State.INVESTIGATING,
    State.IDENTIFIED,
    State.MONITORING,
    State.RESOLVED,
    State.POSTMORTEM,
)
"""The states that a form may offer: those that are told to the public."""

IMPACTS = (Status.DOWN, Status.PARTIAL, Status.DEGRADED)
"""The impacts that a form may offer; `UP` and the severities are understood as well."""

INCIDENT_LABEL, MAINTENANCE_LABEL = "incident", "maintenance"
"""The labels by which a maintainer publishes an issue. No form may set them by itself."""

_EMPTY = "_No response_"
_MARK = "### "
_KNOWN = {one.lower(): one for one in (*INCIDENT_HEADINGS, *MAINTENANCE_HEADINGS)}


def parse_form(body: str) -> Mapping[str, str]:
    """What the body of an issue says below each heading of its form; "" where it says nothing.

    Refused where a heading stands twice, or where there is none: then no form was filled in.
    """
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in body.split("\n"):
        heading = _heading(line)
        if heading is None:
            current.append(line)
            continue
        if heading in found:
            hint = "write `####` in front of a line of the message that only looks like a heading"
            raise refused(f"the heading `{heading}` stands twice", hint)
        current = found[heading] = []
    if not found:
        hint = f"begin with a line `### {TITLE}`, or make a new issue with the form"
        raise refused("this issue was not made with the form", hint)
    return {heading: _value(lines) for heading, lines in found.items()}


def _heading(line: str) -> str | None:
    return _KNOWN.get(line[len(_MARK) :].strip().lower()) if line.startswith(_MARK) else None


def _value(lines: list[str]) -> str:
    written = "\n".join(lines).strip()
    return "" if written == _EMPTY else written
