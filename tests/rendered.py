"""Artifacts as the files that they become."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.artifact import Artifact, fingerprint


def rendered(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    """Every file by its path; each artifact keeps its word on how many files it has."""
    files: dict[str, bytes] = {}
    for artifact in artifacts:
        own = dict(artifact.render(*artifact.inputs))
        assert len(own) == artifact.count, artifact.name
        assert not own.keys() & files.keys(), artifact.name
        files |= own
    return files


def changed(before: Iterable[Artifact], after: Iterable[Artifact]) -> set[str]:
    """The names of the artifacts that a second build renders."""
    known = {artifact.name: fingerprint(artifact) for artifact in before}
    return {one.name for one in after if known.get(one.name) != fingerprint(one)}
