"""YAML as people write it, what it is read to, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content import yamldoc
from statusgen.content.yamldoc import PureParser, Value, parse
from statusgen.content.yamlplaces import Places
from statusgen.diagnostics import Diagnostic, Route

Found = tuple[str, int, int]
FAST = yamldoc.Parser


@pytest.fixture(params=[FAST, PureParser], ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a test with each of the two parsers."""
    monkeypatch.setattr(yamldoc, "Parser", request.param)
    return request.param


def read(text: str, first_line: int = 1) -> tuple[Value, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    return parse(text, "monitors.yaml", problems, first_line), problems


def refused(text: str, first_line: int = 1) -> list[Found]:
    """Where and why a text is refused."""
    value, problems = read(text, first_line)
    assert value is None
    assert all(found.where.file == "monitors.yaml" and found.hint for found in problems)
    return [(found.code, found.where.line, found.where.column) for found in problems]


def test_libyaml_is_used_where_it_is_installed() -> None:
    assert FAST is not PureParser


VALUES: list[tuple[str, Value]] = [
    # nothing
    ("", None),
    ("# only a comment\n", None),
    ("---\n", None),
    ("title:\n", {"title": None}),
    ("title: ''\n", {"title": ""}),
    # words stay words
    ("a: true\nb: false\n", {"a": True, "b": False}),
    ("a: True\nb: yes\nc: no\nd: on\ne: off\n",
     {"a": "True", "b": "yes", "c": "no", "d": "on", "e": "off"}),
    ("a: null\nb: ~\nc: 'true'\nd: \"false\"\n",
     {"a": "null", "b": "~", "c": "true", "d": "false"}),
    # numbers
    ("[0, 7, -7, 1768473000, 999999999999999999]", [0, 7, -7, 1768473000, 999999999999999999]),
    ("[010, -0, +1, 1_000, 0x1F, 0o17, '5']",
     ["010", "-0", "+1", "1_000", "0x1F", "0o17", "5"]),
    ("[1.10, .nan, .inf, 1.0e+400, 1e3]", ["1.10", ".nan", ".inf", "1.0e+400", "1e3"]),
    ("[1000000000000000000]", ["1000000000000000000"]),
    ("id: " + "9" * 5000, {"id": "9" * 5000}),
    ("time: 1:59:59:59", {"time": "1:59:59:59"}),
    ("time: " + "1:" * 50_000 + "1", {"time": "1:" * 50_000 + "1"}),
    # dates
    ("- 2026-01-15\n- 2026-01-15T10:30:00Z\n- 2024-13-45\n- 12:30:00\n- 0000-00-00\n",
     ["2026-01-15", "2026-01-15T10:30:00Z", "2024-13-45", "12:30:00", "0000-00-00"]),
    # keys are text
    ("1: a\ntrue: b\non: c\n2026-01-15: d\n",
     {"1": "a", "true": "b", "on": "c", "2026-01-15": "d"}),
    ("title.de: Störung\n", {"title.de": "Störung"}),
    ("'<<': a quoted arrow\n", {"<<": "a quoted arrow"}),
    # text
    ("title: it's down\n", {"title": "it's down"}),
    ("title: see https://example.com/a:b#c\n", {"title": "see https://example.com/a:b#c"}),
    ('title: "API: down"\n', {"title": "API: down"}),
    ('title: "a\\tb\\nc\\u00e4"\n', {"title": "a\tb\ncä"}),
    ("a: |\n  two\n  lines\nb: >\n  one\n  line\n", {"a": "two\nlines\n", "b": "one line\n"}),
    ("a: |\n  ---\n  <<: *x !!y {{ z }}\n", {"a": "---\n<<: *x !!y {{ z }}\n"}),
    ("a: 12\n  34\n", {"a": "12 34"}),
    # lists and mappings
    ("monitors: [api, web]\n", {"monitors": ["api", "web"]}),
    ("monitors:\n- api\n- web\n", {"monitors": ["api", "web"]}),
    ("monitors: {api: DOWN, web: UP}\n", {"monitors": {"api": "DOWN", "web": "UP"}}),
    ("- tag: api\n  hidden: true\n- tag: web\n", [{"tag": "api", "hidden": True}, {"tag": "web"}]),
    ("{}", {}),
    ("[]", []),
    ("[" * 12 + "]" * 12, [[[[[[[[[[[[]]]]]]]]]]]]),
    ("--- # a document may begin like this\na: 1\n", {"a": 1}),
    ("just text\n", "just text"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[text[:30] for text, _ in VALUES])
def test_a_value_is_what_is_written(parser: Any, text: str, value: Value) -> None:
    assert read(text) == (value, [])


ALIAS_BOMB = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name}\n  <<: [*{before}, *{before}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED: list[tuple[str, list[Found]]] = [
    # anchors, aliases, merge keys
    ("a: &a [*a]\n", [("yaml-alias", 1, 4), ("yaml-alias", 1, 8)]),
    ("base: &b\n  x: 1\nmore:\n  <<: *b\n",
     [("yaml-alias", 1, 7), ("yaml-alias", 4, 3), ("yaml-alias", 4, 7)]),
    ("&key a: 1\n", [("yaml-alias", 1, 1)]),
    ("*key : 1\n", [("yaml-alias", 1, 1)]),
    ("title: *important*\n", [("yaml-syntax", 1, 8)]),
    # tags
    ("a: !!python/object/apply:os.system [id]\n", [("yaml-tag", 1, 4)]),
    ("a: !!timestamp foo\nb: !!binary eA==\nc: !x\nd: ! e\n!!str f: g\n",
     [("yaml-tag", line, 4) for line in (1, 2, 3, 4)] + [("yaml-tag", 5, 1)]),
    ("!!set {a, b}\n", [("yaml-tag", 1, 1)]),
    ("a: !e!x b\n", [("yaml-tag", 1, 4)]),
    # duplicate keys
    ("a: 1\nb: 2\na: 3\nb: 4\na: 5\n",
     [("yaml-duplicate-key", 3, 1), ("yaml-duplicate-key", 4, 1), ("yaml-duplicate-key", 5, 1)]),
    ("m:\n  x: 1\n  'x': 1\n", [("yaml-duplicate-key", 3, 3)]),
    ("- {1: a, '1': b}\n", [("yaml-duplicate-key", 1, 10)]),
    # several things at once
    ("a: &x 1\nb: !!int 2\nb: 3\nc: *x\nd: \"\\0\"\n",
     [("yaml-alias", 1, 4), ("yaml-tag", 2, 4), ("yaml-duplicate-key", 3, 1),
      ("yaml-alias", 4, 4), ("control-character", 5, 4)]),
    ("a: *x\nb: @\n", [("yaml-alias", 1, 4), ("yaml-syntax", 2, 4)]),
    # depth and size
    ("[" * 13 + "]" * 13, [("yaml-too-deep", 1, 13)]),
    ("[" * 50_000, [("yaml-too-deep", 1, 13)]),
    ("{a: " * 50_000, [("yaml-too-deep", 1, 49)]),
    ("- " * 100_000, [("yaml-too-deep", 1, 25)]),
    ("? " * 50_000, [("yaml-syntax", 1, 3 + 2 * key) for key in range(12)]
     + [("yaml-too-deep", 1, 25)]),
    ("[" + "a," * 20_000 + "]", [("file-too-large", 1, 40_000)]),
    # keys that are not text
    ("title: {{ incident.title }}\n", [("yaml-syntax", 1, 9)]),
    ("title: {{ x }} is down\n", [("yaml-syntax", 1, 9)]),
    ("? [a, b]\n: c\n", [("yaml-syntax", 1, 3)]),
    # what nobody can see
    ("a: \x1b[31mred\n", [("control-character", 1, 4)]),
    ("a: b\nc: \x00\n", [("control-character", 2, 4)]),
    ("a: \x7f\x85", [("control-character", 1, 4), ("control-character", 1, 5)]),
    ("\ufeffa: 1\n", [("control-character", 1, 1)]),
    ("a: x\u2028hidden: true\n", [("control-character", 1, 5)]),
    ("a: \ud800\n", [("control-character", 1, 4)]),
    ("a: \u202eb\n", [("bidi-character", 1, 4)]),
    ('a: "\\0"\n', [("control-character", 1, 4)]),
    ('a:\n- "\\x1b[31m"\n- "\\uFFFE"\n- "\\r"\n- "\\L"\n',
     [("control-character", line, 3) for line in (2, 3, 4, 5)]),
    ('"a\\u202e": 1\nb: "\\u2066"\n', [("bidi-character", 1, 1), ("bidi-character", 2, 4)]),
    ('a: "\\U00110000"\n', [("control-character", 1, 7)]),
    ('a: "\\UFFFFFFFF"\n', [("control-character", 1, 7)]),
    # documents
    ("a: 1\n---\nb: 2\n", [("yaml-syntax", 2, 1)]),
    ("a: 1\n...\nb: 2\n", [("yaml-syntax", 3, 1)]),
    # syntax
    ("title: API: down\n", [("yaml-syntax", 1, 11)]),
    ("a:\n\t- b\n", [("yaml-syntax", 2, 1)]),
    ("a: 1\n\tb: 2\n", [("yaml-syntax", 2, 1)]),
    ('title: "API\nstart: 1\n', [("yaml-syntax", 1, 8)]),
    ("title: 'it's'\n", [("yaml-syntax", 1, 12)]),
    ("a: [1, 2\nb: 1\n", [("yaml-syntax", 1, 4)]),
    ("a: 1\nb\nc: 2\n", [("yaml-syntax", 2, 1)]),
    ("a:\n  b: 1\n c: 2\n", [("yaml-syntax", 3, 2)]),
    ("<<<<<<< HEAD\na: 1\n", [("yaml-syntax", 2, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), REFUSED, ids=[ascii(text)[:40] for text, _ in REFUSED])
def test_what_is_refused_has_its_place(parser: Any, text: str, found: list[Found]) -> None:
    assert refused(text) == found


@pytest.mark.parametrize("bomb", [ALIAS_BOMB, MERGE_BOMB], ids=["alias", "merge"])
def test_bombs_are_reported_and_not_unfolded(parser: Any, bomb: str) -> None:
    found = refused(bomb)
    assert {code for code, _, _ in found} == {"yaml-alias"}
    assert {line for _, line, _ in found} == set(range(1, bomb.count("\n") + 1))


def test_a_file_of_nothing_but_problems_is_not_reported_for_ever(parser: Any) -> None:
    assert len(refused("- *a\n" * 5000)) == 100
    assert len(refused('- "\\0"\n' * 5000)) == 100


def test_20000_values_are_read(parser: Any) -> None:
    value, problems = read("[" + "a," * 19_999 + "]")
    assert problems == []
    assert value == ["a"] * 19_999


def test_lines_are_those_of_the_file(parser: Any) -> None:
    assert refused("a: 1\na: 2\n", first_line=2) == [("yaml-duplicate-key", 3, 1)]
    assert refused("a: \x00", first_line=2) == [("control-character", 2, 4)]
    assert refused("a: b: c", first_line=2) == [("yaml-syntax", 2, 5)]


ADVICE: list[tuple[str, str, str]] = [
    ("title: API: down\n", "a text that is not quoted cannot contain `: `",
     'quote a title that contains `: `, such as `title: "API: down"`'),
    ("title:API\nstart: 1\n", "the line above has no space after its colon",
     "write `key: value`"),
    ("a: 1\n  b: 2\n", "this line does not fit in with the lines above",
     "begin all keys of one mapping in the same column"),
    ("a:\n\tb: 1\n", "a tab stands where YAML wants spaces", "indent with spaces"),
    ("a: |\n\ttext\n", "a tab stands where YAML wants spaces", "indent with spaces"),
    ("title: @team\n", "a text cannot begin with `@`", "put the whole text in quotes"),
    ("title: *new* thing\n", "a text cannot begin with `*`", "put the whole text in quotes"),
    ("title: % of calls\n", "a text cannot begin with `%`", "put the whole text in quotes"),
    ("title: ]\n", "a text cannot begin with `]`", "put the whole text in quotes"),
    ("a: [b,\n", "something is missing before the end of this line",
     "close the brackets that are open"),
    ("title: > 50% down\n", "after `>` the text begins on the next line",
     "quote a text that begins with `>`"),
    ("title: [Solved] API\n", "text goes on after a closing quotation mark or bracket",
     "quote the whole text; one with an apostrophe goes into double quotes"),
    ("title: 'API\n", "the quotation mark that opens here is never closed",
     "close it; put a text with an apostrophe into double quotes"),
    ('path: "C:\\queue"\n', "this backslash begins no escape that YAML knows",
     "write `\\\\` for a backslash, or use single quotes"),
    ('a: "\\UFFFFFFFF"\n', "this escape stands for no character",
     "write the character itself"),
    ("a: {b: 1\nc: 2\n", "the `{` that opens here is not closed, or a comma is missing",
     "close it; quote a text that begins with `{`"),
    ("a: - b\n", "a list begins on a line of its own",
     "put `- ` on the next line, or quote the text"),
    ("- a\nb: 1\n", "the list does not go on here",
     "begin every entry of a list with `- `, all in the same column"),
    ("a: 1\nb\nc: 2\n", "this line has no `: `",
     "write `key: value`, or indent a line that goes on with the text above"),
    ("%YAML 2.0\n---\na: 1\n", "a line cannot begin with `%`",
     "delete it, or quote a text that begins with `%`"),
    ("a: 1\n...\nb: 2\n", "something stands after the end of the document",
     "delete the line above with `...`"),
    ("a: 1\n---\nb: 2\n", "a second document begins here",
     "delete the line with `---`: a file holds one document"),
    ("title: {{ x }}\n", "a key is a text, not a mapping",
     'quote a text that begins with a bracket, such as `title: "{{ x }}"`'),
    ("b: 1\na: 2\na: 3\n", "`a` stands here and in line 2", "keep one of the two"),
    ("a: &b 1\n", "the anchor `&b` is not allowed",
     "write the values out in each place; quote a text that begins with `&`"),
    ("a: *b\n", "the alias `*b` is not allowed",
     "write the values out in each place; quote a text that begins with `*`"),
    ("<<: a\n", "the merge key `<<` is not allowed", "write the values out in each place"),
    ("a: !!int 1\n", "the tag `!!int` is not allowed",
     "leave it out; quote a text that begins with `!`"),
    ("a: !b!c 1\n", "tags are not allowed",
     "leave it out; quote a text that begins with `!`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "hint"), ADVICE, ids=[row[0][:20] for row in ADVICE])
def test_a_message_says_what_to_do(parser: Any, text: str, message: str, hint: str) -> None:
    _, [found] = read(text)
    assert (found.message, found.hint) == (message, hint)


PLACES = """\
# monitors
- tag: api
  name: "API"
  alerts: {down: 1, up: [2, 3]}
- tag: web
  description:
  text: |
    lines
  1: one
"""


@pytest.mark.parametrize(
    ("route", "found"),
    [
        ((), (2, 1)),
        ((0,), (2, 3)),
        ((0, "tag"), (2, 8)),
        ((0, "name"), (3, 9)),
        ((0, "alerts"), (4, 3)),
        ((0, "alerts", "down"), (4, 18)),
        ((0, "alerts", "up"), (4, 21)),
        ((0, "alerts", "up", 1), (4, 29)),
        ((1,), (5, 3)),
        ((1, "description"), (6, 3)),
        ((1, "text"), (7, 9)),
        ((1, "1"), (9, 6)),
        # the deepest part that exists
        ((2,), (2, 1)),
        ((1, "name"), (5, 3)),
        ((0, "alerts", "left"), (4, 3)),
        ((0, "alerts", "up", 7, "x"), (4, 21)),
        ((0, "tag", "x"), (2, 8)),
        (("tag",), (2, 1)),
        ((0, 1), (2, 3)),
    ],
)
def test_a_route_leads_to_a_place(parser: Any, route: Route, found: tuple[int, int]) -> None:
    assert Places(PLACES).find(route) == found
    line, column = found
    assert Places(PLACES, first_line=10).find(route) == (line + 9, column)


@pytest.mark.parametrize(
    ("text", "route", "found"),
    [
        ("", ("a",), (1, 1)),
        ("a: 1\nb: @\n", ("a",), (1, 4)),
        ("a: 1\nb: @\n", ("c",), (1, 1)),
        ("a: \x00", ("a",), (1, 1)),
        ("a: \ud800", ("a",), (1, 1)),
        ("[" * 100, (0,) * 99, (1, 14)),
        ("[" * 50_000, (1,), (1, 1)),
        ("[" * 20 + "]" * 19 + ", b]", (1,), (1, 1)),
        ("{a: *b, c: 1}", ("c",), (1, 12)),
    ],
)
def test_a_broken_text_is_located_as_far_as_it_goes(
    parser: Any, text: str, route: Route, found: tuple[int, int]
) -> None:
    assert Places(text).find(route) == found


PIECES = st.sampled_from(
    ["a", "b: ", "- ", "\n", "  ", ": ", "[", "]", "{", "}", ",", "&x ", "*x", "!!t ", "<<: ", "|",
     ">", "'", '"', "\\", "\\x00", "\\u202e", "\\UFFFFFFFF", "#", "%", "@", "? ", "---\n", "...\n",
     "\t", "\0", "\x1b", "\u2028", "\ufeff", "\ud800", "ä", "1", "true", "{{ x }}", "%YAML 1.1\n",
     "title: API\n", "monitors:\n  api: DOWN\n", "- tag: web\n"]
)  # fmt: skip
DOCUMENTS = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)
ROUTES = st.lists(
    st.sampled_from(["a", "b", "title", "monitors", "api", "tag", ""]) | st.integers(-2, 3),
    max_size=4,
).map(tuple)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(DOCUMENTS, ROUTES)
def test_any_text_is_read_or_refused_with_a_place(text: str, route: Route) -> None:
    for parser in (FAST, PureParser):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yamldoc, "Parser", parser)
            value, problems = read(text)
            line, column = Places(text).find(route)
        assert value is None or not problems
        assert all(found.where.file == "monitors.yaml" and found.hint for found in problems)
        assert all(1 <= found.where.line <= text.count("\n") + 2 for found in problems)
        assert all(found.where.column >= 1 for found in problems)
        assert line >= 1
        assert column >= 1


@settings(max_examples=300, derandomize=True, deadline=None)
@given(DOCUMENTS)
def test_both_parsers_give_the_same_values(text: str) -> None:
    fast, fast_problems = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamldoc, "Parser", PureParser)
        pure, pure_problems = read(text)
    if not fast_problems and not pure_problems:
        assert fast == pure
