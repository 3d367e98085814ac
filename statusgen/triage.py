"""What errors keep out of a site that is published all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from statusgen.artifact import digest
from statusgen.diagnostics import Diagnostic, Level
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Placeholder, Site
from statusgen.snapshot.course import is_internal

Entry = TypeVar("Entry", Incident, Maintenance)

_HIDDEN_FOR_NOW = frozenset({"comment-in-future"})
"""Errors that hide their own file until they are none any more."""


def leave_out(site: Site, problems: Iterable[Diagnostic]) -> Site:
    """``site`` without what is wrong: a bad comment goes, a bad incident leaves a placeholder.

    What lost a comment has a digest of its own, so that nobody takes it for what has all of them.
    The names of all files with errors are kept in ``left_out``, so that nothing is called well
    while something is missing; but not those of what the public does not know anyway.
    """
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if not errors:
        return site
    private = private_folders(site)
    broken = {one.where.file for one in errors if one.code not in _HIDDEN_FOR_NOW}
    incidents = [one for one in site.incidents if not _is_broken(one, broken)]
    maintenances = [one for one in site.maintenances if not _is_broken(one, broken)]
    kept = {one.slug for one in incidents} | {one.slug for one in maintenances}
    lost = [
        Placeholder(one.file, one.slug)
        for one in site.entries
        if _is_broken(one, broken) and not _below(one.file, private)
    ]
    placeholders = {one.slug: one for one in (*site.placeholders, *lost) if one.slug not in kept}
    named = {one.where.file for one in errors} | set(site.left_out)
    return replace(
        site,
        incidents=tuple(_without(one, broken) for one in incidents),
        maintenances=tuple(_without(one, broken) for one in maintenances),
        pages=tuple(page for page in site.pages if page.file not in broken),
        placeholders=tuple(placeholders.values()),
        left_out=tuple(sorted(file for file in named if not _below(file, private))),
    )


def private_folders(site: Site) -> set[str]:
    """The folders of what is internal, and of the records of hidden monitors."""
    private = {f"content/status/{one.tag}" for one in site.monitors if one.hidden}
    for incident in site.incidents:
        public = [c for c in incident.comments if c.public]
        if is_internal(incident, public):
            private.add(_folder(incident.file))
    private |= {_folder(one.file) for one in site.maintenances if one.internal}
    return private | set(site.internal)


def _below(file: str, folders: set[str]) -> bool:
    return file in folders or _folder(file) in folders


def _folder(file: str) -> str:
    return str(PurePosixPath(file).parent)


def _is_broken(one: Incident | Maintenance, broken: set[str]) -> bool:
    return one.file in broken or _folder(one.file) in broken


def _without(one: Entry, broken: set[str]) -> Entry:
    lost = [comment.file for comment in one.comments if comment.file in broken]
    if not lost:
        return one
    comments = tuple(comment for comment in one.comments if comment.file not in broken)
    return replace(one, comments=comments, digest=digest(one.digest, lost))
