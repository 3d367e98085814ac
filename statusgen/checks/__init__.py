"""Site + now -> diagnostics: everything that is readable and still wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from statusgen.checks import identity, maintenances, references, texts, timeline
from statusgen.checks.facts import OfEach, Whole
from statusgen.checks.survey import survey
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.rules import with_levels

Check = Callable[[Whole], Iterator[Diagnostic]]

CHECKS: tuple[Check | OfEach, ...] = (
    identity.slugs_are_unique,
    identity.ids_are_unique,
    identity.tags_are_unique,
    identity.pages_have_addresses,
    identity.aliases_are_free,
    identity.removed_stays_removed,
    references.monitors_exist,
    references.channels_name_what_exists,
    OfEach(timeline.states_follow, Incident),
    OfEach(timeline.times_are_in_order, Incident),
    timeline.nothing_is_in_the_future,
    OfEach(timeline.comments_have_text),
    OfEach(timeline.ends_are_resolved, Incident),
    OfEach(timeline.pins_agree, Incident),
    timeline.nothing_is_forgotten,
    OfEach(maintenances.phases_follow, Maintenance),
    maintenances.windows_do_not_overlap,
    texts.nothing_else_is_secret,
    OfEach(texts.translations_are_complete),
    OfEach(texts.entry_is_no_secret),
)
"""The checks, in the order in which what they say is told.

A check of each entry runs once for it, as long as nothing of the entry changes; a check of the
whole site runs every time, and looks into entries only where their facts say that something is
wrong.
"""


def check_site(
    site: Site, now: int, memory: Memory | None = None, jobs: int = 1
) -> list[Diagnostic]:
    """Everything that is wrong with ``site`` at ``now`` (Unix seconds).

    With the ``memory`` of earlier times an entry that did not change is not looked at alone again; ``jobs``
    processes may look at the others.
    """
    whole = surveyed(site, now, memory, jobs)
    found: list[Diagnostic] = []
    for check in CHECKS:
        found += whole.said.get(check.name, ()) if isinstance(check, OfEach) else check(whole)
    return with_levels(found, site.settings.checks)


def surveyed(site: Site, now: int, memory: Memory | None = None, jobs: int = 1) -> Whole:
    """What checks of the whole know of its entries; ``memory`` and ``jobs`` as for `check_site`."""
    each = [check for check in CHECKS if isinstance(check, OfEach)]
    return survey(site, now, each, memory or Memory(), jobs)
