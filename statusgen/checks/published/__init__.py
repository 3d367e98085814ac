"""What a change does to what was public already: two sides -> diagnostics."""

from __future__ import annotations

from statusgen.checks.published import comments, entries, facts, records
from statusgen.diagnostics import Diagnostic
from statusgen.rules import stricter, with_levels
from statusgen.snapshot.side import Side

__all__ = ["check_against"]


def check_against(before: Side, after: Side, since: int) -> list[Diagnostic]:
    """What ``after`` changes of what the public knows from ``before``. ``since`` is when ``before``
    was committed (Unix seconds).

    The levels are those of the settings of both: a change cannot switch off the rule that sees it.
    What was only added is no news here, but for comments that pretend to be older than they are.
    Entries whose files are the same are not looked into.
    """
    found = list(entries.ids_of_monitors(before, after))
    for kind in entries.kinds(before, after):
        found += entries.missing(kind, before, after)
        for pair in entries.pairs(kind, before, after):
            found += facts.changed(pair)
            found += comments.changed(pair, after)
            found += comments.back_dated(pair, since)
    found += records.changed(before, after)
    return with_levels(found, stricter(before.site.settings.checks, after.site.settings.checks))
