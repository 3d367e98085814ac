"""monitors.yaml: files written for Kener are read as they are."""

from __future__ import annotations

from pathlib import Path

from statusgen.content.load import load
from statusgen.model.status import Status
from tests.sites import write_site

KENERS = """\
- name: Earth
  description: Earth is the third planet from the Sun
  tag: "earth"
  image: "/earth.png"
  cron: "* * * * *"
  defaultStatus: "UP"
  category: home
  api:
    timeout: 4
    method: POST
    url: https://example.com/earth
    headers:
      X-Team: planets
    body: '{"a": "$NAME"}'
    eval: |
      (function(responseDataBase64){ return { status: 'UP', latency: 1 } })
  dayDegradedMinimumCount: 3
  includeDegradedInDowntime: true
  alerts:
    DOWN: {failureThreshold: 1, successThreshold: 1, createIncident: true}

- name: Frogment
  tag: frogment
  ping:
    hostsV4: [www.example.com]
  dns:
    host: www.example.com
    lookupRecord: A
    matchType: ANY
    values: [192.0.2.1]
"""


def test_a_file_of_kener_is_read_unchanged(tmp_path: Path) -> None:
    loaded = load(write_site(tmp_path, {"monitors.yaml": KENERS}))
    assert loaded.problems == []
    earth, frogment = loaded.site.monitors
    assert (earth.tag, earth.name, earth.category) == ("earth", "Earth", "home")
    assert (earth.day_degraded_minimum_count, earth.include_degraded_in_downtime) == (3, True)
    assert set(earth.kept) == {"cron", "api", "alerts"}
    assert (frogment.default_status, set(frogment.kept)) == (Status.UP, {"ping", "dns"})


def test_a_bad_entry_does_not_take_the_others_along(tmp_path: Path) -> None:
    text = "- {tag: Bad Tag, name: A}\n- {tag: good, name: B}\n- {tag: c}\n"
    loaded = load(write_site(tmp_path, {"monitors.yaml": text}))
    assert [monitor.tag for monitor in loaded.site.monitors] == ["good"]
    assert [(one.code, one.where.route) for one in loaded.problems] == [
        ("bad-value", (0, "tag")),
        ("missing-key", (2,)),
    ]


def test_none_means_no_data(tmp_path: Path) -> None:
    text = "- {tag: a, name: A, defaultStatus: NONE}\n"
    loaded = load(write_site(tmp_path, {"monitors.yaml": text}))
    assert loaded.site.monitors[0].default_status is Status.NO_DATA
