"""Which incident or maintenance is meant."""

from __future__ import annotations

from statusgen.content.places import did_you_mean
from statusgen.dialects.report_edits import Subject, subject
from statusgen.dialects.reports import reports
from statusgen.editing.desk import Desk
from statusgen.editing.entries import Entry
from statusgen.editing.finding import entries_called
from statusgen.inbox.values import line_of
from statusgen.inbox.verdicts import refused
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance

_MOST = 20


def entry_of(desk: Desk, named: str) -> Entry:
    """The one that a slug, an id or a part of a slug names; without a name, the only open incident."""
    name = line_of(named)
    if not name:
        return _only_open(desk)
    path = "/" in name or name.endswith(".md")  # foreign text is never looked up on the disk
    found = [] if path else entries_called(desk.site.entries, name, desk.root)
    slugs = [one.slug for one in found]
    if len(found) > 1:
        raise refused(f"`{name}` may mean more than one", f"name one of them: {_listed(slugs)}")
    if not found:
        known = [one.slug for one in desk.site.entries]
        raise refused(f"there is no incident `{name}`", did_you_mean(name, known[:1000]))
    return found[0]


def _only_open(desk: Desk) -> Incident:
    found = [view.slug for view in desk.snapshot().incidents if view.open]
    if not found:
        raise refused("there is no open incident", "name the one you mean")
    if len(found) > 1:
        raise refused(f"{len(found)} incidents are open", f"name one of them: {_listed(found)}")
    return next(one for one in desk.site.incidents if one.slug == found[0])


def _listed(slugs: list[str]) -> str:
    return ", ".join(slugs[:_MOST])


def subject_of(desk: Desk, maintenance: Maintenance) -> Subject:
    """The time of a maintenance that an update is about: the one that runs or is next, else the last."""
    found = [one for one in reports(desk.snapshot()) if one.slug == maintenance.slug]
    chosen = next((one for one in found if one.open), found[-1] if found else None)
    about = subject(desk, chosen.number) if chosen else None
    if about is None:
        raise refused(f"the maintenance {maintenance.slug} is not shown on the page")
    return about
