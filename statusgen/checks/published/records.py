"""Published records of a monitor's status stay: they are what uptime was counted from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from statusgen.diagnostics import Diagnostic
from statusgen.model.monitor import Sample
from statusgen.rules import problem
from statusgen.snapshot.side import Side

_HINT = "put the line back; what was recorded wrongly is told better by an incident"


def changed(before: Side, after: Side) -> Iterator[Diagnostic]:
    """One diagnostic for each file of which past lines are gone or say something else.

    Records that are new are no news, whatever their time: they may arrive late.
    """
    for tag in sorted(before.tags & after.tags):
        old, new = before.site.records.get(tag, ()), after.site.records.get(tag, ())
        if old != new:
            lost = Counter(one for one in old if one.at <= after.now) - Counter(new)
            yield from _of_files(tag, sorted(lost, key=lambda one: one.at), new)


def _of_files(tag: str, lost: list[Sample], new: tuple[Sample, ...]) -> Iterator[Diagnostic]:
    days: dict[str, list[Sample]] = {}
    for one in lost:
        days.setdefault(f"{datetime.fromtimestamp(one.at, UTC):%Y-%m-%d}", []).append(one)
    for day, found in days.items():
        first = found[0]
        now = next((one for one in new if one.at == first.at), None)
        said = f"was {_said(first)} and is {_said(now) if now else 'gone'}"
        more = f"; and {len(found) - 1:,} more of this day" if len(found) > 1 else ""
        message = f"the record of {datetime.fromtimestamp(first.at, UTC):%H:%M:%SZ} {said}{more}"
        file = f"content/status/{tag}/{day}.csv"
        yield problem("fact-changed", file, message, hint=_HINT, route=("record", first.at))


def _said(sample: Sample) -> str:
    return sample.status if sample.latency is None else f"{sample.status} ({sample.latency:g} ms)"
