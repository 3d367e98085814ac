"""Times, durations and sentences as each language says them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statusgen.model.site import Settings
from statusgen.snapshot.overall import Overall, PageState
from statusgen.targets.html import words
from statusgen.targets.html.frame import Frame, page_settings
from statusgen.targets.html.front import headline
from statusgen.targets.html.words import Voice
from statusgen.targets.theme import load_theme
from tests.sites import instant

THEME = load_theme("default", Path("no site here"))


def voice(lang: str = "en", zone: str = "UTC") -> Voice:
    frame = Frame(
        page_settings(
            Settings(timezone=zone, languages=("en", "de"), unreviewed_languages=("de",))
        ),
        (),
        b"",
    )
    return words.voice(THEME, frame, lang)


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (0, "less than a minute", "weniger als eine Minute"),
        (59, "less than a minute", "weniger als eine Minute"),
        (60, "1 min", "1 Min."),
        (42 * 60 + 59, "42 min", "42 Min."),
        (3600, "1 h", "1 Std."),
        (3900, "1 h 5 min", "1 Std. 5 Min."),
        (86400, "1 d", "1 Tg."),
        (2 * 86400 + 3 * 3600 + 240, "2 d 3 h", "2 Tg. 3 Std."),
        (86400 + 240, "1 d", "1 Tg."),
    ],
)
def test_a_duration_in_its_two_greatest_units(seconds: int, english: str, german: str) -> None:
    assert words.duration(voice("en"), seconds) == english
    assert words.duration(voice("de"), seconds) == german


@pytest.mark.parametrize(
    ("zone", "at", "text"),
    [
        ("UTC", "2026-08-22T14:03Z", "22 Aug 2026, 14:03 UTC"),
        ("Europe/Berlin", "2026-01-01T23:30Z", "2 Jan 2026, 00:30 CET"),
        ("Europe/Berlin", "2026-07-01T23:30Z", "2 Jul 2026, 01:30 CEST"),
        ("America/Sao_Paulo", "2026-09-05T12:00Z", "5 Sept 2026, 09:00 GMT-3"),
        ("Asia/Kathmandu", "2026-09-05T12:00Z", "5 Sept 2026, 17:45 GMT+5:45"),
    ],
)
def test_a_time_in_the_zone_of_the_site_which_is_named(zone: str, at: str, text: str) -> None:
    found = words.moment(voice(zone=zone), instant(at))
    assert found.text == text
    assert found.iso == at.replace("Z", ":00Z")


def test_a_span_says_a_day_once_where_both_ends_share_it() -> None:
    start = instant("2026-08-22T22:00Z")
    first, last = words.span(voice(), start, start + 3600)
    assert (first.text, last and last.text) == ("22 Aug 2026, 22:00", "23:00 UTC")
    _, last = words.span(voice(), start, start + 3 * 3600)
    assert last
    assert last.text == "23 Aug 2026, 01:00 UTC"


def test_dates_and_months() -> None:
    assert words.date(voice("de"), "2026-03-01") == "1. März 2026"
    assert words.month(voice("de"), "2026-03") == "März 2026"
    assert words.month(voice("en"), "2026-12") == "December 2026"


def test_percentages() -> None:
    assert [words.percent(voice("en"), figure) for figure in ("99.95", "100", "")] == [
        "99.95%",
        "100%",
        "",
    ]
    assert words.percent(voice("de"), "99.95") == "99,95\N{NO-BREAK SPACE}%"


HEADLINES = [
    ("banner.ok", 0, "All systems operational", "Alle Systeme in Betrieb"),
    ("banner.major", 3, "Major outage", "Ausfall"),
    ("banner.partial", 2, "Partial outage", "Teilausfall"),
    ("banner.degraded", 2, "Degraded performance", "Beeinträchtigt"),
    ("banner.one.major", 1, "API: major outage", "API: Ausfall"),
    ("banner.one.partial", 1, "API: partial outage", "API: Teilausfall"),
    ("banner.one.degraded", 1, "API: degraded performance", "API: beeinträchtigt"),
    ("banner.notice", 0, "We are investigating an issue", "Wir untersuchen ein Problem"),
    ("banner.maintenance_some", 0, "Maintenance in progress", "Wartung läuft"),
    ("banner.maintenance_all", 0, "Under maintenance", "Alle Dienste werden gewartet"),
    ("banner.unknown", 0, "Status unknown", "Zustand unbekannt"),
    (
        "banner.unknown_some",
        1,
        "No problems detected; 1 service is not reporting",
        "Kein Problem erkannt; 1 Dienst meldet sich nicht",
    ),
    (
        "banner.unknown_some",
        2,
        "No problems detected; 2 services are not reporting",
        "Kein Problem erkannt; 2 Dienste melden sich nicht",
    ),
    ("banner.none", 0, "No services configured yet", "Noch keine Dienste eingerichtet"),
    (
        "banner.broken",
        0,
        "Some reports cannot be read at the moment",
        "Einige Meldungen sind zurzeit nicht lesbar",
    ),
]


@pytest.mark.parametrize(("key", "count", "english", "german"), HEADLINES)
def test_the_one_sentence(key: str, count: int, english: str, german: str) -> None:
    overall = Overall(PageState.OK, key, "none", name="API", count=count)
    assert headline(overall, overall.name, voice("en")) == english
    assert headline(overall, overall.name, voice("de")) == german


def test_there_is_a_sentence_for_whatever_the_rule_may_say() -> None:
    source = Path(__file__).parents[2] / "statusgen/snapshot/overall.py"
    said = set(re.findall(r'"(banner\.[a-z_.]+)"', source.read_text())) - {"banner.one"}
    assert said <= voice().t.keys()
    assert {key for key, *_ in HEADLINES} <= said
