"""Artifacts as the files that they become."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.artifact import fingerprint
from statusgen.series import Planned, artifacts


def rendered(planned: Iterable[Planned]) -> dict[str, bytes]:
    """Every file by its path; each artifact keeps its word on how many files it has."""
    files: dict[str, bytes] = {}
    for artifact in artifacts(planned):
        own = dict(artifact.render(*artifact.inputs))
        assert len(own) == artifact.count, artifact.name
        assert not own.keys() & files.keys(), artifact.name
        files |= own
    return files


def changed(before: Iterable[Planned], after: Iterable[Planned]) -> set[str]:
    """The names of the artifacts that a second build renders."""
    known = {artifact.name: fingerprint(artifact) for artifact in artifacts(before)}
    return {one.name for one in artifacts(after) if known.get(one.name) != fingerprint(one)}
