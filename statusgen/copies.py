"""Files of the site at a second address, for who still asks for them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from statusgen.artifact import Artifact, Files, fingerprint
from statusgen.dataclass import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """An artifact as an input of another one."""

    artifact: Artifact
    digest: bytes


def with_copies(planned: Iterable[Artifact], copies: Mapping[str, str]) -> Iterator[Artifact]:
    """The artifacts; behind each those that put one of its files at another address as well.

    ``copies`` are paths with the paths of the files that they repeat. An artifact's files are known
    by its name: a target that no artifact is named after, but for its ending, has no copy.
    """
    wanted: dict[str, list[tuple[str, str]]] = {}
    for path, target in copies.items():
        if not path.endswith("/"):
            wanted.setdefault(target.rpartition(".")[0], []).append((path, target))
    for artifact in planned:
        yield artifact
        for path, target in wanted.get(artifact.name, ()):
            source = _Source(artifact, bytes.fromhex(fingerprint(artifact)))
            yield Artifact(f"copy/{path}", render, (path, target, source))


def render(path: str, target: str, source: _Source) -> Files:
    """The file ``target`` of an artifact, at ``path``."""
    artifact = source.artifact
    for name, content in artifact.render(*artifact.inputs):
        if name == target:
            yield path, content
