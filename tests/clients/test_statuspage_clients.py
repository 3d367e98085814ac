"""Clients that others wrote for Statuspage read the built site of this checkout.

They are used as they are, over HTTP from a plain file server, and must report what the site says.
`make clients` installs them beside the virtual environment that runs the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy, copytree
from threading import Thread
from typing import Any

import pytest

from statusgen.build import Options, build
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import Occurrence
from tests.sites import instant
from tests.tools import CLIENTS, NODE_MODULES, needed

ROOT = Path(__file__).parent.parent.parent
PYTHON = CLIENTS / "python" / "bin"

OPEN = (
    "content/incidents/2026/2026-11-19-webhooks-delivered-twice",
    "content/incidents/2026/2026-11-20-uploads-fail-in-frankfurt",
)
"""What goes on in the content of this checkout."""

CASES = {
    # what it shows: the instant, whether both incidents are resolved by then
    "calm": ("2026-11-20T12:30Z", True),
    "maintenance": ("2026-11-25T02:30Z", True),
    "incidents": ("2026-11-25T02:30Z", False),
}
WORDS = {
    Status.DOWN: "major_outage",
    Status.PARTIAL: "partial_outage",
    Status.DEGRADED: "degraded_performance",
    Status.MAINTENANCE: "under_maintenance",
    Status.UP: "operational",
    Status.NO_DATA: "degraded_performance",  # there is no word for unknown
}


class Served:
    """A published site at an address, and what is true of it."""

    def __init__(self, url: str, snapshot: Snapshot) -> None:
        self.url = url
        self.snapshot = snapshot

    @property
    def indicator(self) -> str:
        return self.snapshot.overall.indicator

    @property
    def components(self) -> dict[str, str]:
        """The status of each monitor by its name."""
        return {one.monitor.name: WORDS[one.status] for one in self.snapshot.monitors}

    @property
    def groups(self) -> dict[str, list[str]]:
        """The members of each group."""
        return {
            group.group.title: [one.monitor.name for one in group.monitors]
            for group in self.snapshot.groups
        }

    @property
    def incidents(self) -> list[list[str]]:
        """Name, state and severity of what goes on, newest first."""
        return [[one.title, str(one.state), str(one.severity)] for one in _open(self.snapshot)]

    @property
    def all_incidents(self) -> list[str]:
        """Every incident, newest first; a notice is none."""
        return [one.title for one in self.snapshot.incidents if not one.notice]

    def maintenances(self, running: bool) -> list[str]:
        """What is under way, or else what is planned; by its start."""
        return [
            view.title
            for view, one in self.snapshot.occurrences()
            if (one.running if running else _planned(one))
        ]


def _open(snapshot: Snapshot) -> Iterator[Any]:
    return (one for one in snapshot.incidents if one.open)


def _planned(one: Occurrence) -> bool:
    return str(one.phase) == "scheduled"


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site(case: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, (now, resolved) = tmp_path_factory.mktemp("site"), CASES[case]
    copytree(ROOT / "content", folder / "content")
    copy(ROOT / "monitors.yaml", folder)
    for incident in OPEN if resolved else ():
        (folder / incident / "2026-11-20T1210Z.resolved.md").write_text("It works again.")
    snapshot = build(folder, folder / "public", Options(instant(now))).snapshot
    assert snapshot is not None
    serve = partial(Quiet, directory=folder / "public")
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield Served(f"http://127.0.0.1:{server.server_port}", snapshot)
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: Any) -> None:
        pass


def run_python(code: str, *arguments: str) -> Any:
    """What a program prints as JSON that the clients' own Python runs."""
    return _printed([str(needed(PYTHON / "python")), "-c", code, *arguments])


def run_node(package: str, code: str, *arguments: str) -> Any:
    """What a program for Node prints as JSON; ``package`` is what it needs."""
    needed(NODE_MODULES / package)
    return _printed(["node", "-e", code, *arguments], NODE_PATH=str(NODE_MODULES))


def _printed(command: list[str], **environment: str) -> Any:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_there_is_something_to_report(case: str, site: Served) -> None:
    running = site.maintenances(running=True)
    assert {"calm": "none", "maintenance": "maintenance", "incidents": "minor"}[case] == (
        site.indicator
    )
    assert len(site.incidents) == (2 if case == "incidents" else 0)
    assert len(running) == (0 if case == "calm" else 1)
    assert len(site.components) > 10
    assert len(site.maintenances(running=False)) > 10


# ---------------------------------------------------------------- arez, in Python

AREZ = """
import asyncio, json, sys
from arez.statuspage import StatusPage

async def read():
    async with StatusPage(sys.argv[1]) as page:
        return await page.get_status()

status = asyncio.run(read())
print(json.dumps({
    "impact": status.impact,
    "status": status.status,
    "components": {one.name: one.status for one in status.components},
    "groups": {one.name: [child.name for child in one.components] for one in status.groups},
    "incidents": [[one.name, one.status, one.impact] for one in status.incidents],
    "last": [one.last_update.status for one in status.incidents + status.maintenances],
    "maintenances": [[one.name, one.status] for one in status.maintenances],
    "hit": sorted({one.name for event in status.incidents for one in event.components}),
}))
"""


def test_arez(site: Served) -> None:
    read = run_python(AREZ, site.url)
    assert read["impact"] == site.indicator.title()
    assert read["components"] == {name: _titled(word) for name, word in site.components.items()}
    assert read["groups"] == site.groups
    assert read["incidents"] == [
        [name, _titled(state), _titled(severity)] for name, state, severity in site.incidents
    ]
    assert sorted(read["maintenances"]) == sorted(
        [[name, "In Progress"] for name in site.maintenances(running=True)]
        + [[name, "Scheduled"] for name in site.maintenances(running=False)]
    )
    assert read["last"] == [one[1] for one in read["incidents"] + read["maintenances"]]
    named = {one.name for incident in _open(site.snapshot) for one in incident.affected}
    assert read["hit"] == sorted(named)


def _titled(word: str) -> str:
    return word.replace("_", " ").title()


# ---------------------------------------------------------------- statuscheck, in Python

STATUSCHECK = """
import json, sys
from statuscheck.services.bases._statuspageio import BaseStatusPageAPI

class Local(BaseStatusPageAPI):
    def _get_base_url(self):
        return sys.argv[1] + "/api/v2/"

print(json.dumps(Local().get_summary().as_dict()))
"""
STATUSCHECK_NAMES = {
    "none": "No issues",
    "minor": "Minor incident",
    "maintenance": "Maintenance",
}


def test_statuscheck(site: Served) -> None:
    read = run_python(STATUSCHECK, site.url)
    assert read["status"]["name"] == STATUSCHECK_NAMES[site.indicator]
    assert read["status"]["is_ok"] is (site.indicator == "none")
    statuses = {one["name"]: one["status"] for one in read["components"]}
    for name, word in site.components.items():
        assert statuses[name] == word.replace("_", " ").capitalize()
    assert set(statuses) == {*site.components, *site.groups}
    assert sorted(one["name"] for one in read["incidents"]) == sorted(
        [name for name, *_ in site.incidents]
        + site.maintenances(running=True)
        + site.maintenances(running=False)
    )


# ---------------------------------------------------------------- statuspage-prometheus-exporter, in Python


def test_statuspage_prometheus_exporter(site: Served, tmp_path: Path) -> None:
    services = {"local": {"url": f"{site.url}/api/v2/summary.json", "name": "Local"}}
    (tmp_path / "services.json").write_text(json.dumps(services))
    subprocess.run(
        [needed(PYTHON / "statuspage-prometheus-exporter")],
        cwd=tmp_path,
        env={**os.environ, "RUN_MODE": "once", "METRICS_TEXTFILE_PATH": "metrics.prom"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    metrics = _metrics((tmp_path / "metrics.prom").read_text())
    assert metrics["statuspage_probe_check"] == [({"service_name": "Local"}, 1)]
    assert metrics["statuspage_service_status"] == [
        ({"service_name": "Local"}, site.indicator == "none")
    ]
    values = {
        labels["component_name"]: value for labels, value in metrics["statuspage_component_status"]
    }
    for name, word in site.components.items():
        assert values[name] == (word == "operational")
    told = [[one["incident_name"], one["impact"]] for one, _ in metrics["statuspage_incident_info"]]
    expected = [[name, severity] for name, _, severity in site.incidents]
    assert sorted(told) == sorted(expected or [["No Active Incidents", "none"]])
    assert len(metrics["statuspage_maintenance_info"]) == len(
        site.maintenances(running=True) + site.maintenances(running=False)
    )


def _metrics(text: str) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Prometheus' text format, for labels without quotes in them."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for line in text.splitlines():
        if line.startswith("statuspage_"):
            name, _, rest = line.partition("{")
            labels, _, value = rest.rpartition("} ")
            pairs = (one.partition('="') for one in labels.removesuffix('"').split('",'))
            found.setdefault(name, []).append(({key: text for key, _, text in pairs}, float(value)))
    return found


# ---------------------------------------------------------------- statuspage.io, for Node

STATUSPAGE_IO = """
const { Statuspage } = require("statuspage.io");
const page = new Statuspage("any");
page.setApiUrl(process.argv[1]);
const names = (list) => list.map((one) => [one.name, one.status, one.impact]);
(async () => {
  const { api } = page;
  const summary = await api.getSummary();
  console.log(JSON.stringify({
    status: (await api.getStatus()).status,
    components: (await api.getComponents()).components.map((one) => [one.name, one.status]),
    summary: [summary.status, names(summary.incidents), summary.scheduled_maintenances.length],
    incidents: (await api.incidents.getAll()).incidents.map((one) => one.name),
    unresolved: names((await api.incidents.getUnresolved()).incidents),
    upcoming: (await api.scheduledMaintenances.getUpcoming()).scheduled_maintenances
      .map((one) => one.name),
  }));
})();
"""


def test_statuspage_io(site: Served) -> None:
    read = run_node("statuspage.io", STATUSPAGE_IO, site.url)
    assert read["status"]["indicator"] == site.indicator
    statuses = dict(read["components"])
    assert {name: statuses[name] for name in site.components} == site.components
    planned, running = (site.maintenances(running=one) for one in (False, True))
    assert read["summary"] == [read["status"], site.incidents, len(planned) + len(running)]
    assert read["unresolved"] == site.incidents
    assert read["incidents"] == site.all_incidents[:50]
    assert read["upcoming"] == planned


# ---------------------------------------------------------------- @aero/statuspage, for Node

AERO = """
const { StatusPageClient, maintenances } = require("@aero/statuspage");
const client = () => new StatusPageClient(process.argv[1]);
const names = (list) => list.map((one) => [one.name, one.status, one.impact]);
(async () => {
  const summary = await client().summary();
  const components = await client().components();
  const flat = components.flatMap((one) => (one.children.length ? one.children : [one]));
  console.log(JSON.stringify({
    status: (await client().status()).status.indicator,
    updated: [summary.page.updated, ...flat.map((one) => one.updated)].every((at) => at.getTime() > 0),
    components: flat.map((one) => [one.name, one.status]),
    groups: summary.components.map((one) => [one.name, one.children.map((child) => child.name)]),
    unresolved: names(await client().incidents(true)),
    incidents: (await client().incidents()).map((one) => one.name),
    texts: (await client().incidents()).every((one) => one.updates.every((update) => update.description)),
    active: (await client().maintenances(maintenances.ACTIVE)).map((one) => one.name),
    upcoming: (await client().maintenances(maintenances.UPCOMING)).map((one) => one.name),
    all: (await client().maintenances(maintenances.ALL)).length,
  }));
})();
"""


def test_aero(site: Served) -> None:
    read = run_node("@aero/statuspage", AERO, site.url)
    assert read["status"] == site.indicator
    assert read["updated"] is read["texts"] is True
    assert dict(read["components"]) == site.components
    assert dict(read["groups"]) == site.groups
    assert read["unresolved"] == site.incidents
    assert read["incidents"] == site.all_incidents[:50]
    assert read["active"] == site.maintenances(running=True)
    assert read["upcoming"] == site.maintenances(running=False)
    assert 0 < read["all"] <= 50
