"""Content -> what would be published, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.cache import forgetful
from statusgen.checks import check_site
from statusgen.checks.hosting import host_limit, most_files
from statusgen.content.again import load_again
from statusgen.content.load import MONITORS, SETTINGS, Loaded
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic, Level
from statusgen.errors import UsageError
from statusgen.memory import Memory
from statusgen.model.site import Site
from statusgen.plan import plan
from statusgen.profiling import phase
from statusgen.rules import with_levels
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.targets.faults import BROKEN
from statusgen.targets.looks import looks
from statusgen.targets.theme import Theme
from statusgen.triage import leave_out
from statusgen.upgrades import outdated

if TYPE_CHECKING:
    from statusgen.content.scan import Scan
    from statusgen.content.standing import Standing


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``now`` is Unix seconds; ``base_url`` and ``theme`` "" are site.yaml's.

    ``jobs`` processes read and render; more than one must not be asked for where there are threads.
    ``scan`` is a look at the files that began before, for one build with a memory; ``standing`` what
    a process that stays, and has a memory, knows of them.
    """

    now: int
    base_url: str = ""
    theme: str = ""
    clean: bool = False
    keep_going: bool = False
    progress: Callable[[int, int], None] | None = None
    jobs: int = 1
    scan: Scan | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was written, what of it would be published, and how.

    ``snapshot`` is None where errors would keep it back.
    """

    site: Site
    problems: list[Diagnostic]
    snapshot: Snapshot | None
    theme: Theme


def check(
    root: Path,
    now: int,
    memory: Memory | None = None,
    jobs: int = 1,
    scan: Scan | None = None,
    standing: Standing | None = None,
) -> tuple[Site, list[Diagnostic]]:
    """Everything that was written in the folder ``root``, and everything that is wrong with it.

    With the ``memory`` of earlier times only what changed since is read, and ``jobs`` processes may
    read; ``scan`` and ``standing`` as in `Options`. The result is the same.
    """
    options = Options(now, jobs=jobs, scan=scan, standing=standing)
    site, _, problems = _survey(root, options, memory)
    return site, problems


def prepare(root: Path, options: Options, memory: Memory | None = None) -> Prepared:
    """What a build would publish and in which theme, and what is wrong; ``memory`` as for `check`."""
    site, theme, problems = _survey(root, options, memory)
    return Prepared(site, problems, _public(site, problems, options, memory), theme)


def survey(
    root: Path, options: Options, memory: Memory | None = None
) -> tuple[Snapshot | None, list[Diagnostic]]:
    """What a build would publish, and what is wrong; None where errors would keep it back.

    ``memory`` as for `check`.
    """
    prepared = prepare(root, options, memory)
    return prepared.snapshot, prepared.problems


def _public(
    site: Site, problems: list[Diagnostic], options: Options, memory: Memory | None
) -> Snapshot | None:
    if has_errors(problems) and not (options.keep_going and _is_publishable(site, problems)):
        return None
    settings = site.settings
    if options.base_url:
        settings = replace(settings, url=options.base_url.rstrip("/") + "/")
    with phase("snapshot"):
        shown = replace(leave_out(site, of_content(problems)), settings=settings)
        return take_snapshot(shown, options.now, memory, options.jobs)


def _survey(
    root: Path, options: Options, memory: Memory | None
) -> tuple[Site, Theme, list[Diagnostic]]:
    """The site, a theme for it, and what is wrong with both."""
    now = options.now
    with phase("read"):
        loaded = _loaded(site_root(root), options, memory or forgetful())
    settings = loaded.site.settings
    with phase("theme"):
        theme, about_theme = looks(root, loaded.site, options.theme, memory)
        own = dict.fromkeys(layer.name for layer in theme.layers if layer.own)
        about_theme += with_levels(list(outdated(root, own)), settings.checks)
    with phase("check"):
        problems = (
            loaded.problems + check_site(loaded.site, now, memory, options.jobs) + about_theme
        )
    if most_files(settings) is not None:
        shown = leave_out(loaded.site, of_content(problems))
        snapshot = take_snapshot(shown, now, memory, options.jobs)
        problems += host_limit(settings, sum(one.count for one in plan(snapshot, theme)))
    return loaded.site, theme, problems


def _loaded(root: Path, options: Options, memory: Memory) -> Loaded:
    if options.standing:
        return options.standing.load(root, memory)
    return load_again(root, memory, options.jobs, options.scan)


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether one of them stops a build."""
    return any(problem.level is Level.ERROR for problem in problems)


def _is_publishable(site: Site, problems: Iterable[Diagnostic]) -> bool:
    """Whether what can be read may be published: not with settings or monitors that are unknown.

    Under a wrong address all feeds begin anew, and without the monitors nobody knows which of
    them are hidden.
    """
    broken = {one.where.file for one in of_content(problems) if one.level is Level.ERROR}
    return SETTINGS not in broken and (MONITORS not in broken or bool(site.monitors))


def of_content(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Without what is said of a theme: another one takes its place, and no content is lost."""
    return [problem for problem in problems if problem.code != BROKEN]


def site_root(root: Path) -> Path:
    """The folder ``root``. Raises UsageError where there is no site in it."""
    if (root / "content").is_dir() or (root / "monitors.yaml").is_file():
        return root
    raise UsageError(
        f"there is no site in {root}: no content/ and no monitors.yaml; "
        "make one with `statusgen init`, or name its folder with -C"
    )
