"""The pages of a monitor, in every language of the site: the last year, and each year."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.artifact import Files
from statusgen.model.status import Status
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import accounts, charts, services, snippets, words
from statusgen.targets.html.annals import Annals
from statusgen.targets.html.frame import FOLLOWED, Frame
from statusgen.targets.html.shell import CHARTS, LISTS, PAGE, SERVICES, Kind, blanks
from statusgen.targets.html.tally import Shown
from statusgen.targets.theme import Theme

_MONITOR = Kind(sheets=(PAGE, SERVICES, LISTS))
_MEASURED = Kind(sheets=(*_MONITOR.sheets, CHARTS))
_MOST_REPORTS = 50
"""How many reports the page of a monitor lists; its years list them all."""


def monitor(
    theme: Theme,
    frame: Frame,
    view: Shown,
    annals: Annals,
    weights: Mapping[Status, float],
    badged: bool,
) -> Files:
    """How a monitor is, and what the last year was like; ``badged`` says that there is a picture
    of its state.
    """
    tag = view.monitor.tag
    works = {one.slug for one in annals.reports if not isinstance(one, IncidentView)}
    for blank in blanks(theme, frame, f"monitors/{tag}/"):
        voice, place = blank.voice, blank.place
        service = services.service(view, works, weights, voice, place)
        account = accounts.account(annals, weights, voice, place)
        drawn = charts.charts(view.latency, voice)
        name = service.row.name.text
        alt = voice.t("embed.alt", name=name)
        badge = snippets.badge(f"badges/{tag}.svg", alt, f"monitors/{tag}/", place)
        yield blank.page(
            _MEASURED if drawn else _MONITOR,
            title=name,
            description=f"{name}: {service.row.word}",
            main=blank.fill(
                "monitor.html",
                service=service,
                charts=drawn,
                account=account,
                reports=account.reports[:_MOST_REPORTS],
                years=annals.years,
                feeds=FOLLOWED,
                badge=badge if badged else None,
            ),
        )


def year(
    theme: Theme, frame: Frame, name: str, annals: Annals, weights: Mapping[Status, float]
) -> Files:
    """What a year of a monitor was like, with links to its other years."""
    one = annals.monitor
    at = annals.years.index(name)
    for blank in blanks(theme, frame, f"monitors/{one.tag}/{name}/"):
        written = words.written(blank.voice, one.name, one.names)
        yield blank.page(
            _MONITOR,
            title=f"{written.text} {name}",
            description=blank.voice.t("year.described", name=written.text, year=name),
            main=blank.fill(
                "monitor_year.html",
                tag=one.tag,
                name=written,
                year=name,
                account=accounts.account(annals, weights, blank.voice, blank.place),
                years=annals.years,
                later=annals.years[at - 1] if at else "",
                earlier=annals.years[at + 1] if at + 1 < len(annals.years) else "",
            ),
        )
