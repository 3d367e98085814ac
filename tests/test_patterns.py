"""A pattern is what `re.compile` gives, only later."""

from __future__ import annotations

import re

import pytest

from statusgen.patterns import pattern


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    digits = pattern(r"(?P<year>\d{4})-x", re.IGNORECASE)
    found = digits.fullmatch("2026-X")
    assert found is not None
    assert found["year"] == "2026"
    assert digits.sub("-", "a 2026-x b") == "a - b"
    assert (digits.pattern, digits.groups) == (r"(?P<year>\d{4})-x", 1)


def test_a_pattern_is_not_looked_at_before_it_is_used() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("")
