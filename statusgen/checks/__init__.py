"""Site + now -> diagnostics: everything that is readable and still wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from statusgen.checks import identity, maintenances, references, texts, timeline
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.rules import with_levels

Check = Callable[[Site, int], Iterator[Diagnostic]]
EntryCheck = Callable[[Incident | Maintenance], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    identity.slugs_are_unique,
    identity.ids_are_unique,
    identity.tags_are_unique,
    identity.pages_have_addresses,
    identity.aliases_are_free,
    identity.removed_stays_removed,
    references.monitors_exist,
    references.channels_name_what_exists,
    timeline.states_follow,
    timeline.times_are_in_order,
    timeline.nothing_is_in_the_future,
    timeline.comments_have_text,
    timeline.ends_are_resolved,
    timeline.pins_agree,
    timeline.nothing_is_forgotten,
    maintenances.phases_follow,
    maintenances.windows_do_not_overlap,
    texts.nothing_else_is_secret,
    texts.translations_are_complete,
)
"""The checks of a whole site, in the order in which they run."""

ENTRY_CHECKS: tuple[EntryCheck, ...] = (texts.entry_is_no_secret,)
"""The checks of one incident or maintenance alone, at any time: they run once for each."""


def check_site(site: Site, now: int, memory: Memory | None = None) -> list[Diagnostic]:
    """Everything that is wrong with ``site`` at ``now`` (Unix seconds).

    With the ``memory`` of earlier times an entry that did not change is not looked at alone again.
    """
    memory = memory or Memory()
    found = [one for check in CHECKS for one in check(site, now)]
    for entry in site.entries:
        found += memory.made(("checks", entry.file), entry, partial(_check_entry, entry))
    return with_levels(found, site.settings.checks)


def _check_entry(entry: Incident | Maintenance) -> list[Diagnostic]:
    return [one for check in ENTRY_CHECKS for one in check(entry)]
