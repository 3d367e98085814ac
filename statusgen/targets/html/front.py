"""The front page as templates get it: the one sentence, what goes on, what is planned, services."""

from __future__ import annotations

from statusgen.dataclass import dataclass
from statusgen.model.lifecycle import Phase
from statusgen.model.site import DAY, Placeholder
from statusgen.snapshot import GroupView, Snapshot
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.overall import Overall
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import months, services, views, words, works
from statusgen.targets.html.frame import Place, frame_of, path_of_broken
from statusgen.targets.html.months import DayGroup, Happening
from statusgen.targets.html.services import Box, Row
from statusgen.targets.html.views import Report
from statusgen.targets.html.words import Moment, Voice, Written
from statusgen.targets.html.works import Work
from statusgen.targets.theme import Theme

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page shows, out of a snapshot.

    ``works`` are the slugs that are maintenances, ``last`` is when the newest incident began,
    ``stale_after`` is in seconds.
    """

    now: int
    overall: Overall
    groups: tuple[GroupView, ...]
    notices: tuple[IncidentView, ...]
    active: tuple[IncidentView, ...]
    running: tuple[tuple[MaintenanceView, Occurrence], ...]
    coming: tuple[tuple[MaintenanceView, Occurrence], ...]
    recent: tuple[Happening, ...]
    broken: tuple[Placeholder, ...]
    works: tuple[str, ...]
    last: int | None
    recent_days: int
    stale_after: int


@dataclass(frozen=True, slots=True)
class Banner:
    """The one sentence and what stands below it; ``hit`` are the first monitors that are not
    well, ``more`` counts the others, ``stale`` is in seconds. ``maintenance`` is what to say
    instead once a maintenance begins.
    """

    look: str
    headline: Written
    hit: tuple[Row, ...]
    more: int
    notes: tuple[Written, ...]
    as_of: Moment
    stale: int
    maintenance: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A report that cannot be read; ``href`` is "" where it has no page."""

    slug: str
    href: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything on the front page in its order. ``recent`` is of ``recent_days`` days;
    ``quiet_days`` is the number of days since the last incident, None where there never was one.
    """

    banner: Banner
    notices: tuple[Report, ...]
    active: tuple[Report, ...]
    broken: tuple[Unreadable, ...]
    running: tuple[Work, ...]
    coming: tuple[Work, ...]
    boxes: tuple[Box, ...]
    recent: tuple[DayGroup, ...]
    recent_days: int
    quiet_days: int | None


def front(snapshot: Snapshot) -> Front:
    """What the front page needs to know, and nothing else."""
    since = snapshot.now - snapshot.settings.recent_days * DAY
    told = [o for o in snapshot.incidents if o.pinned or o.end is None or o.end >= since]
    over = [one for one in told if not one.open]
    pinned = [one for one in over if one.pinned]
    active = sorted(snapshot.open_incidents, key=lambda one: not one.pinned)
    recent = [one for one in over if not one.pinned and max(one.start, one.end or 0) >= since]
    occurrences = snapshot.occurrences()
    coming: dict[str, tuple[MaintenanceView, Occurrence]] = {}
    for view, one in occurrences:
        if one.phase is Phase.SCHEDULED:
            coming.setdefault(view.slug, (view, one))
    return Front(
        now=snapshot.now,
        overall=snapshot.overall,
        groups=snapshot.groups,
        notices=tuple(pinned),
        active=tuple(active),
        running=tuple(pair for pair in occurrences if pair[1].running),
        coming=tuple(coming.values()),
        recent=tuple(recent),
        broken=snapshot.broken,
        works=tuple(view.slug for view in snapshot.maintenances),
        last=next((one.start for one in snapshot.incidents if not one.notice), None),
        recent_days=snapshot.settings.recent_days,
        stale_after=snapshot.settings.stale_after,
    )


def page(facts: Front, voice: Voice, place: Place) -> FrontPage:
    """The front page in one language."""
    known = set(facts.works)
    boxes = services.boxes(facts.groups, voice, place, known)
    return FrontPage(
        banner=_banner(facts, boxes, voice, place),
        notices=tuple(views.report(one, voice, place) for one in facts.notices),
        active=tuple(views.report(one, voice, place, _SHOWN) for one in facts.active),
        broken=tuple(
            Unreadable(one.slug, place.home + path if path else "")
            for one in facts.broken
            for path in (path_of_broken(one),)
        ),
        running=_works(facts.running, voice, place),
        coming=_works(facts.coming, voice, place),
        boxes=boxes,
        recent=months.by_day(facts.recent, voice, place),
        recent_days=facts.recent_days,
        quiet_days=None if facts.last is None else (facts.now - facts.last) // DAY,
    )


def sentence(snapshot: Snapshot, theme: Theme) -> str:
    """The one sentence and its notes, in the language of the page."""
    found, frame = snapshot.overall, frame_of(snapshot)
    voice = words.voice(theme, frame, frame.settings.language)
    said = (headline(found, found.name, voice), *(voice.t(key) for key in found.notes))
    return "; ".join(said)


def headline(overall: Overall, name: str, voice: Voice) -> str:
    """The one sentence; ``name`` is that of the only monitor that is not well."""
    return voice.t(overall.key, name=name, n=overall.count)


def _banner(facts: Front, boxes: tuple[Box, ...], voice: Voice, place: Place) -> Banner:
    overall = facts.overall
    rows = {row.href: row for box in boxes for row in box.rows}
    hrefs = [f"{place.home}monitors/{tag}/" for tag in overall.affected]
    hit = [rows[href] for href in hrefs if href in rows]
    name = hit[0].name.text if overall.name and hit else overall.name
    return Banner(
        look=str(overall.state),
        headline=Written(headline(overall, name, voice), voice.t.language_of(overall.key)),
        hit=tuple(hit[:_SHOWN]),
        more=max(len(hit) - _SHOWN, 0),
        notes=tuple(Written(voice.t(key), voice.t.language_of(key)) for key in overall.notes),
        as_of=words.moment(voice, facts.now),
        stale=facts.stale_after,
        maintenance=voice.t("banner.maintenance_some"),
    )


def _works(
    pairs: tuple[tuple[MaintenanceView, Occurrence], ...], voice: Voice, place: Place
) -> tuple[Work, ...]:
    return tuple(works.work(view, one, voice, place, 1) for view, one in pairs)
