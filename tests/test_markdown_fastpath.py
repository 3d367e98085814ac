"""The fast path gives what the full reader gives, byte for byte, or leaves it to the full reader."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.markdown import fastpath, lint, problems, reader, render
from tests.tools import FULL

EXAMPLES = settings(
    max_examples=200_000 if FULL else 2_000, deadline=None, derandomize=not FULL, database=None
)

TAKEN = [
    "We are investigating reports of slow responses.",
    "A fix is in place; we keep watching.\n",
    "\n\nBlank lines before.\n\n\n\nAnd between, and after.\n\n",
    "Spaces at the end of a line. \nAnd of a paragraph. \n\nAnd of the text. ",
    "A hard  \nbreak, a harder     \nbreak.",
    " ",
    " \n\n",
    "A blank line\n \nwith a space in it",
    "Windows\r\nends\r\n\r\nlines so",
    "Old\rMacs\r\rlike this",
    "p99 > 2 s, \"eu-1\" & 'us-2': 5 < 7; 50%! a=b (c) {d} $e ^f @g #h | i / j + k - l",
    "AT&T & R&D, a&b c&d",
    "14:05 UTC: done\n2 of 3 nodes\n2026-01-15\n5.5 seconds",
    "api_gateway_eu is down, see x_y and 1_2",
    "~5 minutes, ~10 %",
    "2 * 3 * 4",
    "*Investigating* - we look",
    "**Update** at 14:05",
    "a **b c** d, (*e*), **f**: *g*; **h**. *i*! **j**? *k*",
    "*over\ntwo lines* and **over \nthree\n lines**".replace("\n l", "\nl"),
    "**api_gateway** and *x_y_z*",
    "**Änderung** und *Größe*: **é**",
    '*say "a"* and **b > c** end',
    "`code`, `a b`, ` a `, `  `, ` `, `*a* [b](c) _d_ <e`".replace("<e", "< e"),
    "[docs](https://docs.example.com)",
    "See [our docs](http://a.example:8080/x/y_z?a=1&b=2#c_d), [b c](https://b.example/~d).",
    "[a\nb](https://a.example/) [api_gw](https://a.example/@x:y,z;w!v+u)",
    "# Heading",
    "###### Six\nand text\n\n## Two  \n\n# *One* `a` [b](https://c.example)",
    "#hash and #1234",
    "a #b",
    "- one\n- two\n- **three**: four",
    "* one *a*\n* two",
    "Affected:\n- a\n- b\n\nMore text.\n\n## Head\n- c\n\nEnd",
    "- 2 nodes\n- 14:05\n- #1\n- (a)\n- `b`\n- [c](https://d.example)",
    "- a \n- b  \n\ntext",
    "障害を調査しています。\n「API」の応答が遅い",
    "Störung behoben – danke… 😀 “quotes” ‘too’ «a»",
    "no\u00a0break and\u3000wide spaces inside",
    "zero\u200bwidth\ufeff and soft\u00adhyphen",
    "https://a.example/b-c.d?e=f#g",
    "ops@example.com",
    "!",
    "C:/x, 12:30, :) and ;-)",
]

LEFT = [
    "a\\*b", "a\\", "&amp;", "&#35;", "&copy; 2026", "AT&T; R&D", "<https://a.example>", "<b>x</b>", "a <b",
    "a\tb", "\ta", "    code", " indented", "a\n  b", "\x00", "a\x0bb", "a\x0cb", "a\x1cb",
    "a\x85b", "a\u2028b", "a\u202eb", "\ud800", "a\ufffe", "ends so\u00a0", "a\u3000\n\nb",
    "\u3000a", "# a\u2003", "- a\u00a0", "a\n===", "a\n---", "---", "***", "- - -", "* * *",
    "1. a", "2) b", "12. a", "a\n1. b", "+ a", "> a", "a\n> b", "| a |\n|---|", "a | b\n--|--",
    "a | b\n:-|-:", "```\na\n```", "~~~\na", "~~a~~", "``a``", "`a", "`a\nb`", "_a_", "__a__",
    "a _b_", "/_next", "*a", "a* b", "a*b", "a*b*c", "*a *b*", "**a*", "*a**", "***a***",
    "**a *b* c**", "*a [b](https://c.example)*", '"*a*"', "*a*b", "* a*\n*b", "*(a)*b", "*a.*b",
    "[a]", "[a](/b)", "[a](b.html)", "[a](mailto:b@c)", "[a](ftp://b)", "[a](https://b c)",
    "[a](https://b.example/(c))", '[a](https://b.example "t")', "[a](<https://b.example>)",
    "[a](https://b.example/%41)", "[a](https://b.example/ü)", "[a](https://ü.example)",
    "[a](https://b@c.example)", '[a](https://b.example/")', "[*a*](https://b.example)",
    "[a][b]\n\n[b]: https://c.example", "[b]: https://c.example", "![a](b.png)", "![a](https://b.example/c.png)", f"[a](https://{'b' * 64}.example)", "![",
    "[[a](https://b.example)](https://c.example)", "[ ] todo", "- [x] done", "- a\n\n- b",
    "- a\n* b", "- a\n  b", "- a\nb", "- a\n  - b", "- a\n    b", "-  a", "-\n- a", "- ", "-a",
    "- - a", "- # a", "- > a", "- 1. a", "- a\n# b", "# a #", "# ", "#", "#\ta", "####### a",
    "# a\n# b\n===", "-\ta", "= a", "a\n=", ": a", "|a",
]  # fmt: skip


@pytest.mark.parametrize("text", TAKEN)
def test_what_is_taken_is_what_the_full_reader_gives(text: str) -> None:
    assert fastpath.render(text, 2) == reader.render(text, 2, "")


@pytest.mark.parametrize("text", LEFT)
def test_what_is_left_to_the_full_reader(text: str) -> None:
    assert fastpath.render(text, 2) is None


PIECES = [
    *"aB1 \n*_`[]()-#>~&;:.!<|\\\"'/=+@,?", "\t", "\r", "\x00", "\x0b", "\x1c", "\x85", "\u00a0",
    "\u2003", "\u2028", "\u3000", "\u200b", "\ufeff", "\u202e", "ü", "漢", "😀", "²", "。", "“",
    "word ", "x y", "\n\n", "\n\n\n", "  ", "    ", " \n", "  \n", "\r\n", "**", "``", "```",
    "~~", "- ", "* ", "+ ", "1. ", "2) ", "# ", "### ", "####### ", "> ", "\\\n", "&amp;",
    "&#35;", "< ", "<b>", "<https://a.example>", "<a@b.example>", "](", "![", "](https://a.b/c)",
    "[a](https://b.example/x)", "[a b](http://c.example:80)", "[a](/b)", "[x]", "[x]: /u\n",
    "https://a.example/c_d", "javascript:", "|-|", "a | b", "===", "---", "***", "- - -",
    "**b**", "*i*", "_i_", "`c`", "` c `", "**b c** ", "*i*.", "(*i*)", "**b\nc**", "*i  \nj*",
    "snake_case", "AT&T", "2 * 3", "- a\n- b\n", "* a\n* b\n", "\n- a", "text:\n- a", "14:05 ",
]  # fmt: skip

ORDINARY = [
    "word ", "a", "B", " ", "\n", "\n\n", ", ", ". ", "**b** ", "*i* ", "`c` ", "**", "*", "`",
    "snake_case", "[a](https://b.example/x_y?c=d&e=f) ", "[", "](https://b.example)", "& ", "> ",
    "# ", "\n## ", "\n- ", "\n* ", "- a\n", "  \n", " \n", "\n  \n", "ü", "😀", "\u00a0", "~", "1. ",
    '"', "(", ")", ":", "!", "<", "< ",
]  # fmt: skip


def pieces(alphabet: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(alphabet), max_size=14).map("".join)


BODIES = st.one_of(pieces(PIECES), pieces(ORDINARY), st.text(max_size=30))


@EXAMPLES
@given(BODIES, st.integers(0, 5))
def test_both_agree_on_whatever_is_written(text: str, shift: int) -> None:
    fast = fastpath.render(text, shift)
    assert fast is None or fast == reader.render(text, shift, "")


@EXAMPLES
@given(BODIES)
def test_what_is_not_parsed_for_problems_has_none(text: str) -> None:
    if not lint.is_doubtful(text):
        assert lint.parse(text, "a.md", 1) == []


NESTING = st.lists(
    st.tuples(
        st.sampled_from([">", "> ", "- ", "* ", "1. ", "-\t", "  ", "    ", "\t"]),
        st.integers(1, 9),
        st.sampled_from(["", "here\n", "\n"]),
    ),
    min_size=1,
    max_size=8,
)


@EXAMPLES
@given(NESTING)
def test_nothing_is_dropped_without_a_problem(steps: list[tuple[str, int, str]]) -> None:
    prefix, text = "", ""
    for marker, times, end in steps:
        prefix += marker * times
        if end:
            text += prefix + end
            prefix = re.sub(r"[-*]|1\.", lambda found: " " * len(found[0]), prefix)
    words = render(text).count("here")
    assert words == text.count("here") or problems(text, "a.md", 1)


def test_a_letter_is_never_punctuation() -> None:
    for code in range(0x110000):
        character = chr(code)
        if re.match(r"[^\W_]", character):
            assert unicodedata.category(character)[0] not in "PS"
