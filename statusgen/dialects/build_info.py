"""What every site has, whichever APIs it speaks.

``api/build.json`` is the small file that the page asks for to see whether it is out of date;
``notifications.json`` has the latest events, for those who would rather pull than be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen import __version__
from statusgen.artifact import Artifact, Files
from statusgen.dialects.wire import encode
from statusgen.events import Event, document, latest
from statusgen.instants import rfc3339
from statusgen.snapshot import Snapshot

PATH = "api/build.json"
EVENTS = "notifications.json"
MOST_EVENTS = 100


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """Two documents; the first is new in every build, as it holds the instant of the build."""
    overall, change = snapshot.overall, snapshot.next_change
    yield Artifact(
        PATH,
        render,
        (
            rfc3339(snapshot.now),
            None if change is None else rfc3339(change),
            __version__,
            overall.indicator,
            str(overall.state),
            snapshot.left_out,
        ),
    )
    yield Artifact(EVENTS, render_events, tuple(latest(snapshot, MOST_EVENTS)))


def render(
    generated_at: str,
    next_change: str | None,
    version: str,
    indicator: str,
    state: str,
    left_out: tuple[str, ...],
) -> Files:
    """When it was built, when the truth changes next by itself, and how the page is doing."""
    built = {
        "generated_at": generated_at,
        "next_change": next_change,
        "version": version,
        "status": {"indicator": indicator, "state": state},
        "left_out": left_out,
    }
    yield PATH, encode(built)


def render_events(*events: Event) -> Files:
    """The latest events, newest first."""
    yield EVENTS, encode({"events": [document(event) for event in events]})
