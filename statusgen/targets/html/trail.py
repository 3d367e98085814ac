"""What git knows of an update as templates get it: a few words, and only where they say something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from statusgen import addresses
from statusgen.model.dated import Dated
from statusgen.model.incident import Link
from statusgen.model.site import MINUTE
from statusgen.snapshot.timeline import IncidentView, Update
from statusgen.targets.html import words
from statusgen.targets.html.frame import Place
from statusgen.targets.html.words import Voice


def dates_of(known: Mapping[str, Dated], files: Iterable[str]) -> dict[str, Dated]:
    """What is known of these files, and of no other."""
    return {file: known[file] for file in files if file in known}


def trail(dated: Dated | None, at: int, voice: Voice, place: Place) -> tuple[Link, ...]:
    """How late something that states the time ``at`` was published, and how often it was edited
    after that: links to the commits. Nothing where it was published at once and never edited.
    """
    repository = place.frame.settings.repository
    if dated is None or repository is None or not repository.dates:
        return ()
    found = ((_late(dated, at, voice), dated.commit), (_edited(dated, at, voice), dated.edit))
    return tuple(Link(text, addresses.commit(repository, number)) for text, number in found if text)


def author(update: Update, dated: Dated | None, place: Place) -> str:
    """Who wrote an update: what it says itself, else what git knows, if that is wanted."""
    repository = place.frame.settings.repository
    wanted = dated is not None and repository is not None and repository.authors
    return update.author or (dated.author if dated and wanted else "")


def first_told(view: IncidentView, dates: Mapping[str, Dated], voice: Voice, place: Place) -> str:
    """How long after its start the first update was published; "" if that was at once."""
    repository = place.frame.settings.repository
    told = [dates[one.file].published for one in view.updates if one.file in dates]
    if view.notice or not told or repository is None or not repository.dates:
        return ""
    late = min(told) - view.start
    return voice.t("report.first_told", duration=words.duration(voice, late)) * (late > MINUTE)


def _late(dated: Dated, at: int, voice: Voice) -> str:
    """How late it was: after the time that it states where it was written after that, else after
    it was written. What was published before the time that it states was not late.
    """
    late, waited = dated.published - at, dated.published - dated.written
    if late <= MINUTE:
        return ""
    time = _time(dated.published, at, voice)
    if dated.written - at > MINUTE:
        return voice.t("report.late", time=time, duration=words.duration(voice, late))
    if waited <= MINUTE:
        return ""
    return voice.t("report.waited", time=time, duration=words.duration(voice, waited))


def _edited(dated: Dated, at: int, voice: Voice) -> str:
    if not dated.edits:
        return ""
    return voice.t("report.edits", n=dated.edits, time=_time(dated.edited, at, voice))


def _time(instant: int, at: int, voice: Voice) -> str:
    """An instant; without its day where that is the one beside which it stands."""
    one, other = (datetime.fromtimestamp(time, voice.zone).date() for time in (instant, at))
    return words.moment(voice, instant, "clock" if one == other else "moment").text
