"""What targets and dialects make of each incident alone, together one artifact for each of them.

Nearly all files of a site are of one incident, and nearly no incident changes from one build to
the next: so all its files, in every language and of every API, cost one fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from statusgen.artifact import Artifact, Batch, Files, Run, batch, code, cut, digest, each
from statusgen.dataclass import dataclass

Tags = tuple[str, ...]


class Report(Protocol):
    """An incident or a maintenance; ``digest`` stands for everything in it."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def id(self) -> int:
        """Its number in those of APIs."""

    @property
    def affected(self) -> Iterable[Any]:
        """What it says of each monitor that it names, by ``tag``."""

    @property
    def digest(self) -> bytes:
        """16 bytes."""


class Named(Protocol):
    """What is known of all monitors; ``digest`` stands for everything in it."""

    @property
    def digest(self) -> bytes:
        """16 bytes."""

    def named(self, tags: Tags, /) -> Any:
        """What is known of some of them."""


@dataclass(frozen=True, slots=True)
class Series:
    """Files of each of ``reports`` alone, planned but not rendered.

    ``kind`` names what they are; all series of a kind are of the same reports.
    ``render(*inputs, report, *extra)`` gives the files of one and gets nothing else. ``inputs`` are
    the same for all. ``extra`` is what ``named`` knows of the monitors that the report
    names, then what ``own`` makes of the report, each only where there is one.
    ``files`` of the report and what is its own says how many there will be. ``keys`` are words in
    the paths of its files, apart from its slug and id.
    """

    kind: str
    reports: Sequence[Report]
    render: Callable[..., Files]
    inputs: tuple[Any, ...]
    files: Callable[..., int]
    named: Named | None = None
    own: Callable[[Any], Any] | None = None
    keys: Callable[[Any], Iterable[str]] | None = None


Planned: TypeAlias = Artifact | Run | Series
"""What targets and dialects plan."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cast:
    """The series of a kind, with what each knows of the same few monitors."""

    parts: tuple[tuple[Series, tuple[Any, ...]], ...]
    digest: bytes


class _Kind:
    """All series of the same reports. Those that name the same monitors share all but the report.

    ``digest`` stands for all of it, but for what is ``owned``.
    """

    def __init__(self, series: Sequence[Series]) -> None:
        self.owned = any(one.own for one in series)
        self._series = tuple(series)
        self._named = any(one.named for one in series)
        self._common = digest([(code(one.render), one.inputs) for one in series])
        self.digest = digest(self._common, [one.named for one in self._series])
        self._casts: dict[Tags, _Cast] = {}

    def runs(self, kind: str) -> Iterator[Run]:
        """The reports in runs."""
        for some in cut(self._series[0].reports):
            yield Run.of(f"{kind}/{some[0].slug}", _planned, kind, self, batch(some))

    def inputs(self, report: Report) -> tuple[Any, ...]:
        """What the files of a report are rendered from."""
        tags: Tags = tuple([one.tag for one in report.affected]) if self._named else ()
        cast = self._casts.get(tags)
        if cast is None:
            cast = self._casts[tags] = self._cast(tags)
        own = [one.own(report) if one.own else None for one in self._series] if self.owned else ()
        return (cast, report, *own)

    def _cast(self, tags: Tags) -> _Cast:
        named = [one.named.named(tags) if one.named else None for one in self._series]
        parts = tuple(
            (one, (known,) if one.named else ())
            for one, known in zip(self._series, named, strict=True)
        )
        return _Cast(parts, digest(self._common, named))


def _planned(name: str, kind: _Kind, reports: Batch[Report]) -> Iterator[Artifact]:
    """The artifacts of some reports of a kind."""
    for report in reports.values:
        yield Artifact(f"{name}/{report.slug}", _render, kind.inputs(report), _count)


def runs(planned: Iterable[Planned]) -> Iterator[Artifact | Run]:
    """What is planned; behind it artifacts for each report of which there are series, most in runs."""
    kinds: dict[str, list[Series]] = {}
    for one in planned:
        if isinstance(one, Series):
            kinds.setdefault(one.kind, []).append(one)
        else:
            yield one
    for name, series in kinds.items():
        kind = _Kind(series)
        found = kind.runs(name)
        yield from each(found) if kind.owned else found


def artifacts(planned: Iterable[Planned]) -> Iterator[Artifact]:
    """The artifacts; behind them one for each report of which there are series."""
    return each(runs(planned))


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
