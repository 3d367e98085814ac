"""The APIs that the site speaks: one module for each, with its version in its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from statusgen.dialects import (
    badges,
    build_info,
    cstate,
    kamu,
    kener_v1,
    kener_v4,
    oncall,
    openapi,
    prometheus,
    statuspage_v2,
)
from statusgen.dialects.rewrites import rules
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

__all__ = ["DIALECTS", "Dialect", "documents", "routes"]


class Dialect(Protocol):
    """What a module must have to be a dialect."""

    def documents(self, snapshot: Snapshot) -> Iterator[Planned]:
        """The API's files, planned."""


DIALECTS: dict[str, Dialect] = {
    "kener-v4": kener_v4,
    "kener-v1": kener_v1,
    "oncall": oncall,
    "kamu": kamu,
    "statuspage-v2": statuspage_v2,
    "cstate": cstate,
    "badges": badges,
    "prometheus": prometheus,
    "build": build_info,
    "openapi": openapi,
}
"""All dialects by the name that site.yaml knows them by."""

ALWAYS = ("build", "openapi")
"""The page itself reads the first, and who meets the site for the first time the second."""


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """The files of every dialect that site.yaml asks for; without a word there, of all.

    Behind them comes the host's file of rules, where site.yaml asks for one.
    """
    for dialect in _chosen(snapshot):
        yield from dialect.documents(snapshot)
    if snapshot.settings.host_rules != "none":
        yield from rules(snapshot.settings, routes(snapshot))


def routes(snapshot: Snapshot) -> tuple[str, ...]:
    """The URLs without ``.json`` that clients know of the dialects with published documents."""
    found: list[str] = []
    for dialect in _chosen(snapshot):
        own: tuple[str, ...] = getattr(dialect, "ROUTES", ())
        if own and next(dialect.documents(snapshot), None) is not None:
            found.extend(own)
    return tuple(found)


def _chosen(snapshot: Snapshot) -> Iterator[Dialect]:
    chosen = snapshot.settings.dialects
    for name, dialect in DIALECTS.items():
        if chosen is None or name in chosen or name in ALWAYS:
            yield dialect
