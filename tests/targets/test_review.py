"""What `check` says of a theme and of the languages of a site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from statusgen.build import check
from statusgen.content.locate import locate
from statusgen.targets.review import contrast
from tests.sites import BASE, instant, write_site

SITE = BASE["content/site.yaml"]
NOW = instant("2026-01-16T12:00Z")


def said(root: Path, files: Mapping[str, str]) -> list[str]:
    """What is wrong, each in a line with its place."""
    located = locate(root, check(write_site(root, files), NOW)[1])
    return [
        f"{one.where.file}:{one.where.line} {one.message} [{one.code}]"
        for one in (found.diagnostic for found in located)
    ]


def test_the_formula_is_that_of_wcag() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_colour_is_held_against_everything_that_it_stands_on(tmp_path: Path) -> None:
    tokens = "tokens:\n  light:\n    par-t: '#c25e1f'\n"
    (found,) = said(tmp_path, {"content/site.yaml": SITE + tokens})
    line = len((SITE + tokens).splitlines())
    assert found == (
        f"content/site.yaml:{line} #c25e1f on #fff has a contrast of only 4.3:1 [low-contrast]"
    )


def test_a_new_background_is_blamed_for_the_texts_that_it_makes_unreadable(tmp_path: Path) -> None:
    (found, *_) = said(
        tmp_path, {"content/site.yaml": SITE + "tokens: {dark: {card: '#5b6673'}}\n"}
    )
    assert "#5b6673 has a contrast of only" in found


def test_a_colour_for_both_schemes_must_hold_in_both(tmp_path: Path) -> None:
    found = said(tmp_path, {"content/site.yaml": SITE + "tokens: {both: {link: '#0b57b7'}}\n"})
    assert len(found) == 1
    assert "#0b57b7 on #0f1419" in found[0]


def test_what_refers_to_another_colour_is_followed(tmp_path: Path) -> None:
    tokens = "tokens: {light: {brand: var(--line)}}\n"
    (found,) = said(tmp_path, {"content/site.yaml": SITE + tokens})
    assert "#dfe4e9 on #fff" in found


def test_a_theme_of_the_site_is_held_to_the_same(tmp_path: Path) -> None:
    files = {
        "content/site.yaml": SITE + "theme: acme\n",
        "themes/acme/theme.yaml": "tokens:\n  light:\n    mut: '#999'\n",
    }
    (found,) = said(tmp_path, files)
    assert found.startswith("themes/acme/theme.yaml:3 #999 on #fff")


def test_languages_say_what_they_lack(tmp_path: Path) -> None:
    files = {
        "content/site.yaml": SITE + "languages: [nl]\n",
        "themes/default/strings/nl.yaml": "nav: {status: Status}\n",
    }
    (found,) = said(tmp_path, files)
    assert (
        "texts in English, not in `nl`: banner.affected, banner.ago, banner.also_broken, …" in found
    )
    assert found.endswith("[missing-translation]")


def test_a_translation_that_nobody_has_read_is_named_until_the_owner_trusts_it(
    tmp_path: Path,
) -> None:
    found = said(tmp_path / "a", {"content/site.yaml": SITE + "languages: [de]\n"})
    assert [one.rpartition(" ")[2] for one in found] == ["[unreviewed-language]"]
    trusted = SITE + "languages: [de]\nunreviewed_languages: [de]\n"
    assert said(tmp_path / "b", {"content/site.yaml": trusted}) == []


def test_the_owners_own_words_need_no_review(tmp_path: Path) -> None:
    own = Path(__file__).parents[2] / "themes/default/strings/de.yaml"
    files = {
        "content/site.yaml": SITE + "languages: [de]\n",
        "themes/default/strings/de.yaml": own.read_text().replace("  reviewed: false\n", ""),
    }
    assert said(tmp_path, files) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p style="color: red">',
        '<p onclick="alert(1)">',
        '<img src="https://tracker.example/pixel.gif">',
        '<script src="//cdn.example/x.js" defer></script>',
        '<link rel="stylesheet" href="https://fonts.example/css">',
    ],
)
def test_what_browsers_would_refuse_is_named(tmp_path: Path, html: str) -> None:
    found = said(tmp_path, {"themes/default/hooks/head.html": f"<!-- ours -->\n{html}\n"})
    assert len(found) == 1
    assert found[0].startswith("themes/default/hooks/head.html:2 ")
    assert found[0].endswith("[refused-by-policy]")


@pytest.mark.parametrize(
    "html",
    [
        '<script src="{{ root }}assets/ours.js" defer></script>',
        '<a href="https://example.com" class="style=">a</a>',
        '<link rel="me" href="{{ root }}about/">',
    ],
)
def test_what_browsers_do_is_left_alone(tmp_path: Path, html: str) -> None:
    assert said(tmp_path, {"themes/default/hooks/head.html": html}) == []
