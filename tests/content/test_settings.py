"""content/site.yaml: languages and the colours of the page."""

from __future__ import annotations

import re
from pathlib import Path

from statusgen.content.load import load
from statusgen.content.settings import TOKENS
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
    css = load_theme("default", Path("no site here")).text("css/page.css")
    root = re.findall(r":root\s*{(.*?)}", css, re.DOTALL)
    assert {name for block in root for name in re.findall(r"--([\w-]+):", block)} == set(TOKENS)
