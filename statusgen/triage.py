"""What errors keep out of a site that is published all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from statusgen.diagnostics import Diagnostic, Level
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Placeholder, Site

Entry = TypeVar("Entry", Incident, Maintenance)

_HARMLESS = frozenset({"comment-in-future"})
"""Errors that hide their own file until they are none any more."""


def leave_out(site: Site, problems: Iterable[Diagnostic]) -> Site:
    """``site`` without what is wrong: a bad comment goes, a bad incident leaves a placeholder.

    The names of all files with errors are kept in ``left_out``, so that nothing is called well
    while something is missing.
    """
    broken = {
        problem.where.file
        for problem in problems
        if problem.level is Level.ERROR and problem.code not in _HARMLESS
    }
    if not broken:
        return site
    incidents = [one for one in site.incidents if not _is_broken(one, broken)]
    maintenances = [one for one in site.maintenances if not _is_broken(one, broken)]
    kept = {one.slug for one in incidents} | {one.slug for one in maintenances}
    lost = [Placeholder(one.file, one.slug) for one in site.entries if _is_broken(one, broken)]
    placeholders = {one.slug: one for one in (*site.placeholders, *lost) if one.slug not in kept}
    return replace(
        site,
        incidents=tuple(_without(one, broken) for one in incidents),
        maintenances=tuple(_without(one, broken) for one in maintenances),
        pages=tuple(page for page in site.pages if page.file not in broken),
        placeholders=tuple(placeholders.values()),
        left_out=tuple(sorted(broken | set(site.left_out))),
    )


def _is_broken(one: Incident | Maintenance, broken: set[str]) -> bool:
    return one.file in broken or str(PurePosixPath(one.file).parent) in broken


def _without(one: Entry, broken: set[str]) -> Entry:
    comments = tuple(comment for comment in one.comments if comment.file not in broken)
    return one if len(comments) == len(one.comments) else replace(one, comments=comments)
