"""Site + now -> what checks of the whole need to know of its entries, kept while they stay the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from statusgen.artifact import digest
from statusgen.checks import timeline
from statusgen.checks.facts import Entry, Facts, Given, OfEach, Planned, Whole
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.snapshot.ahead import make_ahead
from statusgen.snapshot.occurrences import spans_ahead
from statusgen.snapshot.runs import lasting, runs


def survey(site: Site, now: int, checks: Sequence[OfEach], memory: Memory, jobs: int = 1) -> Whole:
    """The facts of a site at ``now`` (Unix seconds), by ``checks`` of each entry.

    ``jobs`` processes may gather them.
    """
    given = Given(site.settings.all_languages[1:], now)
    of = digest(given.languages)
    known: list[tuple[Sequence[Entry], Facts]] = []
    every = list(chain[Sequence[Entry]](runs(site.incidents), runs(site.maintenances)))
    find = partial(_facts, given=given, checks=checks)
    make_ahead(memory, "facts", of, every, now, find, jobs)
    for run in every:
        found = lasting(memory, "facts", of, run, now, partial(find, run))
        known.append((run, found.value))
    said: dict[str, list[Diagnostic]] = {}
    for name, problem in chain.from_iterable(facts.said for _, facts in known):
        said.setdefault(name, []).append(problem)
    return Whole(site, now, tuple(known), said)


def _facts(run: Sequence[Entry], given: Given, checks: Sequence[OfEach]) -> Facts:
    comments = [comment for entry in run for comment in entry.comments]
    named = chain((entry.monitors for entry in run), (comment.monitors for comment in comments))
    return Facts(
        said=tuple((one.name, found) for e in run for one in checks for found in one(e, given)),
        tags=tuple(dict.fromkeys(chain.from_iterable(named))),
        comments=tuple(comment.id for comment in comments),
        latest=max(map(timeline.latest, run)),
        silent=tuple(_silent(run)),
        planned=tuple(_planned(run, given.now)),
    )


def _silent(run: Iterable[Entry]) -> Iterator[tuple[str, int]]:
    for entry in run:
        since = timeline.silent_since(entry) if isinstance(entry, Incident) else None
        if since is not None:
            yield entry.file, since


def _planned(run: Iterable[Entry], now: int) -> Iterator[Planned]:
    for entry in run:
        for span in spans_ahead(entry, now) if isinstance(entry, Maintenance) else ():
            yield Planned(entry.slug, entry.file, span)
