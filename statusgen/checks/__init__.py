"""Site + now -> diagnostics: everything that is readable and still wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from statusgen.artifact import digest
from statusgen.checks import identity, maintenances, references, texts, timeline
from statusgen.checks.facts import Entry, Facts, Given, OfEach, Whole
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.rules import with_levels
from statusgen.snapshot.moments import lasting
from statusgen.snapshot.occurrences import spans_ahead

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


_OF_EACH = tuple(check for check in CHECKS if isinstance(check, OfEach))


def check_site(site: Site, now: int, memory: Memory | None = None) -> list[Diagnostic]:
    """Everything that is wrong with ``site`` at ``now`` (Unix seconds).

    With the ``memory`` of earlier times an entry that did not change is not looked at alone again.
    """
    whole = _survey(site, now, memory or Memory())
    found: list[Diagnostic] = []
    for check in CHECKS:
        found += whole.said.get(check.name, ()) if isinstance(check, OfEach) else check(whole)
    return with_levels(found, site.settings.checks)


def _survey(site: Site, now: int, memory: Memory) -> Whole:
    given = Given(site.settings.all_languages[1:], now)
    languages = digest(given.languages)
    facts = tuple(_kept(entry, given, entry.digest + languages, memory) for entry in site.entries)
    said: dict[str, list[Diagnostic]] = {}
    for name, problem in chain.from_iterable(one.said for one in facts if one.said):
        said.setdefault(name, []).append(problem)
    return Whole(site, now, site.entries, facts, said)


def _kept(entry: Entry, given: Given, of: bytes, memory: Memory) -> Facts:
    """The facts of an entry; only for what is planned the clock matters to them."""
    make = partial(_facts, entry, given)
    if isinstance(entry, Incident):
        return memory.made(("incident-facts", entry.file), of, make)
    key = ("maintenance-facts", entry.file)
    return lasting(memory, key, of, entry, given.now, make).value


def _facts(entry: Entry, given: Given) -> Facts:
    incident = entry if isinstance(entry, Incident) else None
    named = (entry.monitors, *(comment.monitors for comment in entry.comments))
    return Facts(
        said=tuple((one.name, problem) for one in _OF_EACH for problem in one(entry, given)),
        tags=tuple(dict.fromkeys(chain.from_iterable(named))),
        comments=tuple(comment.id for comment in entry.comments),
        latest=timeline.latest(entry),
        silent_since=timeline.silent_since(incident) if incident else None,
        spans=spans_ahead(entry, given.now) if isinstance(entry, Maintenance) else (),
    )
