"""The past of other status pages -> content: one module for each format, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from statusgen.importers.found import Found

FORMATS = {
    "cstate": "A cState site: its folder with config.yml and content/.",
    "statuspage": "A Statuspage: a document of its API v2, or a folder of them.",
    "kener": "Kener: its configuration folder (1, 2), exported issues, documents of its API (4).",
    "stactus": "A stactus site: its folder with stactus.yaml and incidents/.",
    "statusfy": "A Statusfy site: its folder with config.js and content/.",
    "statusgen": "A document of `statusgen export`.",
}
"""What can be read, and what the source of each is."""

Read = Callable[[Path, str, int], Found]


def reader(name: str) -> Read:
    """What reads a format of FORMATS: a source, a zone, and the present in Unix seconds.

    The zone is that of times that name none; "" is the one that the source says, or UTC.
    """
    read: Read = import_module(f"statusgen.importers.{name.replace('-', '_')}").read
    return read
