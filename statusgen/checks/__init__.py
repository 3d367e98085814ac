"""Site + now -> diagnostics: everything that is readable and still wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from statusgen.checks import identity, maintenances, references, texts, timeline
from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Site
from statusgen.rules import with_levels

Check = Callable[[Site, int], Iterator[Diagnostic]]

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
    texts.nothing_is_secret,
    texts.translations_are_complete,
)
"""All checks, in the order in which they run."""


def check_site(site: Site, now: int) -> list[Diagnostic]:
    """Everything that is wrong with ``site`` at ``now`` (Unix seconds)."""
    found = [one for check in CHECKS for one in check(site, now)]
    return with_levels(found, site.settings.checks)
