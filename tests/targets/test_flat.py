"""A template with its includes as one function gives what Jinja2 gives, or leaves it to Jinja2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, Template

from statusgen.targets.faults import ThemeError
from statusgen.targets.templates import OFTEN
from statusgen.targets.templates.flat import Functions
from statusgen.targets.theme import load_theme, trusted
from tests.tools import FULL

EXAMPLES = settings(
    max_examples=20_000 if FULL else 200, deadline=None, derandomize=not FULL, database=None
)


@dataclass(frozen=True)
class Told:
    """Something that a page is given."""

    word: str
    parts: tuple[str, ...] = ()
    n: int = 3


CONTEXT: dict[str, Any] = {
    "a": Told("<b> & 'c' \"d\"", ("x", "<y>")),
    "b": {"word": "key", "items": "not the method", "n": 0},
    "c": [Told("one"), Told("two", ("z",), 0)],
    "d": "",
    "e": trusted("<p>marked & up</p>"),
    "x": 7,
    "one": Told("outer"),
    "t": lambda key, **values: f"{key}: {values}",
}


def both(files: Mapping[str, str]) -> tuple[Template, Template | None]:
    """``page.html`` as Jinja2 has it, and as one function."""
    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(
        loader=DictLoader(files), autoescape=True, undefined=StrictUndefined, **options
    )
    return environment.get_template("page.html"), Functions(environment, files.get).made(
        "page.html"
    )


TAKEN = {
    "values are escaped": "{{ a.word }} {{ b['word'] }} {{ d }} {{ e }} {{ a.n }} {{ a.parts }}",
    "what is no name in Python": "{{ b.items() | list }} {{ b['items'] }}",
    "calls": "{{ t('k') }} {{ t('k', n=1) }} {{ t(*['k'], **{'n': a.n}) }} {{ a.word.upper() }}",
    "operators": "{{ a.word ~ e ~ 1 }} {{ 'yes' if not d and a.n > 2 else 'no' }} {{ 1 + 2 }}",
    "filters and tests": "{{ a.word | upper | e }} {{ c | map(attribute='word') | join(', ') }} "
    "{{ c | length }} {{ a is defined }} {{ none is none }}",
    "loops": "{% for one in c if one.n %}{{ loop.index }}{{ one.word }}{{ loop.last }}"
    "{% for part in one.parts %}{{ loop.first }}{% else %}-{% endfor %}{% endfor %}",
    "an include": "{% include 'one.html' %}, {% include 'none.html' ignore missing %}.",
    "an include in a loop": "{% for one in c %}\n{% include 'one.html' %}\n{% endfor %}\n",
    "names that an include sets": "{% set x = 1 %}{% include 'sets.html' %}{{ x }}",
    "sets in a loop": "{% set x = 1 %}{% for one in c %}{% if one.n %}{% set x = 2 %}{% endif %}"
    "{{ x }}{% include 'sets.html' %}{{ x }}{% endfor %}{{ x }}",
    "with": "{% with x = a.word, y = 2 %}{{ x }}{{ y }}{% include 'sets.html' %}{% endwith %}",
    "a namespace": "{% set ns = namespace(n=0) %}{% for one in c %}{% set ns.n = ns.n + 1 %}"
    "{% endfor %}{{ ns.n }}",
}

BLOCKS = {
    "one.html": "{# a comment #}\n<{{ a.word }}>\n",
    "sets.html": "{{ x }}{% set x = 'inner' %}{{ x }}{% include 'one.html' %}",
    "loop.html": "{{ loop.index }}",
    "self.html": "{% include 'self.html' %}",
    "broken.html": "{% if %}",
    "parent.html": "{% block a %}{% endblock %}",
}


@pytest.mark.parametrize("template", TAKEN.values(), ids=list(TAKEN))
def test_what_is_taken_is_what_jinja2_gives(template: str) -> None:
    whole, function = both({"page.html": template, **BLOCKS})
    assert function
    assert function.render(CONTEXT) == whole.render(CONTEXT)


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m() %}{% endmacro %}{{ m() }}",
        "{% from 'one.html' import x %}",
        "{% import 'one.html' as x %}",
        "{% extends 'parent.html' %}",
        "{% block a %}{% endblock %}",
        "{% autoescape false %}{{ a.word }}{% endautoescape %}",
        "{% set x %}{{ a.word }}{% endset %}{{ x }}",
        "{% filter upper %}{{ a.word }}{% endfilter %}",
        "{% for one in c recursive %}{{ one.word }}{% endfor %}",
        "{% include 'one.html' without context %}",
        "{% include d %}",
        "{% include 5 %}",
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{% include ['none.html', 'one.html'] %}",
        "{% include 'none.html' %}",
        "{% if d %}{% include 'broken.html' %}{% endif %}",
        "{% include 'self.html' %}",
        "{% for one in c %}{{ loop.last }}{% include 'loop.html' %}{% endfor %}",
        "{% for one in c %}{% include 'sets.html' %}{% set x = 1 %}{% endfor %}",
        "{{ self }}",
        "{{ a.class }}",
    ],
)
def test_what_is_left_to_jinja2(template: str) -> None:
    files = {"page.html": template, **BLOCKS}
    assert Functions(Environment(), files.get).made("page.html") is None


@pytest.mark.parametrize("name", ["default", "compact"])
def test_the_pages_of_the_built_in_themes_are_taken(name: str, tmp_path: Path) -> None:
    theme = load_theme(name, tmp_path)
    pages = [path for path in theme.layers[-1].files if re.fullmatch(r"[a-z0-9_]+\.html", path)]
    functions = Functions(Environment(), lambda path: theme.text(path) or None)
    left = [page for page in pages if not functions.made(page)]
    assert len(pages) > 10
    assert left == ["manage.html"]  # it has macros, and there is one of it


def test_what_a_function_does_not_know_jinja2_gets_along_with(tmp_path: Path) -> None:
    (tmp_path / "themes/default").mkdir(parents=True)
    template = "{{ a.nothing|default('-') }}{% if a.nothing is defined %}no{% endif %}{{ b.word }}"
    (tmp_path / "themes/default/page.html").write_text(template)
    theme = load_theme("default", tmp_path)
    assert {theme.render("page.html", **CONTEXT) for _ in range(OFTEN + 2)} == {"-key"}


def test_a_mistake_in_an_included_template_is_found_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "themes/default/blocks").mkdir(parents=True)
    (tmp_path / "themes/default/page.html").write_text("\n{% include 'blocks/x.html' %}")
    (tmp_path / "themes/default/blocks/x.html").write_text("\n\n{{ a.wrod }}")
    theme = load_theme("default", tmp_path)
    for _ in range(OFTEN + 2):
        with pytest.raises(ThemeError, match=r"blocks/x.html:3: .*did you mean `word`"):
            theme.render("page.html", **CONTEXT)


NAMES = st.sampled_from(["a", "a", "c", "d", "e", "x", "one"])
VALUES = st.one_of(
    NAMES,
    st.sampled_from(
        ["a.word", "a.n", "b.word", "b['items']", "b.items()", "one.word", "loop.index"]
    ),
    st.builds("({} ~ {})".format, NAMES, NAMES),
    st.builds("({}|default('-'))".format, NAMES),
    st.builds("({} is defined)".format, NAMES),
    st.builds("t({}, n=a.n)".format, NAMES),
    st.sampled_from(["1", "'<'", "none", "true", "[a.word, 'q']"]),
)
LEAVES = st.one_of(
    st.sampled_from(["text", "<b>", "\n", "  ", "{# c #}\n"]),
    st.builds("{{{{ {} }}}}".format, VALUES),
    st.builds("{{% set {} = {} %}}".format, st.sampled_from(["x", "one", "a"]), VALUES),
    st.sampled_from(["1", "2", "3"]).map("{{% include '{}' %}}".format),
    st.just("{% include '4' ignore missing %}"),
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=4).map("".join)
    return st.one_of(
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, VALUES, body, body),
        st.builds("{{% for one in {} %}}{}{{% endfor %}}".format, VALUES, body),
        st.builds("{{% for x in c %}}{}{{% else %}}{}{{% endfor %}}".format, body, body),
        st.builds("{{% with x = {} %}}{}{{% endwith %}}".format, VALUES, body),
    )


TEMPLATES = st.lists(st.recursive(LEAVES, _nested, max_leaves=6), min_size=2, max_size=6).map(
    "".join
)


@EXAMPLES
@given(TEMPLATES, st.tuples(TEMPLATES, TEMPLATES, TEMPLATES))
def test_both_agree_on_every_template(page: str, blocks: tuple[str, str, str]) -> None:
    files = {"page.html": page, **dict(zip("123", blocks, strict=True))}
    try:
        whole, function = both(files)
        found = function.render(CONTEXT) if function else None
    except Exception:  # noqa: BLE001 - what a theme does then is tested above
        return
    assert found is None or found == whole.render(CONTEXT)
