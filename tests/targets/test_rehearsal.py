"""A theme of the site is tried before it is needed: what is said of one that would fail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from statusgen.build import Options, build
from statusgen.content.locate import locate
from statusgen.model.site import Settings
from statusgen.prepare import check
from statusgen.snapshot import take_snapshot
from statusgen.targets.html import plan
from statusgen.targets.theme import Theme, built_in_theme, load_theme
from statusgen.targets.worst_hour import NOW as WORST
from statusgen.targets.worst_hour import worst_hour
from tests.cli.test_commands import run
from tests.rendered import rendered
from tests.sites import BASE, instant, write_site

SITE = BASE["content/site.yaml"]
NOW = instant("2026-01-16T12:00Z")
ACME = {"content/site.yaml": SITE + "theme: acme\n", "themes/acme/theme.yaml": "name: acme\n"}


def said(root: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """What is wrong, each in a line with its place and what to do."""
    located = locate(root, check(write_site(root, files), NOW)[1])
    return [
        f"{one.where.file}:{one.where.line} {one.message} [{one.code}] {one.hint}"
        for one in (found.diagnostic for found in located)
    ]


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "blocks/incident_card.html",
            "<article>\n{% if %}\n{% endif %}",
            (
                ":2 Expected an expression, got 'end of statement block' [broken-theme]"
                " correct the template"
            ),
        ),
        (
            "blocks/incident_card.html",
            "<b>{{ report.entry.titel.text }}</b>",
            ":1 there is no `titel`: did you mean `title`? [broken-theme] correct the template",
        ),
        (
            "blocks/notice.html",
            "\n{{ raport }}",
            ":2 'raport' is undefined [broken-theme] correct the template",
        ),
        (
            "blocks/unreadable_card.html",
            "{{ t('report.unreadble') }}",
            ":1 there is no string `report.unreadble` [broken-theme] did you mean `report.unreadable`?",
        ),
        (
            "maintenance.html",
            "{% if work %}{% for told in work.updates %}{{ told.words }}{% endfor %}{% endif %}",
            ":1 there is no `words`: did you mean `word`? [broken-theme] correct the template",
        ),
        (
            "base.html",
            "<main>\n{% include 'blocks/heder.html' %}\n{{ page.main }}</main>",
            (
                ":2 the theme has no template `blocks/heder.html` [broken-theme]"
                " add blocks/heder.html, or correct the template"
            ),
        ),
        (
            "monitor.html",
            "\n{% extends 'base.html' %}",
            (
                ":2 it extends base.html [broken-theme] a page's template is what stands inside <main>:"
                " base.html is put around it, do not extend it"
            ),
        ),
        (
            "strings/en.yaml",
            "bar:\n  since: 'since {days}'\n",
            (
                ":2 the string `bar.since` has a gap that nothing fills: 'days' [broken-theme]"
                " correct `bar.since` in strings/en.yaml"
            ),
        ),
    ],
)
def test_what_would_fail_during_an_outage_is_an_error_now(
    tmp_path: Path, path: str, text: str, message: str
) -> None:
    found = said(tmp_path, {f"themes/default/{path}": text})
    assert len(found) == 1
    assert found[0] == f"themes/default/{path}{message}"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"content/site.yaml": SITE + "theme: acne\n", "themes/acme/theme.yaml": ""},
            "content/site.yaml:3 there is no theme `acne` [broken-theme] did you mean `acme`?",
        ),
        (
            {**ACME, "themes/acme/theme.yaml": "name: acme\nextends: compcat\n"},
            (
                "themes/acme/theme.yaml:2 there is no theme `compcat` [broken-theme]"
                " did you mean `compact`?"
            ),
        ),
        (
            {**ACME, "themes/acme/theme.yaml": "name: acme\ntheme_api: 2\n"},
            (
                "themes/acme/theme.yaml:2 it was written for theme_api 2, this is 1 [broken-theme]"
                " adapt its templates and then the number"
            ),
        ),
        (
            {**ACME, "themes/acme/theme.yaml": "name: acme\ncolour: red\n"},
            (
                "themes/acme/theme.yaml:2 `colour` means nothing here [broken-theme]"
                " use one of: name, description, extends, theme_api, tokens"
            ),
        ),
        (
            {**ACME, "themes/acme/css/custom.css": b"p {}\n/* caf\xe9 */\n"},
            (
                "themes/acme/css/custom.css:2 the file is not UTF-8 text: the byte 0xE9 cannot stand"
                " here [broken-theme] save the file in the encoding UTF-8"
            ),
        ),
        (
            {**ACME, "themes/acme/js/ours.js": b"// caf\xe9\n"},
            (
                "themes/acme/js/ours.js:1 the file is not UTF-8 text: the byte 0xE9 cannot stand"
                " here [broken-theme] save the file in the encoding UTF-8"
            ),
        ),
        (
            {**ACME, "themes/acme/strings/en.yaml": b"nav:\n  status: caf\xe9\n"},
            (
                "themes/acme/strings/en.yaml:2 the file is not UTF-8 text: the byte 0xE9 cannot stand"
                " here [broken-theme] save the file in the encoding UTF-8"
            ),
        ),
        (
            {**ACME, "themes/acme/strings/nl.yaml": "language:\n  locale: xx-YY\n"},
            (
                "themes/acme/strings/nl.yaml:2 there is no locale `xx-YY` [broken-theme]"
                " write one of CLDR's, such as nl-NL"
            ),
        ),
        (
            {**ACME, "themes/acme/strings/nl.yaml": "nav: [\n"},
            "themes/acme/strings/nl.yaml:2 ",
        ),
        (
            {**ACME, "themes/acme/css/custom.css": "p {}\n</style>"},
            "themes/acme/css/custom.css:2 `</` could end the style of the page [broken-theme] take it",
        ),
    ],
)
def test_a_theme_that_cannot_be_used_is_named_with_its_place(
    tmp_path: Path, files: Mapping[str, str | bytes], expected: str
) -> None:
    (found,) = said(tmp_path, files)
    assert found.startswith(expected)


def test_the_problems_of_the_content_are_told_as_well_and_json_stays_json(tmp_path: Path) -> None:
    incident = "content/incidents/2026-01-16-api/incident.md"
    write_site(
        tmp_path,
        {
            "content/site.yaml": SITE + "theme: nope\n",
            incident: "---\ntitle: A\nstart: 2026-01-16T10:00:00Z\nmonitors: {apy: DOWN}\n---\nB.\n",
        },
    )
    done = run("check", "--format", "json", "--now", "2026-01-16T12:00Z", cwd=tmp_path)
    codes = [one["code"] for one in json.loads(done.stdout)["diagnostics"]]
    assert (done.returncode, codes) == (1, ["unknown-monitor", "broken-theme"])


def test_during_an_outage_the_built_in_theme_is_better_than_no_page(tmp_path: Path) -> None:
    write_site(
        tmp_path, {"themes/default/base.html": "{% if %}", "themes/default/hooks/a.html": ""}
    )
    refused = run("build", cwd=tmp_path)
    assert refused.returncode == 1
    assert "Nothing was published: 1 error." in refused.stderr
    assert not (tmp_path / "public").exists()
    done = run("build", "--keep-going", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.endswith("Published with the built-in theme: 1 error.\n")
    assert "All systems operational" in (tmp_path / "public/index.html").read_text()


def test_what_only_the_real_content_brings_to_light_is_told_in_the_same_way(tmp_path: Path) -> None:
    late = "{% if t.lang == 'de' %}{{ nobody }}{% endif %}"
    site = SITE + "languages: [fr, es, de]\nunreviewed_languages: [fr, es, de]\n"
    files = {"content/site.yaml": site, "themes/default/hooks/header.html": late}
    assert said(tmp_path, files) == []
    built = build(tmp_path, tmp_path / "public", Options(NOW))
    assert built.published is None
    assert [one.where.file for one in built.problems] == ["themes/default/hooks/header.html"]
    kept = build(tmp_path, tmp_path / "public", Options(NOW, keep_going=True))
    assert kept.published is not None


def test_a_theme_named_on_the_command_line_must_exist(tmp_path: Path) -> None:
    done = run("build", "--theme", "compcat", cwd=write_site(tmp_path, {}))
    assert (done.returncode, done.stderr) == (
        2,
        "statusgen: there is no theme `compcat`: did you mean `compact`?\n",
    )


class Listening(Theme):
    """A theme that notes which of its templates were used."""

    def _source(self, template: str):  # type: ignore[no-untyped-def]
        USED.add(template)
        return super()._source(template)


USED: set[str] = set()


def test_the_worst_hour_fills_in_every_template(tmp_path: Path) -> None:
    theme = Listening("default", built_in_theme().layers)
    rendered(plan(take_snapshot(worst_hour(Settings(languages=("de",))), WORST), theme))
    templates = {path for path in theme.layers[0].files if path.endswith(".html")}
    assert templates <= USED


def test_a_byte_order_mark_is_not_published(tmp_path: Path) -> None:
    bom = b"\xef\xbb\xbf"
    files = {
        "themes/default/css/custom.css": bom + b"p { color: var(--fg) }",
        "themes/default/js/ours.js": bom + b"let a",
        "themes/default/hooks/header.html": bom + b"<p>",
    }
    theme = load_theme("default", write_site(tmp_path, files))
    assert theme.addition("css/custom.css").startswith("p {")
    assert theme.assets["ours.js"] == b"let a"
    assert theme.render("hooks/header.html") == "<p>"
