"""What `check` says of a theme and of the languages of a site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from statusgen.content.locate import locate
from statusgen.prepare import check
from statusgen.targets.contrast import contrast
from tests.sites import BASE, instant, write_site

SITE = BASE["content/site.yaml"]
NOW = instant("2026-01-16T12:00Z")


def said(root: Path, files: Mapping[str, str | bytes]) -> list[str]:
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
    ("html", "shown"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<style>p { color: red }</style>", "<style>"),
        ('<p style="color: red">', 'style="color: red"'),
        ("<p class=a style=color:red>", "style=color:red"),
        ('<p onclick="alert(1)">', 'onclick="alert(1)"'),
        ('<a href="javascript:alert(1)">', 'href="javascript:alert(1)"'),
        ('<img src="https://t.example/p.gif">', '<img src="https://t.example/p.gif">'),
        ('<img src="data:image/png;base64,x">', '<img src="data:image/png;base64,x">'),
        (
            '<script src="//cdn.example/x.js" defer></script>',
            '<script src="//cdn.example/x.js" defer>',
        ),
        (
            '<link rel="stylesheet" href="https://fonts.example/css">',
            '<link rel="stylesheet" href="https://fonts.example/css">',
        ),
        (
            "<link href={{ root }}assets/a.css rel=stylesheet>",
            "<link href={{ root }}assets/a.css rel=stylesheet>",
        ),
        (
            "<form method=post action=https://a.example/>",
            "<form method=post action=https://a.example/>",
        ),
        ("<object data=a.svg></object>", "<object data=a.svg>"),
        ("<embed src=a.svg>", "<embed src=a.svg>"),
        ("<base href='/'>", "<base href='/'>"),
        ("<video src=//a.example/v.mp4>", "<video src=//a.example/v.mp4>"),
        ("<audio src=https://a.example/v.mp3>", "<audio src=https://a.example/v.mp3>"),
        ("<iframe\nsrc='https://a.example'>", "<iframe src='https://a.example'>"),
    ],
)
def test_what_browsers_would_refuse_is_named(tmp_path: Path, html: str, shown: str) -> None:
    (found,) = said(tmp_path, {"themes/default/hooks/head.html": f"<!-- ours -->\n{html}\n"})
    assert found == (
        "themes/default/hooks/head.html:2 browsers refuse this on the page:"
        f" `{shown}` [refused-by-policy]"
    )


def test_everything_that_is_refused_in_a_line_is_named(tmp_path: Path) -> None:
    html = '<p style="a" onclick="b"><i style=c></i></p>'
    found = said(tmp_path, {"themes/default/hooks/head.html": html})
    assert [one.partition("`")[2].partition("`")[0] for one in found] == [
        'style="a"',
        'onclick="b"',
        "style=c",
    ]


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ('@import "more.css";', '@import "more.css"'),
        ("p { background: url(https://a.example/x.png) }", "url(https://a.example/x.png"),
        ("p { background: url('//a.example/x.png') }", "url('//a.example/x.png'"),
        ("p { background: url(data:image/png;base64,x) }", "url(data:image/png;base64,x"),
    ],
)
def test_what_styles_may_not_load_is_named(tmp_path: Path, css: str, shown: str) -> None:
    (found,) = said(tmp_path, {"themes/default/css/custom.css": f"/* ours */\n{css}\n"})
    assert found.startswith(
        f"themes/default/css/custom.css:2 browsers refuse this on the page: `{shown}`"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<script src="{{ root }}assets/ours.js" defer></script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        '<a href="https://example.com" class="style=">a</a>',
        '<link rel="me" href="https://example.com">',
        '{# <p style="color: red"> #}<!-- <script>alert(1)</script> -->',
        "<p>Your style = yours</p>",
        '<img src="{{ root }}assets/a.svg" alt="">',
    ],
)
def test_what_browsers_do_is_left_alone(tmp_path: Path, html: str) -> None:
    assert said(tmp_path, {"themes/default/hooks/head.html": html}) == []


# --------------------------------------------------------------------------- misspelt names


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("footer.htm", "this is no part of a theme", "did you mean `hooks/footer.html`?"),
        ("css/costum.css", "this is no part of a theme", "did you mean `css/custom.css`?"),
        (
            "static/Our Logo.svg",
            "this is no part of a theme",
            "use a-z, 0-9, `-`, `_` and `.` alone: `our-logo.svg`",
        ),
        (
            "static/fonts/a.woff2",
            "this is no part of a theme",
            "put the files into static/ itself: it has no folders in it",
        ),
        ("blocks", "this is no part of a theme", "make `blocks` a folder"),
        ("block/banner.html", "this is no part of a theme", "did you mean `blocks`?"),
        ("hooks/foter.html", "no template includes this file", "did you mean `hooks/footer.html`?"),
        (
            "blocks/heder.html",
            "no template includes this file",
            "did you mean `blocks/header.html`?",
        ),
        ("hoem.html", "no template includes this file", "did you mean `home.html`?"),
        ("strings/nl.yml", "this is no part of a theme", "name it `nl.yaml`"),
        (
            "strings/dutch.yaml",
            "this is no part of a theme",
            "name it after a language, such as nl.yaml or pt-br.yaml",
        ),
    ],
)
def test_a_file_that_nothing_reads_is_named(
    tmp_path: Path, path: str, message: str, hint: str
) -> None:
    write_site(tmp_path, {f"themes/default/{path}": "# empty"})
    (found,) = check(tmp_path, NOW)[1]
    assert (found.code, found.message, found.hint) == ("unknown-file", message, hint)
    assert f"themes/default/{path}".startswith(found.where.file)


def test_what_people_put_beside_a_theme_is_left_alone(tmp_path: Path) -> None:
    names = ("README.md", "LICENSE", ".gitignore", ".originals/home.html", "static/.gitkeep")
    assert said(tmp_path, {f"themes/default/{name}": "x" for name in names}) == []


def test_templates_that_others_include_are_known(tmp_path: Path) -> None:
    files = {
        "themes/default/hooks/footer.html": '{% include "blocks/ours.html" %}',
        "themes/default/blocks/ours.html": "{% set name = 'x' %}",
        "themes/default/blocks/banner.html": '{% include "!default/blocks/banner.html" %}',
    }
    assert said(tmp_path, files) == []


def test_a_token_that_nothing_uses_is_named(tmp_path: Path) -> None:
    files = {
        "content/site.yaml": SITE + "theme: acme\ntokens: {light: {brnad: red}}\n",
        "themes/acme/theme.yaml": "tokens:\n  both:\n    shade: '#000'\n    sahde: '#000'\n",
        "themes/acme/css/custom.css": "header { box-shadow: 0 0 1px var(--shade) }",
    }
    assert said(tmp_path, files) == [
        "content/site.yaml:4 `tokens.light.brnad` means nothing here [unknown-key]",
        "themes/acme/theme.yaml:4 `tokens.both.sahde` means nothing here [unknown-key]",
    ]
    assert [one.hint for one in check(tmp_path, NOW)[1]] == [
        "did you mean `shade`?",
        "did you mean `brand`?",
    ]


def test_strings_that_nothing_says_are_named(tmp_path: Path) -> None:
    files = {
        "themes/default/strings/en.yaml": """\
nav:
  statsu: State
report:
  since: "as of {tme}"
ours:
  greeting: Hello
""",
        "themes/default/hooks/footer.html": "{{ t('ours.greeting') }}",
    }
    assert said(tmp_path, files) == [
        (
            "themes/default/strings/en.yaml:2 `nav.statsu` means nothing here: no page says it"
            " [unknown-key]"
        ),
        "themes/default/strings/en.yaml:4 `report.since` has no gap `{tme}` [unknown-key]",
    ]
    assert [one.hint for one in check(tmp_path, NOW)[1]] == [
        "did you mean `nav.status`?",
        "did you mean `time`?",
    ]
