"""What other sites may show of this one: a page for frames, and a script with the file it asks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from statusgen.artifact import Artifact, Files
from statusgen.dataclass import dataclass
from statusgen.snapshot import Snapshot
from statusgen.snapshot.overall import Overall
from statusgen.targets.html import shell, styles, words
from statusgen.targets.html.frame import EMBED, SCRIPT, Frame, Place, places
from statusgen.targets.html.front import headline
from statusgen.targets.html.words import Voice
from statusgen.targets.theme import Theme

_SHEETS = (shell.STATES, "embed")


@dataclass(frozen=True, slots=True)
class Said:
    """The one sentence; ``names`` are those of the only monitor that is not well, by language."""

    overall: Overall
    names: Mapping[str, str]


def plan(snapshot: Snapshot, theme: Theme, frame: Frame) -> Iterator[Artifact]:
    """The page and the file change with what is said, the script only with the theme."""
    count = len(frame.settings.all_languages)
    overall = snapshot.overall
    found = (view.monitor for view in snapshot.monitors if view.monitor.tag in overall.affected)
    names = next((one.names for one in found if overall.name), {})
    yield Artifact("html/embed", render, (theme, frame, Said(overall, names)), 2 * count)
    yield Artifact("html/embed.js", render_script, (theme, frame), count)


def render(theme: Theme, frame: Frame, said: Said) -> Files:
    """``embed/`` and ``embed/status.json`` in each language."""
    for blank in shell.blanks(theme, frame, EMBED):
        place, sentence = blank.place, _sentence(said, blank.voice)
        css = styles.css(theme, frame.settings, _SHEETS, place.root)
        slots = shell.Slots(title=sentence, csp=styles.policy(css))
        look = str(said.overall.state)
        html = blank.fill("embed.html", page=slots, look=look)
        yield place.file, html.replace(slots.css, css).encode()
        yield _status(place, look, sentence)


def render_script(theme: Theme, frame: Frame) -> Files:
    """``embed.js`` in the folder of each language: it asks for the file beside it."""
    for place in places(frame, ""):
        yield place.prefix + SCRIPT, theme.assets[SCRIPT]


def _status(place: Place, look: str, sentence: str) -> tuple[str, bytes]:
    status = {"state": look, "headline": sentence, "lang": place.lang}
    return (
        f"{place.prefix}{EMBED}status.json",
        f"{json.dumps(status, ensure_ascii=False)}\n".encode(),
    )


def _sentence(said: Said, voice: Voice) -> str:
    name = words.written(voice, said.overall.name, said.names).text
    return headline(said.overall, name, voice)
