"""What all events of one incident or maintenance share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.events.event import Event
from statusgen.model.channel import Kind
from statusgen.model.site import Settings
from statusgen.model.status import Severity
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView, Update


@dataclass(frozen=True, slots=True)
class Subject:
    """What happened: ``key`` begins those of its events; ``url`` is its page."""

    key: tuple[str, str]
    title: str
    url: str
    base: str
    language: str
    severity: Severity
    monitors: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]

    def event(self, key: tuple[str, ...], kind: Kind, at: int, state: str) -> Event:
        """An event without a text."""
        return Event(
            key=(*self.key, *key),
            kind=kind,
            at=at,
            matters_at=at,
            title=self.title,
            url=self.url,
            base=self.base,
            state=state,
            severity=self.severity,
            monitors=self.monitors,
            groups=self.groups,
        )

    def of_update(self, update: Update, kind: Kind, state: str) -> Iterator[Event]:
        """An update and, where it was corrected, the correction."""
        event = replace(
            self.event(("update", str(update.id)), kind, update.at, state),
            url=f"{self.url}#update-{update.id}",
            text=update.texts.get(self.language, update.text),
        )
        yield event
        if update.correction:
            at = max(update.at, update.updated_at)
            yield replace(
                event,
                key=(*event.key, "corrected", update.correction),
                kind=Kind.CORRECTED,
                at=at,
                matters_at=at,
                correction=update.correction,
                corrects=event.key,
            )


def subject_of(
    view: IncidentView | MaintenanceView, settings: Settings, groups: Mapping[str, str]
) -> Subject:
    """The subject of a view, in the language of the page; ``groups`` are categories by tag."""
    kind = "incident" if isinstance(view, IncidentView) else "maintenance"
    language = settings.language
    categories = (groups.get(one.tag, "") for one in view.affected)
    return Subject(
        key=(kind, str(view.id)),
        title=view.titles.get(language, view.title),
        url=f"{settings.url}{kind}s/{view.slug}/",
        base=settings.url,
        language=language,
        severity=view.severity,
        monitors=tuple((one.tag, one.names.get(language, one.name)) for one in view.affected),
        groups=tuple(dict.fromkeys(name for name in categories if name)),
    )
