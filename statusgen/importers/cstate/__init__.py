"""A cState site -> content: its configuration, its issues with their updates, its pages."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from statusgen.editing.splice import Writable
from statusgen.errors import UsageError
from statusgen.importers.cstate.addresses import is_address, moved
from statusgen.importers.cstate.config import read_config
from statusgen.importers.cstate.issues import Issues
from statusgen.importers.cstate.pages import pages
from statusgen.importers.found import Found
from statusgen.importers.losses import Place

__all__ = ["read"]


def read(source: Path, zone: str, now: int) -> Found:
    """What is in the folder of a cState site; times without a zone are in ``zone``,
    or in that of its configuration.

    Raises UsageError where there is no such site.
    """
    if not (source / "content").is_dir():
        raise UsageError(f"there is no cState site in {source}: no folder content/")
    found = Found()
    config = read_config(source, found)
    issues = Issues(source, config, zone or config.zone, now, found.losses)
    found.entries += issues.all()
    found.pages += pages(source, found.losses)
    names = [(PurePosixPath(page.place.file).stem, page.slug) for page in found.pages]
    aliases: list[Writable] = []
    for path, target in moved(config.tags, issues.terms, names):
        if is_address(path):
            aliases.append({"path": path, "target": target})
        else:
            found.losses.left_out(Place("addresses", path), path, "this address cannot be kept")
    found.settings = {**found.settings, "aliases": aliases}
    return found
