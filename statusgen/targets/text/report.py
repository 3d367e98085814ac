"""The lines of ``status.txt``, in the order of the front page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from statusgen.targets.html import words
from statusgen.targets.html.frame import Place
from statusgen.targets.html.front import Banner, Front, FrontPage, headline
from statusgen.targets.html.front import page as page_of
from statusgen.targets.html.words import Voice
from statusgen.targets.text.columns import COLUMNS, clean, plain, width, wrapped
from statusgen.targets.text.entries import entry, incident, past, stamp
from statusgen.targets.text.services import services

_NAME = "\0"


def report(facts: Front, voice: Voice, place: Place) -> Iterator[str]:
    """Everything, line by line."""
    page = page_of(facts, voice, place)
    active = zip(facts.active, page.active, strict=True)
    yield from _head(facts, page.banner, voice, place)
    for key, blocks in (
        ("home.active", [incident(*pair, voice, facts.now) for pair in active]),
        ("home.maintenance_now", [entry(one.entry, voice) for one in page.running]),
        ("home.notices", [entry(one.entry, voice) for one in page.notices]),
        ("home.maintenance_next", [entry(one.entry, voice) for one in page.coming]),
    ):
        if blocks:
            yield from _section(voice.t(key), blocks)
    yield from services(facts.groups, page.boxes, voice)
    yield from _section(voice.t("home.recent"), [_recent(page, voice)])
    yield from ("", plain(voice.t("text.more", url=place.frame.settings.url + place.prefix)))


def _head(facts: Front, banner: Banner, voice: Voice, place: Place) -> Iterator[str]:
    """The site and the one sentence, and below them who is hit."""
    settings = place.frame.settings
    left = f"{clean(settings.titles.get(voice.lang, settings.title))} - {_headline(facts, voice)}"
    right = plain(voice.t("banner.as_of", time=stamp(voice, facts.now)))
    gap = COLUMNS - width(left) - width(right)
    yield from [left + " " * gap + right] if gap > 1 else [*wrapped(left), right]
    if banner.hit:
        names = ", ".join(clean(row.name.text) for row in banner.hit)
        more = voice.t("banner.more", n=banner.more) if banner.more else ""
        yield from wrapped(" ".join((plain(voice.t("banner.affected")), names, plain(more))))
    for note in banner.notes:
        yield from wrapped(plain(note.text))


def _headline(facts: Front, voice: Voice) -> str:
    """The one sentence in capitals; the name of a monitor in it stays as it is written."""
    overall = facts.overall
    shouted = plain(headline(overall, _NAME, voice)).upper()
    monitors = (view.monitor for group in facts.groups for view in group.monitors)
    named = [one for one in monitors if overall.name and one.tag in overall.affected]
    names = [words.written(voice, one.name, one.names).text for one in named]
    return shouted.replace(_NAME, clean(names[0] if names else overall.name))


def _recent(page: FrontPage, voice: Voice) -> Iterator[str]:
    """What was resolved in the last days, or for how long nothing happened."""
    for group in page.recent:
        for one in group.entries:
            yield from past(one, voice)
    if page.quiet_days is None:
        yield from wrapped(plain(voice.t("home.none_ever")))
    elif not page.recent and not page.active:
        none = voice.t("home.none_recent", n=page.recent_days)
        last = voice.t("home.last_incident", n=page.quiet_days)
        yield from wrapped(plain(f"{none} {last}"))


def _section(heading: str, blocks: Iterable[Iterable[str]]) -> Iterator[str]:
    """A heading, and blocks of lines with an empty line before each."""
    found = [list(block) for block in blocks]
    if any(found):
        yield from ("", plain(heading))
    for block in filter(None, found):
        yield from ("", *block)
