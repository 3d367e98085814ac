"""A cState site -> content: its configuration, its issues with their updates, its pages."""

from __future__ import annotations

from pathlib import Path

from statusgen.errors import UsageError
from statusgen.importers.cstate.config import read_config
from statusgen.importers.cstate.issues import Issues
from statusgen.importers.cstate.pages import pages
from statusgen.importers.found import Found

__all__ = ["read"]


def read(source: Path, zone: str, now: int) -> Found:
    """What is in the folder of a cState site; times without a zone are in ``zone``.

    Raises UsageError where there is no such site.
    """
    if not (source / "content").is_dir():
        raise UsageError(f"there is no cState site in {source}: no folder content/")
    found = Found()
    config = read_config(source, found)
    found.entries += Issues(source, config, zone, now, found.losses).all()
    found.pages += pages(source, found.losses)
    return found
