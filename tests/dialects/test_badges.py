"""Badges: for shields.io and as pictures, for the page, monitors, their uptime, and groups."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from statusgen.dialects import badges
from statusgen.dialects.badges.looks import LOOKS, by_uptime
from statusgen.dialects.badges.svg import width
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED, compact
from tests.rendered import changed, rendered
from tests.sites import snapshot_of

NOW = "2026-01-16T00:00Z"
SVG = "{http://www.w3.org/2000/svg}"

MONITORS = """\
- {tag: api, name: API, category: Core services, since: 2026-01-06}
- {tag: database, name: Database, category: Core services, since: 2026-01-06}
- {tag: website, name: Website, category: 日本, since: 2026-01-06}
- {tag: alone, name: Alone, since: 2026-01-06}
"""

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The badges of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        written = {"monitors.yaml": MONITORS, **content}
        return rendered(badges.documents(snapshot_of(tmp_path, written, now)))

    return files


def incident(monitors: str) -> dict[str, str]:
    front = f"---\ntitle: It\nstart: 2026-01-15T00:00Z\nmonitors: {monitors}\n---\n"
    return {"content/incidents/it/incident.md": front}


def messages(files: dict[str, bytes]) -> dict[str, str]:
    return {
        path.removesuffix(".json"): json.loads(data)["message"]
        for path, data in files.items()
        if path.endswith(".json")
    }


def test_the_endpoint_of_shields(build: Build) -> None:
    assert build({})["badges/api.json"] == compact("""
    {
        "schemaVersion": 1,
        "label": "API",
        "message": "operational",
        "color": "#14694c"
    }""")


def test_everything_has_its_badge_also_what_never_failed(build: Build) -> None:
    files = build(incident("{database: DEGRADED}"))
    found = messages(files)
    (japanese,) = [path for path in found if path.startswith("badges/group/group-")]
    assert found == {
        "badge": "degraded performance",
        "badges/api": "operational",
        "badges/database": "degraded performance",
        "badges/website": "operational",
        "badges/alone": "operational",
        "badges/uptime/api": "100%",
        "badges/uptime/database": "100%",
        "badges/uptime/website": "100%",
        "badges/uptime/alone": "100%",
        "badges/group/core-services": "degraded performance",
        japanese: "operational",
    }
    assert set(files) == {f"{path}.{kind}" for path in found for kind in ("json", "svg")}


@pytest.mark.parametrize(
    ("impact", "message", "look"),
    [
        ("DOWN", "major outage", "major"),
        ("PARTIAL", "partial outage", "partial"),
        ("DEGRADED", "degraded performance", "degraded"),
        ("MAINTENANCE", "maintenance", "maintenance"),
        ("UP", "operational", "ok"),
    ],
)
def test_the_state_of_a_monitor(build: Build, impact: str, message: str, look: str) -> None:
    files = build(incident(f"{{api: {impact}}}"))
    found = json.loads(files["badges/api.json"])
    assert (found["message"], found["color"]) == (message, LOOKS[look].light[0])
    assert LOOKS[look].shape in files["badges/api.svg"].decode()


def test_what_is_unknown_is_said_to_be(build: Build) -> None:
    found = messages(build({"monitors.yaml": "- {tag: api, name: API, defaultStatus: NONE}\n"}))
    assert found == {"badge": "unknown", "badges/api": "unknown", "badges/uptime/api": "no data"}


def test_an_open_incident_that_hits_nothing_is_told_on_the_badge_of_the_page(build: Build) -> None:
    assert messages(build(incident("{}")))["badge"] == "investigating an issue"


def test_uptime_is_that_of_90_days_as_the_page_shows_it(build: Build) -> None:
    """One day of ten."""
    files = build(incident("[api]"))
    found = json.loads(files["badges/uptime/api.json"])
    assert (found["label"], found["message"]) == ("API uptime", "90.00%")
    assert found["color"] == LOOKS["major"].light[0]


@pytest.mark.parametrize(
    ("percent", "look"),
    [
        ("100", "ok"),
        ("99.90", "ok"),
        ("99.89", "degraded"),
        ("99.00", "degraded"),
        ("98.99", "partial"),
        ("95.00", "partial"),
        ("94.99", "major"),
        ("0.00", "major"),
        ("", "unknown"),
    ],
)
def test_colours_of_uptime(percent: str, look: str) -> None:
    assert by_uptime(percent) == look


def test_groups_of_equal_slugs_have_badges_of_their_own(build: Build) -> None:
    written = "- {tag: a, name: A, category: Data}\n- {tag: b, name: B, category: data!}\n"
    found = build({"monitors.yaml": written})
    assert json.loads(found["badges/group/data.json"])["label"] == "Data"
    assert json.loads(found["badges/group/data-2.json"])["label"] == "data!"


def test_a_group_is_called_as_on_the_page(build: Build) -> None:
    site = "title: Example\nurl: https://status.example.com\n"
    groups = "groups:\n- {name: Core services, title: The core}\n- {name: 日本, untitled: true}\n"
    files = build({"content/site.yaml": site + groups})
    assert json.loads(files["badges/group/core-services.json"])["label"] == "The core"


# ---------------------------------------------------------------- pictures


def test_a_picture_says_what_it_shows_in_words_and_in_a_shape(build: Build) -> None:
    root = ET.fromstring(build(incident("[api]"))["badges/api.svg"])
    assert root.tag == f"{SVG}svg"
    assert (root.get("role"), root.get("aria-label")) == ("img", "API: major outage")
    title, *_ = root
    assert (title.tag, title.text) == (f"{SVG}title", "API: major outage")
    assert [text.text for text in root.iter(f"{SVG}text")] == ["API", "major outage"]
    assert len(list(root.iter(f"{SVG}path"))) == 4


def test_a_picture_fits_its_words(build: Build) -> None:
    for path, data in build({}).items():
        if path.endswith(".svg"):
            root = ET.fromstring(data)
            whole = int(root.get("width", "0"))
            assert root.get("viewBox") == f"0 0 {whole} 20"
            texts = list(root.iter(f"{SVG}text"))
            ends = [int(text.get("x", "0")) + int(text.get("textLength", "0")) for text in texts]
            assert ends[0] < int(texts[1].get("x", "0")), path
            assert ends[1] < whole, path


def test_every_pair_of_colours_can_be_read() -> None:
    """WCAG asks for 4.5; the palette has more."""
    for name, look in LOOKS.items():
        for pair in (look.light, look.dark):
            assert contrast(*pair) >= 5.5, name
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)


def contrast(first: str, second: str) -> float:
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_widths_follow_the_script() -> None:
    assert width("iii") < width("aaa") < width("WWW") < width("日本語")
    assert width("e\u0301") == width("e")


def test_a_long_name_is_cut(build: Build) -> None:
    files = build({"monitors.yaml": f"- {{tag: api, name: {'A' * 200}}}\n"})
    for path in ("badges/api", "badges/uptime/api"):
        label = json.loads(files[f"{path}.json"])["label"]
        assert len(label) <= 70
        assert "…" in label
    assert int(ET.fromstring(files["badges/api.svg"]).get("width", "0")) < 800


def test_hostile_names_stay_text(build: Build) -> None:
    files = build({"monitors.yaml": f"- {{tag: api, name: '{QUOTED[:60]}'}}\n"})
    for path in ("badges/api", "badges/uptime/api"):
        assert json.loads(files[f"{path}.json"])["label"].startswith(HOSTILE[:50])
        assert not set(files[f"{path}.json"]) & set(b"<>&")
        root = ET.fromstring(files[f"{path}.svg"])
        assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
            "svg",
            "title",
            "style",
            "path",
            "g",
            "text",
        }


def test_an_empty_site_has_one_badge(build: Build) -> None:
    assert messages(build({"monitors.yaml": ""})) == {"badge": "unknown"}


def test_what_is_not_public_is_on_no_badge(build: Build) -> None:
    files = build(NOT_PUBLIC)
    assert messages(files)["badges/website"] == "major outage"
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]


def test_a_badge_is_rendered_only_if_it_changes(tmp_path: Path) -> None:
    content = {"monitors.yaml": MONITORS}
    before = list(badges.documents(snapshot_of(tmp_path, content, NOW)))
    after = list(badges.documents(snapshot_of(tmp_path, {**content, **incident("[api]")}, NOW)))
    assert changed(before, after) == {
        "badge",
        "badges/api",
        "badges/uptime/api",
        "badges/group/core-services",
    }
