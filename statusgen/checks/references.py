"""What the content points at must exist."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain

from statusgen.checks.facts import Whole
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.site import Site
from statusgen.rules import problem


def monitors_exist(whole: Whole) -> Iterator[Diagnostic]:
    """Every tag is one of monitors.yaml: a typing error must not show green in an outage.

    While monitors.yaml itself cannot be read nothing is said: that is one mistake, not hundreds.
    """
    site = whole.site
    if "monitors.yaml" in site.left_out:
        return
    known = frozenset(monitor.tag for monitor in site.monitors)
    if not known.issuperset(chain(site.records, *(facts.tags for facts in whole.facts))):
        yield from _strangers(site, known)


def _strangers(site: Site, known: frozenset[str]) -> Iterator[Diagnostic]:
    for entry in site.entries:
        for tag in entry.monitors:
            if tag not in known:
                yield _unknown(entry.file, tag, known)
        for comment in entry.comments:
            for tag in comment.monitors:
                if tag not in known:
                    yield _unknown(comment.file, tag, known)
    for tag in site.records:
        if tag not in known:
            yield _unknown(f"content/status/{tag}", tag, known)


def _unknown(file: str, tag: str, known: frozenset[str]) -> Diagnostic:
    hint = _advice(tag, known)
    message = f"there is no monitor `{tag}`"
    return problem("unknown-monitor", file, message, hint=hint, route=("monitors", tag))


def channels_name_what_exists(whole: Whole) -> Iterator[Diagnostic]:
    """A filter that lets nothing through would keep a whole channel silent."""
    site = whole.site
    if "monitors.yaml" in site.left_out:
        return
    known = frozenset(monitor.tag for monitor in site.monitors)
    groups = frozenset(monitor.category for monitor in site.monitors if monitor.category)
    for index, channel in enumerate(site.settings.notifications):
        place = ("notifications", index)
        for entry, tag in enumerate(channel.monitors):
            if tag not in known:
                yield _of_filter("monitor", tag, _advice(tag, known), (*place, "monitors", entry))
        for entry, group in enumerate(channel.groups):
            if group not in groups:
                near = get_close_matches(group, sorted(groups), n=1)
                hint = f"did you mean `{near[0]}`?" if near else "name a category of monitors.yaml"
                yield _of_filter("group", group, hint, (*place, "groups", entry))


def _of_filter(what: str, name: str, hint: str, route: Route) -> Diagnostic:
    message = f"there is no {what} `{name}`"
    return problem(f"unknown-{what}", "content/site.yaml", message, hint=hint, route=route)


@lru_cache(maxsize=1024)
def _advice(tag: str, known: frozenset[str]) -> str:
    """The same tag is often wrong in many places, and the search is slow."""
    near = get_close_matches(tag, sorted(known), n=1)
    return f"did you mean `{near[0]}`?" if near else "add it to monitors.yaml, or remove it here"
