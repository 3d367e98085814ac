"""Where the time of a build went, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.profiling import Profile

_MOST = 20


def render(profile: Profile, total: float, jobs: int) -> str:
    """Seconds by phase, and by what rendered, most first; ``total`` seconds by the clock."""
    return "\n".join([*_phases(profile, total), "", *_renderings(profile, jobs)])


def _phases(profile: Profile, total: float) -> Iterator[str]:
    yield f"{'phase':46}{'seconds':>9}{'share':>8}"
    rest = total - sum(profile.phases.values())
    for name, seconds in [*profile.phases.items(), ("everything else", rest)]:
        share = seconds / total if total else 0.0
        yield f"{name:46}{seconds:9.3f}{share:8.0%}"
    yield f"{'in all':46}{total:9.3f}{1:8.0%}"


def _renderings(profile: Profile, jobs: int) -> Iterator[str]:
    heads = "".join(f"{head:>9}" for head in ("seconds", "files", "MB", "µs/file"))
    yield f"{f'rendered and written by {jobs}':46}{heads}"
    found = sorted(profile.renderings.items(), key=lambda pair: -pair[1].seconds)
    for name, one in found[:_MOST]:
        each = 1e6 * one.seconds / one.files if one.files else 0.0
        yield f"{name:46}{one.seconds:9.3f}{one.files:9,}{one.bytes / 1e6:9.2f}{each:9.0f}"
    if len(found) > _MOST:
        rest = sum(one.seconds for _, one in found[_MOST:])
        yield f"{f'{len(found) - _MOST} more':46}{rest:9.3f}"
