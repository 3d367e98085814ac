"""How fast a monitor answered, hour by hour and day by day."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from statusgen.artifact import digest
from statusgen.model.monitor import Sample
from statusgen.model.status import Status
from statusgen.snapshot.history import day_bounds
from statusgen.snapshot.latency import DAYS, HOURS, Latency, Point, Series, latency_of
from tests.sites import instant, snapshot_of

NOW = instant("2026-03-30T12:20Z")


def sample(time: str, latency: float | None, status: Status = Status.UP) -> Sample:
    return Sample(instant(time), status, latency)


def latency(*samples: Sample, zone: str = "UTC", now: int = NOW) -> Latency:
    return latency_of(samples, now, day_bounds(now, DAYS, zone))


def known(series: Series | None) -> dict[int, Point]:
    """The points of a series by the time at which they begin."""
    assert series is not None
    pairs = zip(series.starts, series.points, strict=True)
    return {start: point for start, point in pairs if point}


def test_an_hour_has_a_median_and_extremes() -> None:
    found = latency(
        sample("2026-03-30T09:00Z", 100),
        sample("2026-03-30T09:20Z", 900),
        sample("2026-03-30T09:59Z", 200),
        sample("2026-03-30T10:00Z", 300),
        sample("2026-03-30T10:30Z", 100.5),
    )
    assert known(found.hours) == {
        instant("2026-03-30T09:00Z"): Point(200, 100, 900, 3),
        instant("2026-03-30T10:00Z"): Point(200.25, 100.5, 300, 2),
    }
    assert found.hours
    assert found.hours.whole == Point(200, 100, 900, 5)
    assert known(found.days) == {instant("2026-03-30T00:00Z"): Point(200, 100, 900, 5)}


def test_the_hours_end_with_the_one_that_runs_and_the_days_with_today() -> None:
    found = latency(sample("2026-03-30T12:20Z", 10), sample("2026-03-30T12:21Z", 5000))
    assert found.hours
    assert found.days
    assert len(found.hours.starts) == HOURS
    assert found.hours.starts[0] == instant("2026-03-29T13:00Z")
    assert found.hours.points[-1] == Point(10, 10, 10, 1)
    assert len(found.days.starts) == DAYS
    assert found.days.points[-1] == Point(10, 10, 10, 1)


def test_records_without_latency_are_nothing() -> None:
    assert latency(sample("2026-03-30T09:00Z", None)) == Latency(None, None)
    assert latency() == Latency(None, None)
    old = latency(sample("2026-03-20T09:00Z", 80))
    assert old.hours is None
    assert known(old.days) == {instant("2026-03-20T00:00Z"): Point(80, 80, 80, 1)}


def test_a_service_that_is_down_answers_neither_fast_nor_slowly() -> None:
    found = latency(
        sample("2026-03-30T09:00Z", 0, Status.DOWN),
        sample("2026-03-30T09:30Z", 4000, Status.DEGRADED),
        sample("2026-03-30T10:00Z", 30_000, Status.DOWN),
    )
    assert list(known(found.hours).values()) == [Point(4000, 4000, 4000, 1)]


def test_a_day_without_an_hour_begins_and_ends_at_midnight() -> None:
    found = latency(
        sample("2026-03-28T22:59Z", 1),
        sample("2026-03-28T23:00Z", 2),
        sample("2026-03-29T21:59Z", 3),
        sample("2026-03-29T22:00Z", 4),
        zone="Europe/Berlin",
    )
    assert known(found.days) == {
        instant("2026-03-27T23:00Z"): Point(1, 1, 1, 1),
        instant("2026-03-28T23:00Z"): Point(2.5, 2, 3, 2),
        instant("2026-03-29T22:00Z"): Point(4, 4, 4, 1),
    }


@given(st.lists(st.tuples(st.integers(-200, 10), st.integers(0, 10**6)), max_size=30))
def test_every_sample_of_the_last_day_is_in_one_hour(found: list[tuple[int, int]]) -> None:
    samples = sorted(
        (Sample(NOW + 1800 * step, Status.UP, float(value)) for step, value in found),
        key=lambda one: one.at,
    )
    hours = latency(*samples).hours
    first = NOW // 3600 * 3600 - 23 * 3600
    inside = [one.latency for one in samples if first <= one.at <= NOW and one.latency is not None]
    points = [point for point in hours.points if point] if hours else []
    assert sum(point.samples for point in points) == len(inside)
    assert all(point.lowest <= point.typical <= point.highest for point in points)
    assert max((point.highest for point in points), default=None) == max(inside, default=None)


def test_a_new_latency_is_a_change_of_its_monitor(tmp_path: Path) -> None:
    lines = "timestamp,status,latency\n2026-03-30T09:00:00Z,UP,{}\n"
    path = "content/status/api/2026-03-30.csv"
    views = [
        snapshot_of(tmp_path, {path: lines.format(value)}, "2026-03-30T12:20Z").monitors[0]
        for value in (100, 101)
    ]
    assert views[0].uptimes == views[1].uptimes
    assert digest(views[0]) != digest(views[1])
