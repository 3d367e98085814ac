"""The bars: one line for the days without problems, one mark with a link for each of the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.targets.pages import Pages, one, texts

NOW = "2026-03-31T12:00Z"
MONITORS = "- tag: api\n  name: API\n  since: 2026-01-11T00:00:00Z\n"


def incident(start: str, end: str, impact: str = "DOWN", slug: str = "it") -> dict[str, str]:
    folder = f"content/incidents/{slug}"
    name = end.replace(":", "")
    return {
        f"{folder}/incident.md": f"---\ntitle: It\nstart: {start}\nmonitors: {{api: {impact}}}\n---\n",
        f"{folder}/{name}.resolved.md": "Done.",
    }


def bar(tmp_path: Path, *incidents: dict[str, str]) -> Any:
    """The bar of the only monitor on the front page, 90 days up to 31 March 2026."""
    files = {"monitors.yaml": MONITORS}
    for found in incidents:
        files |= found
    return one(Pages(tmp_path, files, NOW)[""], "//svg[@class='bar']")


def test_days_without_data_are_a_line_of_their_own(tmp_path: Path) -> None:
    found = bar(tmp_path)
    assert found.get("viewbox") == "0 0 540 30"
    assert found.get("data-day") == "2026-01-01"
    lines = [(path.get("class"), path.get("d")) for path in found.xpath("./path")]
    assert lines == [("k u", "M1 15h58"), ("k", "M61 15h478")]
    assert found.xpath("./path/@data-says") == ["No data", "No problems reported"]
    assert texts(found, "./path/title") == ["", ""]


@pytest.mark.parametrize(
    ("end", "shape", "length"),
    [
        ("2026-03-30T10:01Z", "M529 21h4v9h-4z", "1 min"),
        ("2026-03-30T10:15Z", "M529 14h4v16h-4z", "15 min"),
        ("2026-03-30T11:00Z", "M529 7h4v23h-4z", "1 h"),
        ("2026-03-30T14:30Z", "M529 0h4v30h-4z", "4 h 30 min"),
    ],
)
def test_the_longer_a_problem_the_taller_its_mark(
    tmp_path: Path, end: str, shape: str, length: str
) -> None:
    (mark,) = bar(tmp_path, incident("2026-03-30T10:00Z", end)).xpath("./a")
    assert mark.get("class") == "major"
    assert texts(mark, "./title") == [f"30 Mar 2026: Major outage, {length}"]
    assert [path.get("d") for path in mark.xpath("./path")] == ["M528 0h6v30h-6z", shape]


def test_a_mark_leads_to_the_report_of_the_day(tmp_path: Path) -> None:
    (mark,) = bar(tmp_path, incident("2026-03-30T10:00Z", "2026-03-30T11:00Z")).xpath("./a")
    assert mark.get("href") == "./incidents/it/"
    assert mark.get("tabindex") == "-1"


def test_with_several_reports_it_leads_to_the_day_of_the_monitor(tmp_path: Path) -> None:
    (mark,) = bar(
        tmp_path,
        incident("2026-03-30T10:00Z", "2026-03-30T11:00Z"),
        incident("2026-03-30T12:00Z", "2026-03-30T13:00Z", "DEGRADED", "that"),
    ).xpath("./a")
    assert mark.get("href") == "./monitors/api/#d2026-03-30"
    assert mark.get("class") == "major"


def test_a_mark_of_maintenance_leads_to_the_maintenance(tmp_path: Path) -> None:
    work = "---\ntitle: Work\nstart: 2026-03-30T10:00Z\nduration: 1h\nmonitors: [api]\n---\nText."
    (mark,) = bar(tmp_path, {"content/maintenances/work/maintenance.md": work}).xpath("./a")
    assert (mark.get("class"), mark.get("href")) == ("maintenance", "./maintenances/work/")


def test_the_bar_is_hidden_from_screen_readers_and_told_in_words(tmp_path: Path) -> None:
    files = {"monitors.yaml": MONITORS}
    for day in range(10, 17):
        files |= incident(f"2026-03-{day}T10:00Z", f"2026-03-{day}T10:30Z", slug=f"it-{day}")
    page = Pages(tmp_path, files, NOW)[""]
    assert one(page, "//svg[@class='bar']").get("aria-hidden") == "true"
    (told,) = texts(page, "//p[@class='vh']")
    assert told.startswith("7 days with problems in the bar: 16 Mar 2026: Major outage, 30 min; ")
    assert told.endswith("12 Mar 2026: Major outage, 30 min; and 2 more.")


def test_a_bar_is_small(tmp_path: Path) -> None:
    found = bar(tmp_path, incident("2026-03-30T10:00Z", "2026-03-30T11:00Z"))
    assert len(html.tostring(found)) < 700
