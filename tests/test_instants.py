"""Instants as text: what the standard library writes, of every second."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from statusgen.content.times import LAST_SECOND
from statusgen.instants import clock, day, rfc822, rfc3339

SECONDS = st.integers(0, LAST_SECOND)


@given(SECONDS)
def test_the_same_text_as_the_standard_library(at: int) -> None:
    moment = datetime.fromtimestamp(at, UTC)
    assert rfc3339(at) == f"{moment:%Y-%m-%dT%H:%M:%SZ}" == f"{day(at)}T{clock(at)}Z"
    assert rfc822(at) == format_datetime(moment)


def test_a_day_before_1970() -> None:
    assert rfc3339(-1) == "1969-12-31T23:59:59Z"
