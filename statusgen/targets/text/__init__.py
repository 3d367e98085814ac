"""``status.txt``: what the front page says, for curl and terminals.

It is code and no template: what makes it readable is columns and line ends that depend on how
wide every other line is. What it says is the theme's wording all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.artifact import Artifact, Files
from statusgen.snapshot import Snapshot
from statusgen.targets.html import words
from statusgen.targets.html.frame import TEXT, Frame, frame_of, places
from statusgen.targets.html.front import Front, front
from statusgen.targets.text.report import report
from statusgen.targets.theme import Theme


def plan(snapshot: Snapshot, theme: Theme) -> Iterator[Artifact]:
    """One file for each language; it tells the time, so each build writes it anew."""
    frame = frame_of(snapshot)
    count = len(frame.settings.all_languages)
    yield Artifact("text", render, (theme, frame, front(snapshot)), count)


def render(theme: Theme, frame: Frame, facts: Front) -> Files:
    """The files, as UTF-8."""
    for place in places(frame, ""):
        lines = report(facts, words.voice(theme, frame, place.lang), place)
        yield place.prefix + TEXT, ("\n".join(lines) + "\n").encode()
