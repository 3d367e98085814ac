"""A text in which all updates of an incident stand one below the other -> its updates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.importers.clock import Instant, find_instant, read_instant
from statusgen.model.lifecycle import State

_STATES = {
    State.INVESTIGATING: "investigating|initial (?:message|announcement|report)|new|opened|reported",
    State.IDENTIFIED: "identified|cause found|in progress",
    State.MONITORING: "monitoring|watching",
    State.RESOLVED: "resolved|fixed|solved|completed?|maintenance complete|closed|all clear",
    State.POSTMORTEM: "post-?\\s?mortem|root cause analysis|rca",
}
_UPDATE = r"updates?(?:\s+\d+)?|latest update"
_WORDS = "|".join([*_STATES.values(), _UPDATE])
_LABEL = re.compile(
    rf"(?:[*_]{{1,3}}|\[|\#{{1,6}}\s+)\s*(?P<label>{_WORDS})\b(?P<rest>[^\n*_\]]*?)"
    r"(?P<close>[*_]{1,3}|\]|(?=\n|\Z))\s*(?:[-\u2013\u2014:]+\s+)?",
    re.IGNORECASE,
)
_PLAIN_LABEL = re.compile(
    rf"(?P<label>{_WORDS})\s*[-\u2013\u2014:]\s+(?P<rest>)(?P<close>)", re.IGNORECASE
)
_HEADING = re.compile(r"\#{1,6}\s+(?P<words>[^\n]*)(?:\n|\Z)")
_TRACK = re.compile(r"\s*\{\{[<%]\s*track\s+[\"'`](?P<at>[^\"'`]*)[\"'`]\s*[>%]\}\}\s*")
_MARK = re.compile(r"[*_#\[]")
_FENCE = re.compile(r"^(?:```|~~~).*?(?:^(?:```|~~~)[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One update: its text, when it was written (None: not said), and the state that it names."""

    text: str
    at: Instant | None = None
    state: State | None = None
    labelled: bool = False
    stamp: str = ""


def parts_of(text: str, zone: str) -> list[Part]:
    """The updates in a text, oldest first; one where nothing tells them apart.

    A new one begins at a label such as ``*Update*`` or ``[Initial Message]``, at a heading with
    a date, and behind a stamp of cState's ``track``.
    """
    found = [_part(piece, zone) for piece in _pieces(text, zone)]
    found = [part for part in found if part.text or part.at or part.state]
    if not _newest_first(found):
        return found
    above, oldest = found[0], found[-1]
    if not _is_told(above) and not _MARK.match(above.text) and _is_told(oldest):
        text = "\n\n".join(one for one in (above.text, oldest.text) if one)
        found = [*found[1:-1], replace(oldest, text=text)]
    return found[::-1]


def _is_told(part: Part) -> bool:
    """Whether a part says that it is an update: by a label or a time."""
    return part.labelled or part.at is not None or bool(part.stamp)


def _pieces(text: str, zone: str) -> list[str]:
    """The text cut before every paragraph with which an update begins."""
    pieces: list[list[str]] = []
    stamped = True
    for paragraph in _paragraphs(text):
        if not pieces or stamped or _begins(paragraph, zone):
            pieces.append([])
        pieces[-1].append(paragraph)
        stamped = bool(_TRACK.search(paragraph))
    return ["\n\n".join(piece) for piece in pieces]


def _paragraphs(text: str) -> list[str]:
    """The text cut at its empty lines, but for those inside of fenced code."""
    fenced: list[str] = []

    def hide(found: re.Match[str]) -> str:
        fenced.append(found[0])
        return f"\x00{len(fenced) - 1}\x00"

    hidden = _FENCE.sub(hide, text)
    cut = re.split(r"\n[ \t]*\n+", hidden)
    return [
        re.sub("\x00(\\d+)\x00", lambda found: fenced[int(found[1])], one).strip("\n")
        for one in cut
        if one.strip()
    ]


def _begins(paragraph: str, zone: str) -> bool:
    if _label(paragraph):
        return True
    heading = _HEADING.match(paragraph)
    return bool(heading and find_instant(heading["words"], zone))


def _label(text: str) -> re.Match[str] | None:
    return _LABEL.match(text) or _PLAIN_LABEL.match(text)


def _part(piece: str, zone: str) -> Part:
    stamps = list(_TRACK.finditer(piece))
    text = _TRACK.sub(" ", piece).strip() if stamps else piece
    label, heading = _label(text), _HEADING.match(text)
    written = stamps[0]["at"] if stamps else ""
    part = Part(text, read_instant(written, zone) if stamps else None, stamp=written)
    words = heading["words"] if heading else label["rest"] if label else ""
    if part.at is None and words:
        part = replace(part, at=find_instant(words, zone))
    if label is None and heading and part.at:
        return replace(part, text=_without_stamp(text[heading.end() :], heading["words"]))
    if label is None:
        return part
    more = label["rest"].strip(" ,:;-\u2013\u2014")
    body = text[label.end() :].lstrip().removeprefix("\\\n")
    body = f"**{more}** {body}".strip() if more and not part.at else body.strip()
    return replace(part, text=body, state=state_of(label["label"]), labelled=True)


def _without_stamp(text: str, words: str) -> str:
    """What stands below a heading, with the heading's words where they say more than the time."""
    more = re.sub(
        r"[\d.:/\-\u2013\u2014T, ]+|\b(?:uhr|utc|gmt|z|update)\b", "", words, flags=re.IGNORECASE
    )
    return f"**{words.strip()}**\n\n{text.strip()}".strip() if more else text.strip()


def state_of(label: str) -> State | None:
    """The state that a word such as "Fixed" stands for, None for one that names none."""
    for state, words in _STATES.items():
        if re.fullmatch(words, label, re.IGNORECASE):
            return state
    return None


def _newest_first(parts: Sequence[Part]) -> bool:
    """Whether the newest update stands on top, as is the custom of cState."""
    times = [part.at.at for part in parts if part.at]
    if len(set(times)) > 1:
        return times[0] > times[-1]
    if len(parts) < 2:
        return False
    begins = [part.state is State.INVESTIGATING for part in (parts[0], parts[-1])]
    if begins[0] != begins[1]:
        return begins[1]
    order = list(_STATES)
    steps = [order.index(part.state) for part in parts if part.state]
    if len(set(steps)) > 1:
        return steps[0] > steps[-1]
    return parts[0].labelled or not parts[-1].labelled
