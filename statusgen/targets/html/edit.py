"""Where people write on: links that begin a new file of a report, on the host of the repository."""

from __future__ import annotations

from enum import StrEnum

from statusgen.addresses import filled, new_file, placed
from statusgen.model.lifecycle import State
from statusgen.model.site import Repository
from statusgen.model.status import Status
from statusgen.snapshot.timeline import IncidentView

WHEN = "TIME"
"""Stands for the time in the name of a new file, until somebody knows it."""


def new_comment(repository: Repository, entry: str, state: StrEnum, beginning: str = "") -> str:
    """Where a comment on the report in the file ``entry`` is written, WHEN in its name."""
    file = f"{entry.rpartition('/')[0]}/{WHEN}.{state}.md"
    return filled(new_file(repository), placed(repository, file), beginning)


def new_update(repository: Repository | None, view: IncidentView) -> str:
    """Where a new update of an incident is written, with its name and its front matter filled
    in as far as the host allows it.
    """
    if repository is None:
        return ""
    return new_comment(repository, view.file, view.state, _beginning(view))


def _beginning(view: IncidentView) -> str:
    """The front matter of a new update: the impacts as they are, to be changed."""
    impacts = {one.tag: one.now for one in view.affected if one.now is not Status.UP}
    if not impacts or view.state is State.RESOLVED:
        return ""
    lines = [f"  {tag}: {status}" for tag, status in impacts.items()]
    return "\n".join(["---", "monitors:", *lines, "---", ""])
