"""Metrics for Prometheus: snapshot -> ``metrics.txt``, and the same as ``metrics``.

``metrics.txt`` has the right media type on every host; ``metrics`` is where Prometheus looks, and
is left out where a page of the site has that address. There are no timestamps: the files are the
same as long as what they say is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from statusgen import __version__
from statusgen.artifact import Artifact, Files
from statusgen.dataclass import dataclass
from statusgen.model.lifecycle import Phase
from statusgen.model.site import DAY
from statusgen.model.status import Severity, Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.monitors import UPTIME_DAYS
from statusgen.snapshot.overall import PageState

PATHS = ("metrics.txt", "metrics")

RESOLVED_WITHIN = 90
"""Days: how far back the incidents go whose time to resolve counts."""

Sample = tuple[tuple[tuple[str, str], ...], str]
"""Labels, and a value as it is written."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge: its name without ``statusgen_``, what it says, and its samples."""

    name: str
    help: str
    samples: tuple[Sample, ...]


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """One text, at one or two paths."""
    paths = PATHS if _is_free(PATHS[1], snapshot) else PATHS[:1]
    yield Artifact("metrics", render, (paths, tuple(metrics(snapshot))), len(paths))


def _is_free(name: str, snapshot: Snapshot) -> bool:
    """Whether no page stands in a folder of that name."""
    aliases = chain(
        chain.from_iterable(view.aliases for view in snapshot.incidents),
        chain.from_iterable(view.aliases for view in snapshot.maintenances),
        chain.from_iterable(view.monitor.aliases for view in snapshot.monitors),
    )
    first = {alias.strip("/").partition("/")[0] for alias in aliases}
    return name not in first and all(page.slug != name for page in snapshot.pages)


def metrics(snapshot: Snapshot) -> Iterator[Metric]:
    """All that is said, in order."""
    version = (((("version", __version__),), "1"),)
    yield Metric("build_info", "The version of statusgen that built the page.", version)
    page = snapshot.overall.state
    states = tuple(((("state", str(state)),), _bit(page is state)) for state in PageState)
    yield Metric("page_state", "The state of the page as a whole: 1 for the one it is in.", states)
    yield from _of_monitors(snapshot)
    yield from _of_incidents(snapshot)
    phases = [one.phase for view in snapshot.maintenances for one in view.occurrences]
    running = sum(phase in (Phase.IN_PROGRESS, Phase.VERIFYING) for phase in phases)
    yield Metric("maintenances_running", "Maintenances that take place.", _one(running))
    coming = sum(phase is Phase.SCHEDULED for phase in phases)
    help_text = "Maintenances that are planned for the next 90 days."
    yield Metric("maintenances_scheduled", help_text, _one(coming))
    left_out = len(snapshot.left_out)
    yield Metric("files_left_out", "Files that errors keep off the page.", _one(left_out))


def _of_monitors(snapshot: Snapshot) -> Iterator[Metric]:
    named = [
        (view, (("monitor", view.monitor.tag), ("name", view.monitor.name)))
        for view in snapshot.monitors
    ]
    yield Metric(
        "monitor_status",
        "The status of a monitor: 1 for the one it has.",
        tuple(
            ((*labels, ("status", str(status))), _bit(view.status is status))
            for view, labels in named
            for status in Status
        ),
    )
    yield Metric(
        "monitor_uptime_ratio",
        "The share of time that a monitor was up, from 0 to 1, rounded down.",
        tuple(
            ((*labels, ("window", f"{days}d")), f"{Decimal(uptime) / 100}")
            for view, labels in named
            for days, uptime in zip(UPTIME_DAYS, view.uptimes, strict=True)
            if uptime
        ),
    )


def _of_incidents(snapshot: Snapshot) -> Iterator[Metric]:
    severities = [view.severity for view in snapshot.open_incidents]
    yield Metric(
        "incidents_open",
        "Incidents that go on.",
        tuple(((("severity", str(one)),), f"{severities.count(one)}") for one in Severity),
    )
    since = snapshot.now - RESOLVED_WITHIN * DAY
    lengths = [
        view.end - view.start
        for view in snapshot.incidents
        if not (view.notice or view.open) and view.end is not None and view.end > since
    ]
    window = (("window", f"{RESOLVED_WITHIN}d"),)
    count = ((window, f"{len(lengths)}"),)
    yield Metric("incidents_resolved", "Incidents that were resolved.", count)
    mean = ((window, f"{sum(lengths) // len(lengths)}"),) if lengths else ()
    help_text = "How long these incidents took on average, in whole seconds; absent without any."
    yield Metric("incident_resolution_seconds_mean", help_text, mean)


def render(paths: tuple[str, ...], found: tuple[Metric, ...]) -> Files:
    """The text format, version 0.0.4."""
    data = "".join(_written(found)).encode(errors="backslashreplace")
    for path in paths:
        yield path, data


def _written(found: Iterable[Metric]) -> Iterator[str]:
    for metric in found:
        name = f"statusgen_{metric.name}"
        yield f"# HELP {name} {metric.help}\n# TYPE {name} gauge\n"
        for labels, value in metric.samples:
            inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
            yield f"{name}{{{inside}}} {value}\n" if inside else f"{name} {value}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _one(value: int) -> tuple[Sample, ...]:
    return (((), f"{value}"),)


def _bit(value: bool) -> str:
    return "1" if value else "0"
