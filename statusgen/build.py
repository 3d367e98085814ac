"""The whole flow, in the order in which it happens: content, checks, snapshot, targets, output."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.dates import with_dates
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.site import Site
from statusgen.plan import planned
from statusgen.prepare import Options, Prepared, prepare
from statusgen.profiling import phase
from statusgen.snapshot import Snapshot
from statusgen.targets.faults import ThemeError
from statusgen.targets.looks import is_broken
from statusgen.targets.theme import Theme, built_in_theme
from statusgen.workers import beside

if TYPE_CHECKING:
    from statusgen.output import Published

__all__ = ["Built", "Options", "build"]

_MUCH = 1_000
"""So many new values take longer to write down than it takes to begin another process."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came out; ``published`` is None where errors kept everything back."""

    problems: list[Diagnostic]
    snapshot: Snapshot | None = None
    published: Published | None = None


def build(root: Path, output: Path, options: Options, memory: Memory | None = None) -> Built:
    """Publishes the site of the folder ``root`` into the folder ``output``; ``memory`` as for `check`.

    Afterwards the memory is empty.
    """
    if options.scan:
        _import_the_rest()
    found = _without_site(prepare(root, options, memory))
    with _putting_away(memory, options.jobs):
        return _built(root, output, options, found, _record(memory, output))


def _without_site(prepared: Prepared) -> Prepared:
    """Lets go of what was written, of which much is not looked at any more."""
    return replace(prepared, site=Site())


@contextmanager
def _putting_away(memory: Memory | None, jobs: int) -> Iterator[None]:
    """Writes down what shall be remembered: meanwhile, where it is much."""
    if memory is None:
        yield
        return
    if jobs > 1 and memory.news >= _MUCH:
        with beside(memory.put_away):
            memory.let_go()
            yield
        return
    with phase("remember"):
        memory.put_away()
    memory.let_go()
    yield


def _built(
    root: Path, output: Path, options: Options, prepared: Prepared, record: Path | None
) -> Built:
    problems, snapshot, theme = prepared.problems, prepared.snapshot, prepared.theme
    if snapshot is None:
        return Built(problems)
    with phase("dates"):
        snapshot, notes = with_dates(root, snapshot)
    publish_as = partial(
        _publish, root, output, snapshot, options=options, notes=notes, record=record
    )
    try:
        return Built(problems, snapshot, publish_as(theme))
    except ThemeError as error:
        if is_broken(problems):
            raise
        problems.append(error.diagnostic(f"themes/{theme.name}/theme.yaml"))
    if not options.keep_going:
        return Built(problems)
    return Built(problems, snapshot, publish_as(built_in_theme()))


def _import_the_rest() -> None:
    """What will be needed, while another process looks at the files."""
    from statusgen import dialects, output, targets  # noqa: F401
    from statusgen.content import yamldoc  # noqa: F401
    from statusgen.targets import calendar, feeds, html, text  # noqa: F401


def _record(memory: Memory | None, output: Path) -> Path | None:
    """The file that remembers what was published into a folder; None where nothing is remembered."""
    if memory is None or memory.folder is None:
        return None
    return memory.folder / f"public-{digest(os.path.abspath(output)).hex()}"


def _publish(
    root: Path,
    output: Path,
    snapshot: Snapshot,
    theme: Theme,
    options: Options,
    notes: tuple[str, ...],
    record: Path | None,
) -> Published:
    from statusgen.output import publish

    with phase("plan"):
        every = list(planned(snapshot, theme))
    published = publish(
        every,
        output,
        clean=options.clean,
        protected=(root / "content", root / "themes", root / "monitors.yaml"),
        progress=options.progress,
        jobs=options.jobs,
        state=record,
    )
    return replace(published, notes=notes + published.notes)
