"""A part of a monitor's life is what the whole of it says of that time."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import DAY, MINUTE
from statusgen.model.status import Status
from statusgen.snapshot.life import PROBLEMS, Life, Segment
from statusgen.snapshot.timeline import Span

NOW = 1_000 * DAY + 12_345
times = st.integers(NOW - 3 * DAY, NOW + DAY)
lengths = st.one_of(st.none(), st.integers(1, 2 * MINUTE), st.integers(1, DAY))
spans = st.builds(
    lambda start, length, status: Span(
        "api", start, None if length is None else start + length, status
    ),
    times,
    lengths,
    st.sampled_from(PROBLEMS),
)
samples = st.lists(st.builds(Sample, times, st.sampled_from(Status)), max_size=6)
lives = st.builds(
    lambda default, spans, samples, since, hold: Life(
        Monitor("api", "API", 1, default_status=default),
        tuple(sorted(spans, key=lambda one: one.start)),
        tuple(sorted(samples, key=lambda one: one.at)),
        since,
        NOW,
        hold,
    ),
    st.sampled_from((Status.UP, Status.NO_DATA)),
    st.lists(spans, max_size=8),
    samples,
    st.integers(NOW - 3 * DAY, NOW),
    st.sampled_from((30, 5 * MINUTE, DAY)),
)


@given(lives, times, times)
def test_a_part_is_what_the_whole_says_of_it(life: Life, one: int, other: int) -> None:
    start, end = min(one, other), max(one, other)
    first = max(life.since, start) // MINUTE
    last = min(life.until, end) // MINUTE
    assert life.between(start, end).segments == tuple(
        Segment(max(part.start, first), min(part.end, last), part.status, part.declared)
        for part in life.segments
        if part.start < last and part.end > first and first < last
    )


@given(lives)
def test_a_life_has_neither_gaps_nor_neighbours_that_say_the_same(life: Life) -> None:
    first, last = life.since // MINUTE, life.until // MINUTE
    edges = [one.start for one in life.segments] + [one.end for one in life.segments[-1:]]
    assert edges == sorted(set(edges))
    assert [edges[0], edges[-1]] == [first, last] if life.segments else first == last
    said = [(one.status, one.declared) for one in life.segments]
    assert all(one != other for one, other in itertools.pairwise(said))
