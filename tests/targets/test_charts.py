"""Charts of latency: what records say, as a picture, as a table and in words."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from statusgen.snapshot.latency import Point
from statusgen.targets import squeeze
from statusgen.targets.html.charts import band, line, scale
from statusgen.targets.html.shell import CHARTS, LISTS, PAGE, SERVICES
from statusgen.targets.theme import Theme, load_theme
from tests.sites import BASE
from tests.targets.pages import Pages, main, one, texts

NOW = "2026-03-30T12:20Z"
SITE = BASE["content/site.yaml"] + "timezone: Europe/Berlin\nday_zone: Europe/Berlin\n"
HEADER = "timestamp,status,latency\n"
TODAY = {
    "content/status/api/2026-03-30.csv": HEADER
    + "2026-03-30T09:00:00Z,UP,100\n"
    + "2026-03-30T09:30:00Z,UP,300\n"
    + "2026-03-30T10:00:00Z,DEGRADED,1240\n"
    + "2026-03-30T12:00:00Z,UP,8.25\n",
}
BEFORE = {
    "content/status/api/2026-03-28.csv": HEADER + "2026-03-28T22:30:00Z,UP,50\n",
    "content/status/api/2026-03-29.csv": HEADER
    + "2026-03-29T01:30:00Z,UP,60\n"
    + "2026-03-29T22:30:00Z,UP,70\n",
}


def page(root: Path, *contents: dict[str, str], address: str = "monitors/api/") -> Any:
    files = {"content/site.yaml": SITE + "languages: [en, de]\n"}
    for content in contents:
        files |= content
    return Pages(root, files, NOW)[address]


def rows(chart: Any) -> list[str]:
    return [" ".join(texts(row, "./*")) for row in chart.xpath(".//tbody/tr")]


def test_the_last_day_hour_by_hour(tmp_path: Path) -> None:
    found = page(tmp_path, TODAY)
    section = one(found, "//section[@aria-labelledby='latency']")
    assert texts(section, ".//h2 | .//h3") == ["Response time", "Last 24 hours"]
    (chart,) = section.xpath(".//figure")
    assert texts(chart, "./figcaption/span") == ["typically 200 ms, from 8.25 ms to 1.24 s"]
    assert texts(chart, ".//thead//th") == ["Hour from", "Median", "Lowest", "Highest"]
    assert rows(chart) == [
        "30 Mar 2026, 14:00 8.25 ms 8.25 ms 8.25 ms",
        "30 Mar 2026, 12:00 1.24 s 1.24 s 1.24 s",
        "30 Mar 2026, 11:00 200 ms 100 ms 300 ms",
    ]
    assert texts(chart, ".//p[@class='scale']/span") == ["1.5 s", "1 s", "0.5 s", "0"]
    assert texts(chart, ".//p[@class='cap']/*") == ["29 Mar 2026, 15:00", "Now"]
    begin = one(chart, ".//p[@class='cap']/time")
    assert (begin.get("datetime"), begin.get("data-from")) == ("2026-03-29T13:00:00Z", "1")


def test_days_begin_at_the_midnight_of_the_site_even_where_the_clocks_change(
    tmp_path: Path,
) -> None:
    chart = page(tmp_path, TODAY, BEFORE).xpath("//figure")[1]
    assert texts(chart, ".//h3") == ["Last 14 days"]
    assert rows(chart) == [
        "30 Mar 2026 100 ms 8.25 ms 1.24 s",
        "29 Mar 2026 60 ms 60 ms 60 ms",
        "28 Mar 2026 50 ms 50 ms 50 ms",
    ]
    assert one(chart, ".//tbody/tr[1]//time").get("datetime") == "2026-03-30"
    assert texts(chart, ".//p[@class='cap']/*") == ["17 Mar 2026", "Today"]


def test_the_picture_is_hidden_where_the_table_is_read(tmp_path: Path) -> None:
    chart = page(tmp_path, TODAY).xpath("//figure")[0]
    assert [found.tag for found in one(chart, ".//*[@aria-hidden='true']")] == ["p", "svg", "p"]
    assert texts(chart, ".//caption") == ["Response time: Last 24 hours"]
    assert texts(chart, ".//summary") == ["Show as a table"]
    assert not chart.xpath(".//svg//text()[normalize-space()]")


def test_a_gap_in_the_records_is_a_gap_in_the_line(tmp_path: Path) -> None:
    chart = page(tmp_path, TODAY).xpath("//figure")[0]
    assert one(chart, ".//path[@class='line']").get("d") == (
        "M200,173 205,173 215,35 220,35M230,199 235,199 240,199"
    )
    assert one(chart, ".//path[@class='grid']").get("d") == "M0 0h240M0 66h240M0 133h240M0 200h240"


def test_charts_speak_the_language_of_the_page(tmp_path: Path) -> None:
    found = page(tmp_path, TODAY, address="de/monitors/api/")
    (chart,) = found.xpath("//figure")
    assert texts(chart, "./figcaption/*") == [
        "Letzte 24 Stunden",
        "meist 200 ms, von 8,25 ms bis 1,24 s",
    ]
    assert rows(chart)[1] == "30. März 2026, 12:00 1,24 s 1,24 s 1,24 s"
    assert texts(chart, ".//p[@class='scale']/span") == ["1,5 s", "1 s", "0,5 s", "0"]


@pytest.mark.parametrize(
    "lines",
    ["2026-03-30T09:00:00Z,UP,\n", "2026-03-30T09:00:00Z,DOWN,5000\n"],
)
def test_without_latencies_there_is_no_section(tmp_path: Path, lines: str) -> None:
    found = page(tmp_path, {"content/status/api/2026-03-30.csv": HEADER + lines})
    assert not found.xpath("//figure")
    assert "Response time" not in main(found)
    assert ".plot" not in one(found, "//style").text


def test_a_single_day_makes_no_chart_of_days(tmp_path: Path) -> None:
    alone = dict(list(BEFORE.items())[:1])
    assert not page(tmp_path / "a", alone).xpath("//figure")
    assert texts(page(tmp_path / "b", TODAY), "//figure//h3") == ["Last 24 hours"]


def point(lowest: float, typical: float, highest: float) -> Point:
    return Point(typical, lowest, highest, 3)


def test_an_area_goes_out_along_the_highest_and_back_along_the_lowest() -> None:
    points = (None, point(0, 50, 100), point(25, 50, 75), None, point(10, 20, 30))
    assert band(points, 100) == (
        "M10,0 15,0 25,50 30,50L30,150 25,150 15,200 10,200z"
        "M40,140 45,140 50,140L50,180 45,180 40,180z"
    )
    assert line(points, 100) == "M10,100 15,100 25,100 30,100M40,160 45,160 50,160"
    assert line((None,), 100) == band((), 100) == ""


@pytest.mark.parametrize(
    ("highest", "marks"),
    [
        (0, (0, 1, 2)),
        (0.7, (0, 0.5, 1)),
        (9, (0, 5, 10)),
        (10, (0, 5, 10)),
        (101, (0, 50, 100, 150)),
        (184, (0, 100, 200)),
        (300, (0, 100, 200, 300)),
        (301, (0, 200, 400)),
        (4180, (0, 2000, 4000, 6000)),
    ],
)
def test_a_scale_has_few_round_values_from_zero(highest: float, marks: tuple[float, ...]) -> None:
    assert scale(highest) == pytest.approx(marks)
    assert scale(highest)[-1] >= highest


def test_the_styles_of_charts_are_small() -> None:
    theme = load_theme("default", Path("no site here"))
    without = "".join(styled(theme, name) for name in (PAGE, SERVICES, LISTS))
    assert packed(without + styled(theme, CHARTS)) - packed(without) <= 256


def styled(theme: Theme, name: str) -> str:
    return squeeze.style(theme.text(f"css/{name}.css"))


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def test_a_page_with_ninety_days_of_latency_is_light(tmp_path: Path) -> None:
    files = {}
    for number in range(90):
        month, day = divmod(number, 30)
        name = f"2026-{month + 1:02}-{min(day + 1, 28):02}"
        files[f"content/status/api/{name}.csv"] = (
            HEADER + f"{name}T10:00:00Z,UP,{90 + number * 7 % 50}\n"
        )
    pages = Pages(tmp_path, files, NOW)
    assert len(gzip.compress(pages.files["monitors/api/index.html"], 9)) < 8192
