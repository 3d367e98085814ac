"""A monitor: one thing that people rely on and look up on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from statusgen.dataclass import dataclass
from statusgen.model.status import Status


@dataclass(frozen=True, slots=True)
class Monitor:
    """An entry of monitors.yaml.

    ``since`` is the Unix time before which there is no data (None: since the site's earliest
    content). ``names`` and ``descriptions`` hold the translations by language. ``kept`` holds
    the keys that are neither used nor published, as JSON text. ``entry`` is its place in the
    file, from 0.
    """

    tag: str
    name: str
    id: int
    description: str = ""
    image: str = ""
    category: str = ""
    default_status: Status = Status.UP
    hidden: bool = False
    day_degraded_minimum_count: int = 1
    day_down_minimum_count: int = 1
    include_degraded_in_downtime: bool = False
    url: str = ""
    since: int | None = None
    routing_key: str = ""
    aliases: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A pushed status of a monitor, from ``at`` (Unix time) until its next sample."""

    at: int
    status: Status
    latency: float | None = None
