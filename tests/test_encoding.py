"""JSON of values is, byte for byte, what the standard library writes."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.dialects.wire import encode
from statusgen.encoding import json_of
from tests.documented import HOSTILE


class Word(StrEnum):
    RED = "red <>"


TEXT = st.one_of(st.text(), st.sampled_from([HOSTILE, "\u2028\u2029\x7f\x00\x1f\ufffe", "\\u003c"]))
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), TEXT, st.sampled_from(Word))
VALUES: st.SearchStrategy[Any] = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(TEXT, inner)
    ),
)


@given(VALUES)
def test_the_same_bytes_as_the_standard_library(value: Any) -> None:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert json_of(value) == written.encode(errors="backslashreplace")


@given(VALUES)
def test_on_the_wire_nothing_can_end_a_script(value: Any) -> None:
    written = encode(value)
    assert not set(b"<>&") & set(written)
    assert json.loads(written) == json.loads(json_of(value))


@pytest.mark.parametrize("half", ["\ud800", "a\udfff", "\udc00\ud800"])
def test_half_a_character_is_escaped(half: str) -> None:
    written = json_of({half: [half]})
    assert written.isascii()
    assert json.loads(written) == {half: [half]}
