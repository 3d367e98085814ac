"""Where the time of a build went: by phase, by what rendered, and for whoever asks alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

from click.testing import CliRunner

from statusgen.artifact import Artifact
from statusgen.build import Options, build
from statusgen.cli import cli
from statusgen.output import publish
from statusgen.profiling import Profile, Rendering, phase, profiled, rendered, ticks
from statusgen.report import profile_text
from tests.sites import instant, write_site

NOW = instant("2026-01-15T12:00Z")


def clock() -> float:
    """A second passes each time that somebody looks."""
    return float(next(_SECONDS))


_SECONDS = count()


def pages(*paths: str) -> Iterable[tuple[str, bytes]]:
    return [(path, b"four") for path in paths]


def test_phases_add_up() -> None:
    with profiled(clock) as profile:
        for _ in range(3):
            with phase("read"):
                pass
        with phase("check"):
            clock()
    assert profile.phases == {"read": 3.0, "check": 2.0}


def test_without_a_profile_nobody_looks_at_a_clock() -> None:
    with phase("read"):
        rendered("page", ticks(), [1])
    assert ticks() == 0.0
    with profiled(clock) as profile:
        pass
    assert (profile.phases, profile.renderings) == ({}, {})


def test_a_phase_that_fails_has_taken_its_time() -> None:
    with profiled(clock) as profile:
        try:
            with phase("read"):
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    assert profile.phases == {"read": 1.0}


def test_what_processes_render_is_counted_by_what_rendered(tmp_path: Path) -> None:
    artifacts = [
        Artifact(f"page-{n}", pages, (f"{n}/a.html", f"{n}/b.html"), 2) for n in range(400)
    ]
    for jobs in (1, 3):
        with profiled(clock) as profile:
            publish(artifacts, tmp_path / str(jobs), jobs=jobs)
        (name, found) = next(iter(profile.renderings.items()))
        assert name.endswith("test_profiling.pages")
        assert (found.files, found.bytes) == (800, 3200)
        assert found.seconds == 400.0, "one look of the clock to the next, for each artifact"


def test_every_phase_of_a_build_is_there(tmp_path: Path) -> None:
    with profiled(clock) as profile:
        build(write_site(tmp_path, {}), tmp_path / "public", Options(NOW))
    assert list(profile.phases) == [
        "read",
        "theme",
        "check",
        "snapshot",
        "dates",
        "plan",
        "look at the old site",
        "render and write",
        "publish",
    ]
    assert "html.pages.home" in profile.renderings


def test_the_tables() -> None:
    profile = Profile(clock, {"read": 1.0, "render and write": 2.5})
    profile.renderings["html.pages.home"] = Rendering(0.5, 1, 2_000_000)
    profile.renderings["feeds.document.render"] = Rendering(1.5, 3_000, 1_000)
    assert profile_text.render(profile, 4.0, 2) == (
        "phase                                           seconds   share\n"
        "read                                              1.000     25%\n"
        "render and write                                  2.500     62%\n"
        "everything else                                   0.500     12%\n"
        "in all                                            4.000    100%\n"
        "\n"
        "rendered and written by 2                       seconds    files       MB  µs/file\n"
        "feeds.document.render                             1.500    3,000     0.00      500\n"
        "html.pages.home                                   0.500        1     2.00   500000"
    )


def test_the_command_prints_it_beside_the_result(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    arguments = ["-C", str(tmp_path), "build", "--now", str(NOW)]
    done = CliRunner().invoke(cli, [*arguments, "--profile"])
    assert done.exit_code == 0
    assert "html.pages.home" in done.stderr
    assert done.stdout.count("\n") == 1
    assert "seconds" not in CliRunner().invoke(cli, arguments).stderr
