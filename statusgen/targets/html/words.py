"""Times, durations, numbers and states as a language says them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as calendar
from datetime import datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.instants import rfc3339
from statusgen.model.lifecycle import ON_CALL, Phase, State
from statusgen.model.site import DAY, HOUR, MINUTE
from statusgen.model.status import Status
from statusgen.snapshot.overall import SHOWN_AS
from statusgen.targets.cldr import Conventions
from statusgen.targets.html.frame import Frame
from statusgen.targets.strings import Strings
from statusgen.targets.theme import Theme

LOOKS: Mapping[Status, str] = {status: str(state) for status, state in SHOWN_AS.items()}
"""What a status looks like: the name of its colour, its shape and its word."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant for a ``<time>``: in UTC for machines, in the site's zone for people."""

    at: int
    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote; ``lang`` is "" where it is in the language of the page."""

    text: str
    lang: str = ""


@dataclass(frozen=True, eq=False)
class Voice:
    """A language as the pages of a site speak it; ``t`` gives its strings."""

    lang: str
    original: str
    t: Strings
    zone_name: str
    day_zone_name: str

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the times on the page."""
        return ZoneInfo(self.zone_name)

    @cached_property
    def day_zone(self) -> ZoneInfo:
        """The zone in which days begin and end."""
        return ZoneInfo(self.day_zone_name)

    @cached_property
    def conventions(self) -> Conventions:
        """How the language writes dates and numbers."""
        return self.t.conventions


@lru_cache(maxsize=256)
def voice(theme: Theme, frame: Frame, lang: str) -> Voice:
    """The voice of a language on a site."""
    settings = frame.settings
    strings = theme.strings(lang, trusted=lang in settings.unreviewed_languages)
    return Voice(lang, settings.language, strings, settings.timezone, settings.day_zone)


def written(voice: Voice, original: str, translations: Mapping[str, str]) -> Written:
    """A text in the page's language, or else as it was written, marked as such."""
    if voice.lang == voice.original:
        return Written(original)
    translated = translations.get(voice.lang)
    return Written(original, voice.original) if translated is None else Written(translated)


def moment(voice: Voice, at: int, form: str = "moment") -> Moment:
    """``form`` is moment, beginning (without its zone) or clock (without its day)."""
    local, habits = datetime.fromtimestamp(at, voice.zone), voice.conventions
    if form == "clock":
        text = habits.zoned(local)
    else:
        whole = form == "moment"
        clock = habits.zoned(local) if whole else habits.clock(local.hour, local.minute)
        text = habits.day(local.date()) + habits.glue + clock
    return Moment(at, rfc3339(at), text)


def span(voice: Voice, start: int, end: int | None) -> tuple[Moment, Moment | None]:
    """From when to when; a day that both share is said once."""
    if end is None:
        return moment(voice, start), None
    first, last = (datetime.fromtimestamp(at, voice.zone).date() for at in (start, end))
    beginning = moment(voice, start, "beginning")
    return beginning, moment(voice, end, "clock" if first == last else "moment")


def day_of(zone: ZoneInfo, at: int) -> str:
    """The day of an instant in a zone, as ``2026-08-22``."""
    return datetime.fromtimestamp(at, zone).date().isoformat()


def date(voice: Voice, day: str) -> str:
    """``2026-08-22`` as people write it."""
    return voice.conventions.day(calendar.fromisoformat(day))


def month(voice: Voice, name: str) -> str:
    """``2026-08`` as people write it."""
    year, number = name.split("-")
    return voice.conventions.month(int(year), int(number))


@lru_cache(maxsize=4096)
def duration(voice: Voice, seconds: int) -> str:
    """The two greatest units: ``2 d 3 h``, ``1 h 5 min``, ``42 min``."""
    t = voice.t
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    parts = ((days, "days"), (hours, "hours"), (0 if days else minutes, "minutes"))
    found = [t(f"duration.{unit}", n=n) for n, unit in parts if n]
    return " ".join(found) or t("duration.moment")


def percent(voice: Voice, figure: str) -> str:
    """``99.95`` as 99.95%, or as the language writes that; "" stays ""."""
    return voice.conventions.percent(figure) if figure else ""


def number(voice: Voice, figure: float) -> str:
    """Three digits, or more before the point: 8.25, 18.4, 184, 1250."""
    text = f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"
    return voice.conventions.number(text)


@lru_cache(maxsize=1024)
def status_word(voice: Voice, status: Status) -> str:
    """What a status is called."""
    return voice.t(f"status.{LOOKS[status]}")


@lru_cache(maxsize=1024)
def state_word(voice: Voice, state: State | Phase) -> str:
    """What the state of an update is called; states of the on-call side are just updates."""
    if isinstance(state, Phase):
        return voice.t(f"phase.{state}")
    return voice.t("state.update" if state in ON_CALL else f"state.{state}")
