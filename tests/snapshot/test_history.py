"""How a monitor was, minute by minute: what incidents, records and defaults say together."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import PAGE_WEIGHTS
from statusgen.model.status import Status, worst
from statusgen.snapshot.history import (
    day_bounds,
    days_of,
    minutes,
    status_now,
    uptime,
)
from statusgen.snapshot.life import Segment, segments_of
from statusgen.snapshot.timeline import Span
from tests.sites import instant

DAY = instant("2026-01-15T00:00Z")
END = DAY + 86_400
DOWN, PARTIAL, DEGRADED, MAINTENANCE = (
    Status.DOWN,
    Status.PARTIAL,
    Status.DEGRADED,
    Status.MAINTENANCE,
)
UP, NO_DATA = Status.UP, Status.NO_DATA
API = Monitor("api", "API", 1)
SILENT = Monitor("api", "API", 1, default_status=NO_DATA)


def span(start: int, end: int | None, status: Status, slug: str = "x") -> Span:
    """A span in minutes of the day."""
    return Span("api", DAY + start * 60, None if end is None else DAY + end * 60, status, slug)


def sample(minute: int, status: Status) -> Sample:
    return Sample(DAY + minute * 60, status)


def counted(
    spans: list[Span], samples: list[Sample] | None = None, monitor: Monitor = API
) -> dict[Status, int]:
    segments = segments_of(monitor, spans, samples or [], DAY, END, hold=86_400)
    return minutes(segments, DAY, END)


def test_overlapping_incidents_count_once_and_the_worst_wins() -> None:
    found = counted([span(0, 60, DEGRADED), span(30, 90, DOWN)])
    assert found == {DEGRADED: 30, DOWN: 60, UP: 1350}


def test_a_gap_between_two_incidents_is_no_downtime() -> None:
    assert counted([span(0, 60, DOWN), span(120, 180, DOWN)]) == {DOWN: 120, UP: 1320}


def test_an_outage_is_not_masked_by_maintenance() -> None:
    assert counted([span(0, 60, MAINTENANCE), span(30, 40, DOWN)])[DOWN] == 10


def test_an_incident_overrides_records_and_records_the_default() -> None:
    records = [sample(0, DOWN), sample(60, UP)]
    assert counted([], records, SILENT) == {DOWN: 60, UP: 1380}
    assert counted([span(0, 60, DEGRADED)], records, SILENT) == {DEGRADED: 60, UP: 1380}


def test_a_record_holds_for_a_while_only() -> None:
    segments = segments_of(SILENT, [], [sample(0, UP)], DAY, END, hold=3600)
    assert minutes(segments, DAY, END) == {UP: 60, NO_DATA: 1380}
    at = {0: UP, 59: UP, 60: NO_DATA}
    for minute, expected in at.items():
        now = DAY + minute * 60
        assert status_now(SILENT, [], [sample(0, UP)], 3600, now) is expected, minute


def test_an_incident_of_seconds_counts_as_a_minute() -> None:
    brief = Span("api", DAY + 30, DAY + 50, DOWN)
    assert counted([brief])[DOWN] == 1


STATUS = st.sampled_from([DOWN, PARTIAL, DEGRADED, MAINTENANCE])
SPANS = st.lists(
    st.tuples(st.integers(-60, 1500), st.integers(1, 600), STATUS).map(
        lambda one: span(one[0], one[0] + one[1], one[2])
    ),
    max_size=6,
)
SAMPLES = st.lists(
    st.tuples(st.integers(0, 1439), st.sampled_from([UP, DOWN, DEGRADED])).map(
        lambda one: sample(*one)
    ),
    max_size=6,
    unique_by=lambda one: one.at,
).map(lambda found: sorted(found, key=lambda one: one.at))


@given(SPANS, SAMPLES, st.sampled_from([API, SILENT]), st.sampled_from([600, 7200, 86_400]))
def test_segments_say_what_every_single_minute_says(
    spans: list[Span], samples: list[Sample], monitor: Monitor, hold: int
) -> None:
    expected: dict[Status, int] = {}
    for minute in range(1440):
        at = DAY + minute * 60
        declared = [s.status for s in spans if s.start <= at < (s.end or END)]
        before = [s for s in samples if s.at <= at]
        held = before[-1].status if before and at < before[-1].at + hold else None
        status = worst(declared) if declared else held or monitor.default_status
        expected[status] = expected.get(status, 0) + 1
    segments = segments_of(monitor, spans, samples, DAY, END, hold)
    assert minutes(segments, DAY, END) == expected
    assert all(one.end == after.start for one, after in pairwise(segments))


@pytest.mark.parametrize(
    ("down", "partial", "expected"),
    [
        (0, 0, "100"),
        (1440, 0, "0.00"),
        (720, 0, "50.00"),
        (1, 0, "99.93"),
        (0, 1, "99.97"),
        (0, 100, "97.91"),
    ],
)
def test_uptime_is_floored_so_that_a_failure_never_shows_a_hundred(
    down: int, partial: int, expected: str
) -> None:
    spans = [span(0, down, DOWN), span(down, down + partial, PARTIAL)]
    segments = segments_of(API, [s for s in spans if s.start != s.end], [], DAY, END, 86_400)
    assert uptime(segments, DAY, END, PAGE_WEIGHTS) == expected


def test_uptime_without_data_is_nothing() -> None:
    segments = segments_of(SILENT, [], [], DAY, END, 86_400)
    assert uptime(segments, DAY, END, PAGE_WEIGHTS) == ""


@given(st.integers(1, 10**7))
def test_one_bad_minute_in_any_number_is_never_a_hundred(total: int) -> None:
    segments = (Segment(0, 1, DOWN, True), Segment(1, total + 1, UP, False))
    found = uptime(segments, 0, (total + 1) * 60, PAGE_WEIGHTS)
    assert found != "100"
    assert Fraction(found) <= 100 * (1 - Fraction(1, total + 1))


def test_a_day_shows_its_worst_status_and_what_happened() -> None:
    spans = [span(0, 10, DEGRADED, "slow"), span(1430, 1450, DOWN, "outage")]
    bounds = day_bounds(END + 3600, 2, "UTC")
    segments = segments_of(API, spans, [], DAY, END + 3600, 86_400)
    first, second = days_of(API, segments, spans, bounds)
    assert (first.date, first.status, first.slugs) == ("2026-01-15", DOWN, ("slow", "outage"))
    assert (second.date, second.status, second.slugs) == ("2026-01-16", DOWN, ("outage",))
    assert second.minutes == {DOWN: 10, UP: 50}


def test_what_is_ahead_has_not_happened_today() -> None:
    ahead = [span(1440, 1500, MAINTENANCE, "work")]
    bounds = day_bounds(END - 60, 1, "UTC")
    segments = segments_of(API, ahead, [], DAY, END - 60, 86_400)
    assert days_of(API, segments, ahead, bounds)[0].slugs == ()


def test_a_few_bad_records_do_not_colour_a_day_but_a_declared_minute_does() -> None:
    patient = Monitor("api", "API", 1, day_down_minimum_count=5)
    bounds = day_bounds(END - 1, 1, "UTC")
    blip = [sample(0, DOWN), sample(3, UP)]
    segments = segments_of(patient, [], blip, DAY, END, 86_400)
    assert days_of(patient, segments, [], bounds)[0].status is UP
    declared = [span(0, 3, DOWN)]
    segments = segments_of(patient, declared, [], DAY, END, 86_400)
    assert days_of(patient, segments, declared, bounds)[0].status is DOWN


def test_days_begin_at_the_midnight_of_the_sites_zone() -> None:
    bounds = day_bounds(instant("2026-03-29T12:00Z"), 2, "Europe/Berlin")
    assert bounds == [
        ("2026-03-28", instant("2026-03-27T23:00Z"), instant("2026-03-28T23:00Z")),
        ("2026-03-29", instant("2026-03-28T23:00Z"), instant("2026-03-29T12:00Z")),
    ]
