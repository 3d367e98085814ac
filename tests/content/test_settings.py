"""content/site.yaml: languages and the colours of the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statusgen.content.load import load
from statusgen.content.tokens import TOKENS
from statusgen.model.site import Tab
from statusgen.targets.palette import palette
from statusgen.targets.theme import load_theme
from tests.sites import BASE, write_site

SITE = BASE["content/site.yaml"]


def test_a_language_that_stands_there_twice_counts_once(tmp_path: Path) -> None:
    loaded = load(write_site(tmp_path, {"content/site.yaml": SITE + "languages: [de, fr, de]\n"}))
    assert loaded.problems == []
    assert loaded.site.settings.languages == ("de", "fr")


def test_colours_and_lengths_as_people_write_them(tmp_path: Path) -> None:
    tokens = (
        "tokens: {light: {link: '#0b57d0', w: 60rem, bg: white}, "
        "dark: {link: 'rgb(1 2 3 / 50%)', brand: var(--link)}}\n"
    )
    assert load(write_site(tmp_path, {"content/site.yaml": SITE + tokens})).problems == []


def test_another_theme_may_have_other_names(tmp_path: Path) -> None:
    tokens = "theme: ours\ntokens: {light: {shadow: '#000'}}\n"
    assert load(write_site(tmp_path, {"content/site.yaml": SITE + tokens})).problems == []


def test_the_names_are_those_of_the_default_theme() -> None:
    theme = load_theme("default", Path("no site here"))
    assert {name for colours in palette(theme.tokens).values() for name in colours} == set(TOKENS)


@pytest.mark.parametrize(
    "value",
    [
        "url(//x)",
        "URL(//evil.example/x.png)",
        "red //x",
        "image-set(x)",
        "red}",
        "</style>",
        "a;b:c",
        "\\75rl(x)",
        "x:y",
        "'x",
        "'x;y'",
        "Georgia, 'Times",
        "#12",
        "#2a1d1",
        "#12345g",
        "#1234567",
        "rgb(#12)",
        "#fffpx",
        "rgb(1 2 3",
        "red) rgb(1",
        "calc(1px + u\u0280l(x))",
    ],
)
def test_a_colour_that_could_be_more_than_a_colour_is_refused(tmp_path: Path, value: str) -> None:
    tokens = f"tokens: {{dark: {{link: {json.dumps(value)}}}}}\n"
    loaded = load(write_site(tmp_path, {"content/site.yaml": SITE + tokens}))
    assert [problem.code for problem in loaded.problems] in (["bad-value"], ["control-character"])
    assert loaded.site.settings.tokens == {"dark": {}}


@pytest.mark.parametrize(
    "value",
    [
        "#A00",
        "Red",
        "rgb(1 2 3 / 50%)",
        "color-mix(in oklab, var(--fg) 40%, #fff)",
        ".5rem",
        "#abc8",
        "#aabbcc80",
        "Georgia, 'Times New Roman', serif",
        '"Segoe UI", sans-serif',
    ],
)
def test_a_plain_value_is_used(tmp_path: Path, value: str) -> None:
    tokens = f"tokens: {{both: {{link: {json.dumps(value)}}}}}\n"
    loaded = load(write_site(tmp_path, {"content/site.yaml": SITE + tokens}))
    assert loaded.problems == []
    assert loaded.site.settings.tokens == {"both": {"link": value}}


def test_tabs_lead_out_of_the_site_or_to_a_page_of_it(tmp_path: Path) -> None:
    tabs = "tabs:\n- {title: Forum, title.de: Foren, url: https://forum.example.com}\n"
    loaded = load(write_site(tmp_path, {"content/site.yaml": SITE + tabs}))
    assert loaded.problems == []
    assert loaded.site.settings.tabs == (
        Tab("Forum", "https://forum.example.com", {"de": "Foren"}),
    )
