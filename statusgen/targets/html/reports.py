"""The page of each report: of an incident, of a maintenance, and of one that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen import addresses
from statusgen.artifact import Files
from statusgen.model.dated import Dated
from statusgen.model.site import Placeholder
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import views, words, works
from statusgen.targets.html.frame import Frame, path_of_broken
from statusgen.targets.html.shell import LISTS, PAGE, Kind, blanks
from statusgen.targets.html.texts import body
from statusgen.targets.html.views import Entry
from statusgen.targets.theme import Theme

_REPORT = Kind("history")
_MAINTENANCE = Kind("history", sheets=(PAGE, LISTS))


def incident(
    theme: Theme, frame: Frame, view: IncidentView, dates: Mapping[str, Dated] = views.UNKNOWN
) -> Files:
    """The page of an incident; ``dates`` is what git knows of its updates, by file."""
    kind = Kind("history", live=view.open)
    for blank in blanks(theme, frame, f"incidents/{view.slug}/"):
        report = views.report(view, blank.voice, blank.place, dates=dates)
        yield blank.page(
            kind,
            title=report.entry.title.text,
            description=_described(report.entry),
            main=blank.fill("incident.html", report=report),
        )


def maintenance(
    theme: Theme, frame: Frame, view: MaintenanceView, dates: Mapping[str, Dated] = views.UNKNOWN
) -> Files:
    """The page of a maintenance; ``dates`` is what git knows of its files."""
    shown = works.present(view)
    for blank in blanks(theme, frame, f"maintenances/{view.slug}/"):
        voice, place = blank.voice, blank.place
        work = works.work(view, shown, voice, place, known=dates) if shown else None
        title = words.written(voice, view.title, view.titles)
        html, lang = body(view.text, view.texts, voice, place)
        yield blank.page(
            _MAINTENANCE,
            title=title.text,
            description=_described(work.entry) if work else title.text,
            main=blank.fill(
                "maintenance.html",
                title=title,
                work=work,
                html=html,
                lang=lang,
                correction=view.correction,
                dates=works.dates(view, shown, voice, place, dates),
            ),
        )


def broken(theme: Theme, frame: Frame, placeholder: Placeholder) -> Files:
    """What stands in the place of a report that cannot be read."""
    source = addresses.source(frame.settings.repository, placeholder.file)
    for blank in blanks(theme, frame, path_of_broken(placeholder)):
        yield blank.page(
            _REPORT,
            title=blank.voice.t("report.unreadable"),
            description=blank.voice.t("report.unreadable_why"),
            main=blank.fill("unreadable.html", slug=placeholder.slug, source=source),
        )


def _described(entry: Entry) -> str:
    """What a page is about, in a few words: state, impact, monitors."""
    found = [entry.state, entry.impact, ", ".join(hit.name.text for hit in entry.hits)]
    return " · ".join(dict.fromkeys(part for part in found if part))
