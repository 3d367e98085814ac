"""Where the front matter ends and the text begins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content.frontmatter import LONGEST_BODY, FrontMatter, split
from statusgen.content.yamldoc import parse
from statusgen.content.yamlplaces import Places
from statusgen.diagnostics import Diagnostic


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", FrontMatter("", 1, "", 1)),
        ("Only text.\n", FrontMatter("", 1, "Only text.", 1)),
        ("\n \nText.\n\n", FrontMatter("", 1, "Text.", 3)),
        ("---\ntitle: A\n---\nText.\n", FrontMatter("title: A\n", 2, "Text.", 4)),
        ("---\ntitle: A\n---\n\n\n    code\n\n\n", FrontMatter("title: A\n", 2, "    code", 6)),
        ("--- \t\ntitle: A\n---  \nText.", FrontMatter("title: A\n", 2, "Text.", 4)),
        ("---\ntitle: A\n---", FrontMatter("title: A\n", 2, "", 3)),
        ("---\ntitle: A\n---\n", FrontMatter("title: A\n", 2, "", 4)),
        ("---\ntitle: A\n---\n\n  \n", FrontMatter("title: A\n", 2, "", 4)),
        ("---\n---\nText.\n", FrontMatter("", 2, "Text.", 3)),
        ("---\n\n# nothing yet\n---\nText.\n", FrontMatter("\n# nothing yet\n", 2, "Text.", 5)),
        # a line in a text, and the second of two closing lines, are text
        ("One\n---\nTwo\n", FrontMatter("", 1, "One\n---\nTwo", 1)),
        ("\n---\na: 1\n---\n", FrontMatter("", 1, "---\na: 1\n---", 2)),
        ("---\na: 1\n---\nOne\n\n---\n\nTwo\n", FrontMatter("a: 1\n", 2, "One\n\n---\n\nTwo", 4)),
        ("One\u00a0\n \t\n", FrontMatter("", 1, "One\u00a0", 1)),
        ("\ud800", FrontMatter("", 1, "\ud800", 1)),
        # more or other than three dashes
        ("----\na: 1\n----\n", FrontMatter("", 1, "----\na: 1\n----", 1)),
        ("--- a: 1\n---\n", FrontMatter("", 1, "--- a: 1\n---", 1)),
        (
            "---\na: |\n  ---\nb: ---x\n---\nText.\n",
            FrontMatter("a: |\n  ---\nb: ---x\n", 2, "Text.", 6),
        ),
    ],
)
def test_a_file_is_front_matter_and_text(text: str, parts: FrontMatter) -> None:
    problems: list[Diagnostic] = []
    assert split(text, "incident.md", problems) == parts
    assert problems == []


@pytest.mark.parametrize("text", ["---", "---\n", "---\ntitle: A\n\nText.\n", "---\na: 1\n --- \n"])
def test_front_matter_must_be_closed(text: str) -> None:
    problems: list[Diagnostic] = []
    parts = split(text, "incident.md", problems)
    assert (parts.yaml, parts.body) == ("", "")
    [found] = problems
    assert (found.code, found.where.line, found.where.column) == ("yaml-syntax", 1, 1)
    assert found.hint == "put a line with `---` below it; a line across a text is written `***`"


@pytest.mark.parametrize("letter", ["a", "ä", "\U0001f525"])
def test_a_text_may_have_64_kib_and_no_more(letter: str) -> None:
    problems: list[Diagnostic] = []
    longest = letter * (LONGEST_BODY // len(letter.encode()))
    assert split(f"---\na: 1\n---\n\n{longest}\n", "a.md", problems).body == longest
    assert problems == []
    parts = split(f"---\na: 1\n---\n\n{longest}{letter}\n", "a.md", problems)
    assert parts == FrontMatter("a: 1\n", 2, "", 5)
    [found] = problems
    assert (found.code, found.where.line, found.where.column) == ("file-too-large", 5, 1)


def test_problems_in_front_matter_have_the_lines_of_the_file() -> None:
    text = "---\ntitle: A\nmonitors:\n  api: *x\n---\nText.\n"
    problems: list[Diagnostic] = []
    parts = split(text, "incident.md", problems)
    assert parse(parts.yaml, "incident.md", problems, parts.first_line) is None
    assert [(found.code, found.where.line, found.where.column) for found in problems] == [
        ("yaml-alias", 4, 8)
    ]
    assert Places(parts.yaml, parts.first_line).find(("title",)) == (2, 8)


LINES = st.lists(
    st.sampled_from(["---", "--- ", "---\t", "a: 1", "", " ", "Text.", "----", " ---"]), max_size=9
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(LINES, st.sampled_from(["", "\n"]))
def test_every_part_stands_where_it_says(lines: list[str], end: str) -> None:
    text = "\n".join(lines) + end
    problems: list[Diagnostic] = []
    parts = split(text, "a.md", problems)
    written = text.split("\n")
    if parts.yaml:
        assert "\n".join(written[parts.first_line - 1 :]).startswith(parts.yaml)
    if parts.body:
        assert "\n".join(written[parts.body_line - 1 :]).startswith(parts.body)
        assert parts.body.strip()
    if not problems:
        rest = [line for line in written if line.strip()]
        kept = [line for line in (parts.yaml + parts.body).split("\n") if line.strip()]
        fences = len(rest) - len(kept)
        assert fences == (2 if parts.first_line == 2 else 0)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    problems: list[Diagnostic] = []
    parts = split(text, "a.md", problems)
    assert parts.first_line >= 1
    assert parts.body_line >= 1
