"""What the form for reports is made of, in one language: what can be chosen, and the words for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from statusgen import addresses
from statusgen.dataclass import dataclass
from statusgen.model.lifecycle import ENDED, HUMAN, Phase, State
from statusgen.model.site import HOUR, MINUTE, Repository
from statusgen.model.status import Severity, Status
from statusgen.targets.html import edit, words
from statusgen.targets.html.subjects import Subject
from statusgen.targets.html.words import Voice, Written

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable

_IMPACTS = (Status.UP, Status.DEGRADED, Status.PARTIAL, Status.DOWN, Status.MAINTENANCE)
_OPENING = tuple(one for one in State if one in HUMAN)
_OVER = (*(one for one in State if one in ENDED), Phase.COMPLETED, Phase.CANCELLED)
_STATES = (*(one for one in State if one in HUMAN | ENDED), *Phase)
_BEGAN = "2026-01-15T10:24:00Z"
_LENGTHS = (15 * MINUTE, 30 * MINUTE, *(n * HOUR for n in (1, 2, 3, 4, 6, 8, 12, 24)))
_FEW = 12
"""So many monitors are shown without a click."""


@dataclass(frozen=True, slots=True)
class Named:
    """A monitor, and how it is called."""

    tag: str
    name: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form needs to know. ``taken`` are slugs that no new report can have, ``groups`` are
    titles ("" for none) with their translations and their monitors.
    """

    groups: tuple[tuple[str, Mapping[str, str], tuple[Named, ...]], ...]
    subjects: tuple[Subject, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a list: its value in the file, and the words for it."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A monitor; ``key`` is its tag as YAML writes it."""

    tag: str
    key: str
    name: Written


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """Monitors under a title ("" for none); ``open`` says whether they are shown at first."""

    title: Written
    open: bool
    services: tuple[ServiceChoice, ...]


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """A report that an update may be about. ``state`` is its present one, ``states`` are those
    that may follow. ``last`` is when something was said last ("" for never), ``now`` is JSON: how
    each monitor is, by tag. ``post`` leads to the host without the form.
    """

    slug: str
    title: Written
    folder: str
    state: str
    states: tuple[str, ...]
    last: str
    now: str
    post: str


@dataclass(frozen=True, slots=True)
class Example:
    """A file to be written by hand, and where."""

    title: str
    file: str
    content: str
    href: str


@dataclass(frozen=True, slots=True)
class ManagePage:
    """The form. ``new`` is where a new file is written, with ``{file}`` and ``{content}`` in the
    places of these; ``root`` is the folder of the site in the repository, "" or ending in ``/``.
    Of the ``states``, incidents may begin in those that are ``opening``, and nothing is hit any
    more in those that are ``over``.
    """

    host: str
    branch: str
    new: str
    root: str
    taken: tuple[str, ...]
    zone: str
    open: tuple[SubjectChoice, ...]
    maintenances: tuple[SubjectChoice, ...]
    resolved: tuple[SubjectChoice, ...]
    groups: tuple[ServiceGroup, ...]
    impacts: tuple[Choice, ...]
    states: tuple[Choice, ...]
    opening: tuple[str, ...]
    over: tuple[str, ...]
    severities: tuple[Choice, ...]
    lengths: tuple[Choice, ...]
    examples: tuple[Example, ...]


def form(facts: Facts, repository: Repository, zone: str, voice: Voice) -> ManagePage:
    """The form in one language; ``zone`` is that of recurring maintenance."""
    from statusgen.editing.maintenances import in_words

    found: dict[str, list[SubjectChoice]] = {}
    for one in facts.subjects:
        found.setdefault(one.kind, []).append(_subject(one, repository, voice))
    tags = [one.tag for _, _, monitors in facts.groups for one in monitors]
    return ManagePage(
        host=addresses.HOST_NAMES[repository.host],
        branch=repository.branch,
        new=addresses.new_file(repository),
        root=addresses.placed(repository, ""),
        taken=facts.taken,
        zone=zone,
        open=tuple(found.get("open", ())),
        maintenances=tuple(found.get("maintenance", ())),
        resolved=tuple(found.get("resolved", ())),
        groups=_groups(facts, len(tags) <= _FEW, voice),
        impacts=tuple(Choice(one, _impact(one, voice)) for one in _IMPACTS),
        states=tuple(Choice(one, words.state_word(voice, one)) for one in _STATES),
        opening=_OPENING,
        over=_OVER,
        severities=tuple(Choice(one, voice.t(f"severity.{one}")) for one in Severity),
        lengths=tuple(Choice(f"{in_words(n)}", words.duration(voice, n)) for n in _LENGTHS),
        examples=tuple(_examples(tags[0] if tags else "api", repository, voice)),
    )


def _subject(one: Subject, repository: Repository, voice: Voice) -> SubjectChoice:
    now = {tag: _impact(status, voice) for tag, status in one.impacts.items()}
    return SubjectChoice(
        slug=one.slug,
        title=words.written(voice, one.title, one.titles),
        folder=one.file.rpartition("/")[0],
        state=one.state,
        states=one.states,
        last="" if one.last is None else str(one.last),
        now=json.dumps(now, ensure_ascii=False),
        post=edit.new_comment(repository, one.file, one.state),
    )


def _groups(facts: Facts, few: bool, voice: Voice) -> tuple[ServiceGroup, ...]:
    from statusgen.editing.splice import scalar

    return tuple(
        ServiceGroup(
            title=words.written(voice, title, titles),
            open=few or not title,
            services=tuple(
                ServiceChoice(one.tag, scalar(one.tag), words.written(voice, one.name, one.names))
                for one in monitors
            ),
        )
        for title, titles, monitors in facts.groups
    )


def _examples(tag: str, repository: Repository, voice: Voice) -> Iterator[Example]:
    from statusgen.editing.splice import document

    name, message = voice.t("manage.name"), voice.t("manage.message")
    begin: dict[str, Writable] = {"title": name, "start": _BEGAN}
    incident = begin | {"monitors": {tag: Status.DOWN}}
    work = begin | {"duration": "2h", "monitors": {tag: Status.MAINTENANCE}}
    for key, file, keys in (
        ("manage.incident", "incidents/2026/2026-01-15-words/incident.md", incident),
        ("status.maintenance", "maintenances/2026-01-15-words/maintenance.md", work),
    ):
        placed, content = addresses.placed(repository, f"content/{file}"), document(keys, message)
        href = addresses.filled(addresses.new_file(repository), placed, content)
        yield Example(voice.t(key), placed, content, href)


def _impact(status: Status, voice: Voice) -> str:
    if status is Status.UP:
        return voice.t("report.recovered")
    return words.status_word(voice, status)
