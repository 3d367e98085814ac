"""Ids come from names and times alone, and fit where APIs keep them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.ids import (
    comment_id,
    comment_time,
    free_id,
    incident_id,
    monitor_id,
    occurrence_id,
)

DAYS = date(2026, 1, 15).toordinal() - date(1970, 1, 1).toordinal()


def test_an_incidents_id_begins_with_the_day_of_its_slug() -> None:
    assert incident_id("2026-01-15-api-gateway-outage", start=0) // 50_000 == DAYS


def test_without_a_date_in_the_slug_the_start_counts() -> None:
    assert incident_id("api-gateway-outage", start=DAYS * 86_400 + 7) // 50_000 == DAYS
    assert incident_id("2026-13-45-impossible", start=DAYS * 86_400) // 50_000 == DAYS


def test_the_ids_are_the_same_for_ever() -> None:
    """They are in feeds and APIs: a change here breaks every subscriber."""
    assert incident_id("2026-01-15-api-gateway-outage", 0) == 1023449574
    assert comment_id("2026-01-15-api-gateway-outage", "incident.md", 1768471200) == 294745200032170
    assert monitor_id("api") == 823455326
    assert occurrence_id(7, 1780279200) == 296713200000000 + occurrence_id(7, 0)


@given(st.integers(0, 2**31), st.integers(0, 3600), st.integers(0, 9), st.integers(0, 9))
def test_comments_in_order_have_ids_in_order(at: int, later: int, order: int, next_: int) -> None:
    first, second = (at, order), (at + later, next_)
    if first == second:
        return
    earlier, after = sorted([first, second])
    assert comment_id("s", "a.md", *earlier) < comment_id("s", "b.md", *after)
    assert comment_time(comment_id("s", "a.md", at, order)) == at


@given(st.text(max_size=80), st.text(max_size=80), st.integers(0, 4_102_444_800))
def test_ids_fit_into_32_bits_and_into_a_javascript_number(slug: str, name: str, at: int) -> None:
    assert 0 <= incident_id(slug, at) < 2**31
    assert 0 <= comment_id(slug, name, at) < 2**53


def test_a_free_id_is_the_next_one() -> None:
    assert free_id(7, {7, 8, 10}) == 9
