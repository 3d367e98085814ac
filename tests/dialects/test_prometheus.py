"""The metrics: Prometheus' text format, and what can be read from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen import __version__
from statusgen.dialects import prometheus
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED
from tests.rendered import changed, rendered
from tests.sites import snapshot_of

NOW = "2026-01-16T00:00Z"
MONITORS = "- {tag: api, name: API, since: 2026-01-06}\n"

Read = Callable[..., dict[str, str]]

_SAMPLE = re.compile(r'(statusgen_[a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})? (\S+)')


def parsed(text: str) -> dict[str, str]:
    """Values by name and labels; every metric has one HELP and one TYPE before its samples."""
    assert text.endswith("\n")
    found: dict[str, str] = {}
    metric = ""
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# HELP "):
            metric = line.split(" ")[2]
            assert not any(key.partition("{")[0] == metric for key in found)
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {metric} gauge"
        else:
            sample = _SAMPLE.fullmatch(line)
            assert sample, line
            assert sample[1] == metric
            key = sample[1].removeprefix("statusgen_") + (sample[2] or "")
            assert key not in found
            float(sample[3])
            found[key] = sample[3]
    return found


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The metrics of a site that is written as {path: text}."""

    def metrics(content: dict[str, str], now: str = NOW) -> dict[str, str]:
        written = {"monitors.yaml": MONITORS, **content}
        files = rendered(prometheus.documents(snapshot_of(tmp_path, written, now)))
        assert files["metrics"] == files["metrics.txt"]
        return parsed(files["metrics.txt"].decode())

    return metrics


def incident(name: str, start: str, monitors: str, end: str = "", more: str = "") -> dict[str, str]:
    folder = f"content/incidents/{name}"
    front = f"---\ntitle: It\nstart: {start}\nmonitors: {monitors}\n{more}---\n"
    files = {f"{folder}/incident.md": front}
    return {**files, f"{folder}/{end}.resolved.md": "Over."} if end else files


def test_everything_that_is_said(read: Read) -> None:
    content = {
        **incident("a", "2026-01-15T00:00Z", "{api: DEGRADED}"),
        **incident("b", "2026-01-07T00:00Z", "[api]", "2026-01-07T0100Z"),
        **incident("c", "2026-01-08T00:00Z", "{}", "2026-01-08T0200Z"),
        "content/maintenances/now/maintenance.md": "---\ntitle: Now\n"
        "start: 2026-01-15T23:00Z\nduration: 2h\nmonitors: {}\n---\n",
        "content/maintenances/weekly/maintenance.md": "---\ntitle: Weekly\nrrule: FREQ=MONTHLY\n"
        "start: 2026-01-20T00:00Z\nduration: 2h\nmonitors: {}\n---\n",
    }
    assert read(content) == {
        f'build_info{{version="{__version__}"}}': "1",
        'page_state{state="ok"}': "0",
        'page_state{state="degraded"}': "1",
        'page_state{state="partial"}': "0",
        'page_state{state="major"}': "0",
        'page_state{state="maintenance"}': "0",
        'page_state{state="unknown"}': "0",
        'monitor_status{monitor="api",name="API",status="DOWN"}': "0",
        'monitor_status{monitor="api",name="API",status="PARTIAL"}': "0",
        'monitor_status{monitor="api",name="API",status="DEGRADED"}': "1",
        'monitor_status{monitor="api",name="API",status="MAINTENANCE"}': "0",
        'monitor_status{monitor="api",name="API",status="UP"}': "0",
        'monitor_status{monitor="api",name="API",status="NO_DATA"}': "0",
        'monitor_uptime_ratio{monitor="api",name="API",window="1d"}': "1",
        'monitor_uptime_ratio{monitor="api",name="API",window="7d"}': "1",
        'monitor_uptime_ratio{monitor="api",name="API",window="30d"}': "0.9958",
        'monitor_uptime_ratio{monitor="api",name="API",window="90d"}': "0.9958",
        'monitor_uptime_ratio{monitor="api",name="API",window="365d"}': "0.9958",
        'incidents_open{severity="none"}': "0",
        'incidents_open{severity="minor"}': "1",
        'incidents_open{severity="major"}': "0",
        'incidents_open{severity="critical"}': "0",
        'incidents_resolved{window="90d"}': "2",
        'incident_resolution_seconds_mean{window="90d"}': "5400",
        "maintenances_running": "1",
        "maintenances_scheduled": "3",
        "files_left_out": "0",
    }


def test_an_empty_site(read: Read) -> None:
    found = read({"monitors.yaml": ""})
    assert not [key for key in found if key.startswith("monitor_")]
    assert found['page_state{state="unknown"}'] == "1"
    assert found['incidents_resolved{window="90d"}'] == "0"
    assert not [key for key in found if key.startswith("incident_resolution")]


def test_without_data_there_is_no_uptime(read: Read) -> None:
    found = read({"monitors.yaml": "- {tag: api, name: API, defaultStatus: NONE}\n"})
    assert found['monitor_status{monitor="api",name="API",status="NO_DATA"}'] == "1"
    assert not [key for key in found if key.startswith("monitor_uptime")]


def test_the_time_to_resolve_is_of_what_ended_in_the_last_90_days(read: Read) -> None:
    """A notice does not count, nor what goes on, nor what ended before that."""
    found = read(
        {
            **incident("old", "2025-10-18T00:00:00Z", "{}", "2025-10-18T0000Z"),
            **incident("new", "2025-10-17T23:59:59Z", "{}", "2025-10-18T000001Z"),
            **incident("open", "2026-01-01T00:00Z", "{}"),
            **incident("note", "2026-01-01T00:00Z", "{}", "", "kind: notice\n"),
        }
    )
    assert found['incidents_resolved{window="90d"}'] == "1"
    assert found['incident_resolution_seconds_mean{window="90d"}'] == "2"


def test_what_was_left_out_is_counted(read: Read) -> None:
    assert (
        read({"content/incidents/it/incident.md": "---\ntitle: [\n---\n"})["files_left_out"] == "1"
    )


def test_hostile_names_are_escaped(read: Read) -> None:
    found = read({"monitors.yaml": f"- {{tag: api, name: '{QUOTED}'}}\n"})
    (key,) = [key for key in found if key.startswith("monitor_status") and "DOWN" in key]
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    assert key == f'monitor_status{{monitor="api",name="{escaped}",status="DOWN"}}'
    lines = read({"monitors.yaml": '- {tag: api, name: "two\\nlines"}\n'})
    assert 'monitor_status{monitor="api",name="two\\nlines",status="UP"}' in lines


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"content/pages/metrics.md": "---\ntitle: M\n---\nM."}, id="a free page"),
        pytest.param(
            incident("it", "2026-01-01T00:00Z", "{}", more="aliases: [/metrics/old/]\n"),
            id="an old address",
        ),
    ],
)
def test_where_a_page_has_the_address_only_the_text_file_is_written(
    tmp_path: Path, content: dict[str, str]
) -> None:
    files = rendered(prometheus.documents(snapshot_of(tmp_path, content, NOW)))
    assert set(files) == {"metrics.txt"}


def test_what_is_not_public_is_not_in_it(read: Read) -> None:
    found = read(NOT_PUBLIC)
    assert not [key for key in found if "secret" in key]
    assert found['incidents_open{severity="major"}'] == "1"
    assert found["maintenances_running"] == "0"


def test_as_long_as_nothing_changes_it_stays_the_same(tmp_path: Path) -> None:
    content = {"monitors.yaml": MONITORS, **incident("a", "2026-01-15T00:00Z", "{api: DEGRADED}")}
    before = list(prometheus.documents(snapshot_of(tmp_path, content, NOW)))
    after = list(prometheus.documents(snapshot_of(tmp_path, content, "2026-01-16T12:34Z")))
    assert changed(before, after) == set()
