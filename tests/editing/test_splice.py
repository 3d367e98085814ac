"""Splices of front matter: what changes, and that nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content import frontmatter, yamldoc
from statusgen.diagnostics import Diagnostic
from statusgen.editing.splice import (
    document,
    has_key,
    scalar,
    with_body,
    with_key,
    with_keys,
    without_key,
)

WRITTEN = """\
---
# Written by hand.
title: 'It''s down'   # keep the quotes
start: "2026-01-15T10:30:00Z"

monitors:
  # the gateway first
  api-gateway: DOWN     # all of it
  database: DEGRADED
links:
  - title: Help
    url: /help/
  - {title: More, url: /more/}
notes: |
  several
  lines
pin: {at: 2026-01-15T11:00:00Z, end: 2026-01-15T12:00:00Z}  # for now
---

The text.

---
with a line
"""


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that only one of the two texts has."""
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("key", "value", "gone", "come"),
    [
        (
            "title",
            "Up",
            ["title: 'It''s down'   # keep the quotes"],
            ["title: Up   # keep the quotes"],
        ),
        (
            "start",
            "2026-01-15T10:00:00Z",
            ['start: "2026-01-15T10:30:00Z"'],
            ["start: 2026-01-15T10:00:00Z"],
        ),
        ("id", 5, [], ["id: 5"]),
        (
            "title",
            "true",
            ["title: 'It''s down'   # keep the quotes"],
            ['title: "true"   # keep the quotes'],
        ),
        ("notes", "one line", ["notes: |", "  several", "  lines"], ["notes: one line"]),
        (
            "monitors",
            {"api-gateway": "UP", "database": "DEGRADED"},
            ["  api-gateway: DOWN     # all of it"],
            ["  api-gateway: UP     # all of it"],
        ),
        (
            "monitors",
            {"api-gateway": "DOWN", "cache": "UP"},
            ["  database: DEGRADED"],
            ["  cache: UP"],
        ),
        (
            "pin",
            {"at": "2026-01-15T11:00:00Z"},
            ["pin: {at: 2026-01-15T11:00:00Z, end: 2026-01-15T12:00:00Z}  # for now"],
            ["pin: {at: 2026-01-15T11:00:00Z}  # for now"],
        ),
        (
            "links",
            [{"title": "A, b", "url": "/a/"}],
            ["  - title: Help", "    url: /help/", "  - {title: More, url: /more/}"],
            ['  - {title: "A, b", url: /a/}'],
        ),
    ],
)
def test_only_the_lines_of_the_key_change(
    key: str, value: Any, gone: list[str], come: list[str]
) -> None:
    text = with_key(WRITTEN, key, value)
    assert changed(WRITTEN, text) == (gone, come)
    assert values(text) == {**values(WRITTEN), key: value}


@pytest.mark.parametrize(
    ("key", "gone"),
    [
        ("title", ["title: 'It''s down'   # keep the quotes"]),
        ("notes", ["notes: |", "  several", "  lines"]),
        (
            "links",
            ["links:", "  - title: Help", "    url: /help/", "  - {title: More, url: /more/}"],
        ),
        ("pin", ["pin: {at: 2026-01-15T11:00:00Z, end: 2026-01-15T12:00:00Z}  # for now"]),
        ("nothing", []),
    ],
)
def test_a_key_goes_with_what_is_below_it(key: str, gone: list[str]) -> None:
    text = without_key(WRITTEN, key)
    assert changed(WRITTEN, text) == (gone, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "---\nid: 5\n---\n"),
        ("Only text.\n", "---\nid: 5\n---\nOnly text.\n"),
        ("---\n---\nText.\n", "---\nid: 5\n---\nText.\n"),
        ("---\n# nothing yet\n---\n", "---\n# nothing yet\nid: 5\n---\n"),
        ("---\n{title: A}\n---\n", "---\n{title: A, id: 5}\n---\n"),
        ("---\n{title: A, id: 4}\n---", "---\n{title: A, id: 5}\n---"),
        ("---\nid:\n---\n", "---\nid: 5\n---\n"),
        ("---\nid: # none yet\ntitle: A\n---\n", "---\nid: 5 # none yet\ntitle: A\n---\n"),
        ("----\nno front matter\n", "---\nid: 5\n---\n----\nno front matter\n"),
    ],
)
def test_a_key_finds_its_place_in_every_kind_of_file(text: str, expected: str) -> None:
    assert with_key(text, "id", 5) == expected
    assert values(expected)["id"] == 5


@pytest.mark.parametrize("text", ["?0", "a, b", "[a", "a}", "- a", "a: b", "a #b", "", "null", "~"])
def test_texts_that_mean_something_else_within_brackets(text: str) -> None:
    found = with_key(WRITTEN, "links", [{text: text}, {"title": text}])
    assert values(found)["links"] == [{text: text}, {"title": text}]
    assert values(with_key(WRITTEN, "links", [text, 5]))["links"] == [text, 5]


def test_several_keys_at_once() -> None:
    text = with_keys(
        "---\ntitle: A\nid: 5\n---\nText.\n", {"id": None, "title": "B", "pinned": True}
    )
    assert text == "---\ntitle: B\npinned: true\n---\nText.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRITTEN, WRITTEN[: WRITTEN.index("\nThe text.")] + "New.\n"),
        ("Old.\n", "New.\n"),
        ("---\nid: 5\n---", "---\nid: 5\n---\nNew.\n"),
        ("---\nid: 5\n---\n", "---\nid: 5\n---\nNew.\n"),
        ("", "New.\n"),
    ],
)
def test_the_text_below_the_front_matter(text: str, expected: str) -> None:
    assert with_body(text, "\nNew.\n\n") == expected


def test_a_text_that_looks_like_front_matter_stays_a_text() -> None:
    text = "---\nid: 5\n---"
    for file in (document({}, text), with_body("Old.\n", text), with_body("", text)):
        assert frontmatter.split(file, "", []).body == text


def test_the_keys_that_a_file_has() -> None:
    assert has_key(WRITTEN, "pin")
    assert not has_key(WRITTEN, "at")
    assert not has_key("start: text\n", "start")


# ---------------------------------------------------------------- laws


def values(text: str) -> dict[str, Any]:
    problems: list[Diagnostic] = []
    found = yamldoc.parse(frontmatter.split(text, "", problems).yaml, "", problems)
    assert problems == []
    assert isinstance(found, dict)
    return found


# What content may not hold at all is refused before it is written.
WORDS = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn"),
        blacklist_characters="\u2028\u2029\u115f\u1160\u3164\uffa0\u034f",
    ),
    max_size=20,
)
SCALARS = WORDS | st.integers(-(10**9), 10**15) | st.booleans()
KEYS = st.sampled_from(["title", "start", "monitors", "links", "notes", "pin", "id", "new"])
TAGS = st.sampled_from(["api-gateway", "database", "cache", "123", "true", "a_b"])
VALUES = (
    SCALARS
    | st.dictionaries(TAGS, SCALARS, max_size=4)
    | st.lists(SCALARS, max_size=3)
    | st.lists(st.dictionaries(TAGS, SCALARS, min_size=1, max_size=2), min_size=1, max_size=3)
)


@given(KEYS, VALUES)
def test_a_value_that_was_set_is_read_back_and_all_others_stay(key: str, value: Any) -> None:
    assert values(with_key(WRITTEN, key, value)) == {**values(WRITTEN), key: value}


@given(st.lists(st.tuples(KEYS, VALUES | st.none()), max_size=6))
def test_any_edits_one_after_another(edits: list[tuple[str, Any]]) -> None:
    text, expected = WRITTEN, values(WRITTEN)
    for key, value in edits:
        text = with_keys(text, {key: value})
        expected = {k: v for k, v in expected.items() if k != key}
        expected |= {} if value is None else {key: value}
        assert (values(text) if expected else {}) == expected
    assert frontmatter.split(text, "", []).body == frontmatter.split(WRITTEN, "", []).body


@given(st.dictionaries(KEYS, VALUES, min_size=1), WORDS)
def test_a_new_file_is_read_back(written: dict[str, Any], body: str) -> None:
    text = document(written, body)
    assert values(text) == written
    assert frontmatter.split(text, "", []).body.strip() == body.strip()


@pytest.mark.parametrize("text", ["a\u2028b", "a\x85b", "a\ufeffb", "\x7f", 'a"b\\c', "a: b", "#a"])
def test_odd_characters_are_quoted_so_that_yaml_does_not_change_them(text: str) -> None:
    written = scalar(text)
    assert written.startswith('"') or written == text
    assert not {"\u2028", "\x85", "\ufeff", "\x7f"} & {*written}
