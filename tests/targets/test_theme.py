"""Themes: which file is taken, what templates may do, what is said in which language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from statusgen.content.yamldoc import parse
from statusgen.errors import StatusgenError
from statusgen.model.incident import Link
from statusgen.targets.faults import NoSuchTheme, ThemeError
from statusgen.targets.strings import Strings, Text, flatten
from statusgen.targets.theme import Theme, load_theme, trusted

BUILT_IN = load_theme("default", Path("no site here"))
LANGUAGES = sorted(
    path.removeprefix("strings/").removesuffix(".yaml")
    for path in BUILT_IN.layers[0].files
    if path.startswith("strings/")
)


def written(root: Path, files: Mapping[str, str], name: str = "default") -> Theme:
    """The theme ``name`` of a site whose folder themes/ has these files."""
    for path, text in files.items():
        file = root / "themes" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return load_theme(name, root)


# ------------------------------------------------------------------------------- which file


def test_a_site_without_a_theme_has_the_built_in_one() -> None:
    assert "All systems operational" in BUILT_IN.strings("en")("banner.ok")
    assert BUILT_IN.text("css/page.css").startswith("/*")


def test_one_file_of_the_site_takes_the_place_of_one_file_of_the_default_theme(
    tmp_path: Path,
) -> None:
    theme = written(tmp_path, {"default/404.html": "gone: {{ t('nav.status') }}"})
    assert theme.render("404.html", t=theme.strings("en")) == "gone: Status"
    assert theme.text("home.html") == BUILT_IN.text("home.html")


def test_each_file_comes_from_the_first_theme_that_has_it(tmp_path: Path) -> None:
    theme = written(
        tmp_path,
        {
            "acme/theme.yaml": "extends: house",
            "acme/a.html": "acme a",
            "house/a.html": "house a",
            "house/b.html": "house b",
            "house/css/page.css": "house css",
        },
        "acme",
    )
    assert [theme.render(name) for name in ("a.html", "b.html")] == ["acme a", "house b"]
    assert theme.text("css/page.css") == "house css"
    assert theme.text("css/services.css") == BUILT_IN.text("css/services.css")


def test_a_template_can_extend_the_one_that_it_replaces(tmp_path: Path) -> None:
    theme = written(
        tmp_path,
        {
            "house/a.html": "<h1>{% block title %}house{% endblock %}</h1>",
            "acme/theme.yaml": "extends: house",
            "acme/a.html": '{% extends "!house/a.html" %}{% block title %}acme{% endblock %}',
        },
        "acme",
    )
    assert theme.render("a.html") == "<h1>acme</h1>"


def test_a_file_of_the_default_theme_can_be_wrapped_in_the_sites_own_folder(tmp_path: Path) -> None:
    wrapped = '<div>{% include "!default/404.html" %}</div>'
    theme = written(tmp_path, {"default/404.html": wrapped})
    html = theme.render("404.html", t=theme.strings("en"), home="./")
    assert html.startswith("<div><h1>Page not found")


def test_a_template_that_includes_itself_is_named(tmp_path: Path) -> None:
    theme = written(tmp_path, {"default/a.html": '{% include "a.html" %}'})
    with pytest.raises(ThemeError, match=r"a\.html:1: it includes itself without end"):
        theme.render("a.html")


@pytest.mark.parametrize(
    ("files", "name", "error", "message"),
    [
        ({}, "acme", NoSuchTheme, r"no theme `acme`: make the folder themes/acme, or .* default"),
        ({}, "../content", NoSuchTheme, r"no theme `\.\./content`"),
        ({"a/theme.yaml": "extends: a"}, "a", ThemeError, "extends itself"),
        ({"a/theme.yaml": "extends: b"}, "a", ThemeError, r"^themes/a/theme.yaml: .* no theme `b`"),
        ({"a/theme.yaml": "theme_api: 2"}, "a", ThemeError, "written for theme_api 2"),
        ({"a/theme.yaml": "colour: red"}, "a", ThemeError, "`colour` means nothing here"),
        ({"a/theme.yaml": "x"}, "a", ThemeError, r"themes/a/theme\.yaml:1: this must be a map"),
        ({"a/theme.yaml": "a: b: c"}, "a", ThemeError, r"themes/a/theme\.yaml:1: "),
    ],
)
def test_a_theme_that_cannot_be_used_says_why(
    tmp_path: Path, files: Mapping[str, str], name: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        written(tmp_path, files, name)


def test_links_are_not_followed_out_of_a_theme(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "themes/default").mkdir(parents=True)
    (tmp_path / "themes/default/404.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(ThemeError, match=r"themes/default/404\.html: this is no plain file"):
        load_theme("default", tmp_path)


def test_a_folder_of_a_theme_is_no_link_either(tmp_path: Path) -> None:
    (tmp_path / "themes/default").mkdir(parents=True)
    (tmp_path / "themes/default/static").symlink_to(tmp_path)
    with pytest.raises(ThemeError, match="static is a link"):
        load_theme("default", tmp_path)


def test_any_change_of_any_file_changes_the_digest(tmp_path: Path) -> None:
    digests = {BUILT_IN.digest, written(tmp_path, {}).digest}
    assert len(digests) == 1
    for path in (
        "home.html",
        "blocks/x.html",
        "css/page.css",
        "static/logo.svg",
        "strings/fr.yaml",
    ):
        digests.add(written(tmp_path, {f"default/{path}": "# new"}).digest)
    assert len(digests) == 6


def test_what_is_no_part_of_a_theme_is_not_published(tmp_path: Path) -> None:
    theme = written(
        tmp_path,
        {"default/static/.git": "x", "default/notes.txt": "x", "default/static/logo.svg": "<svg/>"},
    )
    assert theme.assets.keys() - BUILT_IN.assets.keys() == {"logo.svg"}
    assert theme.assets["logo.svg"] == b"<svg/>"


# ------------------------------------------------------------------------------- templates


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("one\n{% if %}", r"^themes/default/a\.html:2: .*; correct the template$"),
        ("one\ntwo {{ nobody }}", r"^themes/default/a\.html:2: 'nobody' is undefined"),
        (
            "{{ site.titel }}",
            r"^themes/default/a\.html:1: there is no `titel`: did you mean `title`\?; correct",
        ),
        ("\n\n{{ t('no.such') }}", r"^themes/default/a\.html:3: there is no string `no\.such`"),
        ("{{ 1 / 0 }}", r"^themes/default/a\.html:1: division by zero"),
        (
            '\n{% include "b.html" %}',
            r"^themes/default/a\.html:2: the theme has no template `b\.html`; add b\.html, or ",
        ),
        ('{% include "../../etc/passwd" %}', "no template"),
        ('{% include "/etc/passwd" %}', "no template"),
    ],
)
def test_a_mistake_in_a_template_is_one_line_with_its_place(
    tmp_path: Path, template: str, message: str
) -> None:
    theme = written(tmp_path, {"default/a.html": template})
    with pytest.raises(StatusgenError, match=message) as caught:
        theme.render("a.html", t=theme.strings("en"), site=Link("", ""))
    assert "\n" not in str(caught.value)


def test_the_innermost_template_is_named(tmp_path: Path) -> None:
    theme = written(
        tmp_path,
        {
            "default/a.html": '{% include "blocks/inner.html" %}',
            "default/blocks/inner.html": "\n\n{{ nobody }}",
        },
    )
    with pytest.raises(ThemeError, match=r"^themes/default/blocks/inner\.html:3: "):
        theme.render("a.html")


def test_everything_is_escaped_but_rendered_markdown(tmp_path: Path) -> None:
    theme = written(tmp_path, {"default/a.html": "{{ x }} {{ y }}"})
    assert theme.render("a.html", x="<b>", y=trusted("<b>")) == "&lt;b&gt; <b>"


# --------------------------------------------------------------------------------- strings


def test_the_plural_form_follows_the_number() -> None:
    days = {"one": "{n} day", "other": "{n} days"}
    t = Strings("en", [("en", {"language": {"locale": "en-GB"}, "a": days})])
    assert [t("a", n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_languages_have_the_plural_forms_of_cldr() -> None:
    forms = {form: form for form in ("zero", "one", "two", "few", "many", "other")}
    t = Strings("ar", [("ar", {"language": {"locale": "ar"}, "a": forms})])
    assert [t("a", n=n) for n in (0, 1, 2, 3, 11, 100)] == [
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    ]


def test_a_language_without_such_a_form_has_the_general_one() -> None:
    t = Strings("ja", [("ja", {"language": {"locale": "ja-JP"}, "a": {"other": "{n}日"}})])
    assert t("a", n=1) == "1日"


def test_a_locale_that_does_not_exist_is_an_error() -> None:
    t = Strings("xx", [("xx", {"language": {"locale": "xx-YY"}})])
    with pytest.raises(
        ThemeError, match=r"no locale `xx-YY`; correct .*language.locale.*strings/xx\.yaml"
    ):
        _ = t.conventions


def test_an_outage_is_told_in_english_until_somebody_has_read_the_translation() -> None:
    english = ("en", {"banner": {"ok": "All well", "major": "Outage"}})
    french = (
        "fr",
        {"language": {"reviewed": False}, "banner": {"ok": "Tout va", "major": "Panne"}},
    )
    t = Strings("fr", [english, french], trusted=False)
    assert [t("banner.ok"), t("banner.major")] == ["Tout va", "Outage"]
    assert [t.language_of("banner.ok"), t.language_of("banner.major")] == ["", "en"]
    chosen = Strings("fr", [english, french], trusted=True)
    assert (chosen("banner.major"), chosen.language_of("banner.major")) == ("Panne", "")
    own = ("fr", {"banner": {"major": "Grande panne"}})
    assert Strings("fr", [english, french, own], trusted=False)("banner.major") == "Grande panne"


def test_nested_tables_are_keys_with_dots() -> None:
    assert flatten({"a": {"b": {"c": "x"}, "n": {"other": "y"}, "t": True}}) == {
        "a.b.c": "x",
        "a.n": {"other": "y"},
        "a.t": "true",
    }


def test_a_sentence_can_be_split_around_an_element() -> None:
    assert Strings("en", [("en", {"a": "as of {time}, about"})]).around("a", "time") == (
        "as of ",
        ", about",
    )


def test_a_gap_that_nothing_fills_is_an_error() -> None:
    with pytest.raises(ThemeError, match="`a` has a gap that nothing fills: 'name'"):
        Strings("en", [("en", {"a": "{name}"})])("a")


def test_braces_in_what_people_wrote_are_nothing_but_braces() -> None:
    t = Strings("en", [("en", {"a": "{name}: outage"})])
    assert t("a", name="{0.__class__} {x}") == "{0.__class__} {x}: outage"


def test_what_a_language_lacks_is_said_in_the_wider_one_and_then_in_english(
    tmp_path: Path,
) -> None:
    theme = written(
        tmp_path,
        {
            "default/strings/nl.yaml": "nav: {status: Toestand, history: Verloop}",
            "default/strings/nl-be.yaml": "nav: {history: Verloop (BE)}",
        },
    )
    t = theme.strings("nl-be")
    assert [t(f"nav.{key}") for key in ("status", "history", "subscribe")] == [
        "Toestand",
        "Verloop (BE)",
        "Subscribe",
    ]


def gaps(text: object) -> list[str]:
    return sorted(set(re.findall(r"{(\w+)}", str(text))))


def wording(lang: str) -> dict[str, Text]:
    """What the default theme says in a language, without what it takes from English."""
    file = f"strings/{lang}.yaml"
    found = parse(BUILT_IN.text(file), file, [])
    assert isinstance(found, dict)
    return {key: text for key, text in flatten(found).items() if key != "language.reviewed"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_says_everything_that_english_says_with_the_same_gaps(lang: str) -> None:
    english, other = wording("en"), wording(lang)
    assert other.keys() == english.keys()
    for key, text in english.items():
        assert gaps(other[key]) == gaps(text), key


def test_every_string_is_used_and_every_used_string_is_there() -> None:
    package = Path(__file__).parents[2] / "statusgen"
    sources = [file.read_text() for file in package.glob("targets/*/*.py")]
    others = ("snapshot/overall.py", "targets/strings.py")
    sources += [(package / path).read_text() for path in others]
    templates = [path for path in BUILT_IN.layers[0].files if path.endswith(".html")]
    sources += [BUILT_IN.text(path) for path in templates]
    known = BUILT_IN.strings("en").keys()
    tables = "|".join({key.partition(".")[0] for key in known})
    used = set(re.findall(rf"[\"']((?:{tables})(?:\.[a-z_-]+)+)[\"']", "\n".join(sources)))
    assert {
        key for key in used - known if not key.endswith((".atom", ".html", ".js", ".rss", ".txt"))
    } == {
        "banner.one",
        "language.reviewed",
    }
    made_up = ("duration.", "nav.", "phase.", "severity.", "state.", "status.")
    assert {key for key in known - used if not key.startswith(made_up)} == set()
