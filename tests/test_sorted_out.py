"""What is sorted by months and by time: the quick way finds what the plain one does."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from statusgen.instants import month, months, rfc3339
from statusgen.model.lifecycle import Phase
from statusgen.targets.html import words
from statusgen.targets.html.annals import by_monitor
from statusgen.targets.html.months import by_month
from statusgen.targets.html.works import Occasion

INSTANTS = st.integers(0, 4_000_000_000)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]
)


@dataclass(frozen=True)
class Hit:
    """A monitor that is named."""

    tag: str


def occasion(start: int, length: int | None) -> Occasion:
    end = None if length is None else start + length
    return Occasion("work", "Work", {}, (Hit("api"),), start, end, Phase.COMPLETED, b"")  # type: ignore[arg-type]


@given(st.lists(INSTANTS))
def test_the_months_of_instants(instants: list[int]) -> None:
    plain = [rfc3339(at)[:7] for at in instants]
    assert list(months(instants)) == plain == [month(at) for at in instants]


@given(st.lists(st.integers(1_000_000_000, 1_200_000_000)), ZONES)
def test_what_began_in_each_month_of_a_zone(starts: list[int], name: str) -> None:
    zone = ZoneInfo(name)
    found = [occasion(start, 1) for start in sorted(starts, reverse=True)]
    plain = {
        key: list(group)
        for key, group in groupby(found, key=lambda one: words.day_of(zone, one.start)[:7])
    }
    assert by_month(found, zone) == plain


@given(
    st.lists(st.tuples(st.integers(0, 100), st.none() | st.integers(0, 60))),
    st.integers(0, 100),
    st.integers(0, 50),
)
def test_what_went_on_between_two_instants(
    told: list[tuple[int, int | None]], start: int, length: int
) -> None:
    found = sorted((occasion(*one) for one in told), key=lambda one: -one.start)
    end = start + length
    plain = [one for one in found if one.start <= end and (one.end is None or one.end >= start)]
    records = by_monitor(found)
    assert list(records["api"].between(start, end) if found else ()) == plain
