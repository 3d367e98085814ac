"""What targets and dialects make of each incident alone, together one artifact for each of them.

Nearly all files of a site are of one incident, and nearly no incident changes from one build to
the next: so all its files, in every language and of every API, cost one fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from statusgen.artifact import Artifact, Files, code, digest
from statusgen.dataclass import dataclass

Tags = tuple[str, ...]


class Report(Protocol):
    """An incident or a maintenance; ``digest`` stands for everything in it."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def affected(self) -> Iterable[Any]:
        """What it says of each monitor that it names, by ``tag``."""

    @property
    def digest(self) -> bytes:
        """16 bytes."""


@dataclass(frozen=True, slots=True)
class Series:
    """Files of each of ``reports`` alone, planned but not rendered.

    ``kind`` names what they are; all series of a kind are of the same reports.
    ``render(*inputs, report, *extra)`` gives the files of one and gets nothing else. ``inputs`` are
    the same for all. ``extra`` is what ``named`` makes of the tags of the monitors that the report
    names, then what ``own`` makes of the report, each only where there is such a function.
    ``files`` of the report and what is its own says how many there will be. ``keys`` are words in
    the paths of its files, apart from its slug and id.
    """

    kind: str
    reports: Sequence[Report]
    render: Callable[..., Files]
    inputs: tuple[Any, ...]
    files: Callable[..., int]
    named: Callable[[Tags], Any] | None = None
    own: Callable[[Any], Any] | None = None
    keys: Callable[[Any], Iterable[str]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Cast:
    """The series of a kind, with what each knows of the same few monitors."""

    parts: tuple[tuple[Series, tuple[Any, ...]], ...]
    digest: bytes


def artifacts(planned: Iterable[Artifact | Series]) -> Iterator[Artifact]:
    """The artifacts; behind them one for each report of which there are series."""
    kinds: dict[str, list[Series]] = {}
    for one in planned:
        if isinstance(one, Artifact):
            yield one
        else:
            kinds.setdefault(one.kind, []).append(one)
    for kind, series in kinds.items():
        yield from _of_each(kind, tuple(series))


def makers(artifact: Artifact) -> Iterator[tuple[str, Files]]:
    """The files of an artifact by what renders them, as the module and the function."""
    if artifact.render is not _render:
        yield _name(artifact.render), artifact.render(*artifact.inputs)
        return
    for one, arguments in _calls(*artifact.inputs):
        yield _name(one.render), one.render(*arguments)


def keys(artifact: Artifact) -> Iterator[str]:
    """Words in the paths of an artifact's files that its own name does not have."""
    if artifact.render is _render:
        cast, report, *_ = artifact.inputs
        yield str(report.id)
        for one, _ in cast.parts:
            if one.keys:
                yield from one.keys(report)


def _of_each(kind: str, series: tuple[Series, ...]) -> Iterator[Artifact]:
    """An artifact for each report. Those that name the same monitors share all but the report."""
    casts: dict[Tags, _Cast] = {}
    common = digest([(code(one.render), one.inputs) for one in series])
    named, owned = any(one.named for one in series), any(one.own for one in series)
    tags: Tags = ()
    for report in series[0].reports:
        if named:
            tags = tuple([one.tag for one in report.affected])
        cast = casts.get(tags)
        if cast is None:
            cast = casts[tags] = _cast(series, common, tags)
        own = [one.own(report) if one.own else None for one in series] if owned else ()
        yield Artifact(f"{kind}/{report.slug}", _render, (cast, report, *own), _count)


def _cast(series: tuple[Series, ...], common: bytes, tags: Tags) -> _Cast:
    parts = tuple((one, (one.named(tags),) if one.named else ()) for one in series)
    return _Cast(parts, digest(common, [named for _, named in parts]))


def _calls(cast: _Cast, report: Report, *own: Any) -> Iterator[tuple[Series, list[Any]]]:
    """Each series with the arguments of its ``render``."""
    for number, (one, named) in enumerate(cast.parts):
        yield one, [*one.inputs, report, *named, *((own[number],) if one.own else ())]


def _render(cast: _Cast, report: Report, *own: Any) -> Files:
    for one, arguments in _calls(cast, report, *own):
        yield from one.render(*arguments)


def _count(cast: _Cast, report: Report, *own: Any) -> int:
    return sum(
        one.files(report, *((own[number],) if one.own else ()))
        for number, (one, _) in enumerate(cast.parts)
    )


def _name(render: Callable[..., Files]) -> str:
    module = render.__module__.removeprefix("statusgen.").removeprefix("targets.")
    return f"{module}.{render.__qualname__}"
