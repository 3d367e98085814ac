"""Nothing may be mistaken for something else: slugs, ids and tags."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from statusgen.checks.facts import Entry, Whole
from statusgen.content.pages import OUTPUTS, TAKEN
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.ids import free_id
from statusgen.model.incident import Comment, Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.rules import problem

_YEAR = re.compile(r"[0-9]{4}")
"""Each monitor has a page for each of its years, below its own."""


def slugs_are_unique(whole: Whole) -> Iterator[Diagnostic]:
    """Incidents, maintenances and their placeholders share one space of names."""
    named = (*whole.site.entries, *whole.site.placeholders)
    if len({one.slug for one in named}) == len(named):
        return
    first: dict[str, str] = {}
    for file, slug in sorted((one.file, one.slug) for one in named):
        if slug in first:
            message = f"`{slug}` is the slug of {_folder(first[slug])} too"
            hint = "rename one of the two folders"
            yield problem("duplicate-slug", _folder(file), message, hint=hint)
        first.setdefault(slug, file)


def ids_are_unique(whole: Whole) -> Iterator[Diagnostic]:
    """Ids of one kind differ: incidents, maintenances, monitors, and all comments."""
    site = whole.site
    yield from _unique(site.incidents)
    yield from _unique(site.maintenances)
    told = [facts.comments for facts in whole.facts]
    if len(set().union(*told)) != sum(map(len, told)):
        yield from _unique([comment for one in site.entries for comment in one.comments])
    taken: dict[int, str] = {}
    for monitor in site.monitors:
        if taken.get(monitor.id, monitor.tag) != monitor.tag:
            message = f"`{taken[monitor.id]}` has the id {monitor.id} too"
            hint = f"give one of them another: `id: {free_id(monitor.id, set(taken))}` is free"
            route = (monitor.entry, "id")
            yield problem("duplicate-id", "monitors.yaml", message, hint=hint, route=route)
        taken.setdefault(monitor.id, monitor.tag)


def _unique(named: Sequence[Incident | Maintenance | Comment[Any]]) -> Iterator[Diagnostic]:
    taken = {one.id for one in named}
    if len(taken) == len(named):
        return
    first: dict[int, str] = {}
    for file, identity in sorted((one.file, one.id) for one in named):
        if identity in first:
            message = f"{first[identity]} has the id {identity} too"
            hint = f"give one of them another: `id: {free_id(identity, taken)}` is free"
            yield problem("duplicate-id", file, message, hint=hint, route=("id",))
        first.setdefault(identity, file)


def tags_are_unique(whole: Whole) -> Iterator[Diagnostic]:
    """Two monitors may not have one tag."""
    site = whole.site
    seen: set[str] = set()
    for monitor in site.monitors:
        if monitor.tag in seen:
            message = f"an entry above has the tag `{monitor.tag}` too"
            hint = "give one of the two another tag, or delete it"
            route = (monitor.entry, "tag")
            yield problem("duplicate-tag", "monitors.yaml", message, hint=hint, route=route)
        seen.add(monitor.tag)


def pages_have_addresses(whole: Whole) -> Iterator[Diagnostic]:
    """A free page has an address of its own, that of no other page and of no language."""
    site = whole.site
    first: dict[str, str] = {}
    hint = "give the file another name"
    for page in site.pages:
        if page.slug in site.settings.all_languages:
            message = f"`/{page.slug}/` is the page in that language"
            yield problem("bad-slug", page.file, message, hint=hint)
        if page.slug in first:
            message = f"`/{page.slug}/` is the address of {first[page.slug]} too"
            yield problem("duplicate-slug", page.file, message, hint=hint)
        first.setdefault(page.slug, page.file)


def aliases_are_free(whole: Whole) -> Iterator[Diagnostic]:
    """An old path cannot be the address of something that is there."""
    site = whole.site
    named: list[tuple[str, Route, tuple[str, ...]]] = [
        (one.file, (), one.aliases) for one in whole.site.entries if one.aliases
    ]
    named += [("monitors.yaml", (one.entry,), one.aliases) for one in site.monitors if one.aliases]
    taken = _addresses(site) if named else {}
    monitors = {f"monitors/{one.tag}" for one in site.monitors}
    for file, route, aliases in named:
        for index, alias in enumerate(aliases):
            path = alias.strip("/").removesuffix("/index.html").removesuffix(".html")
            folder, _, name = path.rpartition("/")
            year = folder in monitors and _YEAR.fullmatch(name)
            if path in taken or year or path.split("/")[0] in OUTPUTS:
                owner = taken.get(path, "the site itself")
                message = f"`{alias}` is the address of {owner}"
                hint = "remove it: nobody needs to be led away from there"
                where = (*route, "aliases", index)
                yield problem("duplicate-slug", file, message, hint=hint, route=where)
            taken.setdefault(path, file)


def _addresses(site: Site) -> dict[str, str]:
    """Every path at which there is something, and the file that says so."""
    taken = {f"incidents/{one.slug}": one.file for one in site.incidents}
    taken |= {f"maintenances/{one.slug}": one.file for one in site.maintenances}
    taken |= {f"monitors/{one.tag}": "monitors.yaml" for one in site.monitors}
    taken |= {page.slug: page.file for page in site.pages}
    own = [*TAKEN, *site.settings.all_languages, "index", "404", ""]
    return taken | dict.fromkeys(own, "the site itself")


def removed_stays_removed(whole: Whole) -> Iterator[Diagnostic]:
    """What removed.yaml names never comes back: somebody may still hold its address."""
    site = whole.site
    gone = {(one.kind, name) for one in site.removed for name in (one.slug, one.id) if name}
    told = {name for kind, name in gone if kind == "comment"}
    for run, facts in whole.known if gone else ():
        comments = told.intersection(facts.comments)
        for entry in run:
            yield from _returned(entry, gone)
            for comment in entry.comments if comments else ():
                if comment.id in comments:
                    yield _gone(comment.file, comment.id, ("id",))
    for monitor in site.monitors:
        if ("monitor", monitor.tag) in gone:
            message = f"removed.yaml says that the monitor `{monitor.tag}` is gone for good"
            hint = "give it another tag"
            route = (monitor.entry, "tag")
            yield problem("removed-id-reused", "monitors.yaml", message, hint=hint, route=route)
        elif ("monitor", monitor.id) in gone:
            yield _gone("monitors.yaml", monitor.id, (monitor.entry, "id"))


def _returned(entry: Entry, gone: Container[tuple[str, str | int]]) -> Iterator[Diagnostic]:
    kind = "incident" if isinstance(entry, Incident) else "maintenance"
    if (kind, entry.slug) in gone:
        message = f"removed.yaml says that `{entry.slug}` is gone for good"
        hint = "give the folder another name"
        yield problem("removed-id-reused", _folder(entry.file), message, hint=hint)
    elif (kind, entry.id) in gone:
        yield _gone(entry.file, entry.id, ("id",))


def _gone(file: str, identity: int, route: Route) -> Diagnostic:
    message = f"removed.yaml says that the id {identity} is gone for good"
    hint = f"give it another, such as `id: {identity + 1}`"
    return problem("removed-id-reused", file, message, hint=hint, route=route)


def _folder(file: str) -> str:
    return str(PurePosixPath(file).parent)
