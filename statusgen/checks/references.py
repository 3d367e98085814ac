"""What the content points at must exist."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Site
from statusgen.rules import problem


def monitors_exist(site: Site, now: int) -> Iterator[Diagnostic]:
    """Every tag is one of monitors.yaml: a typing error must not show green in an outage.

    While monitors.yaml itself cannot be read nothing is said: that is one mistake, not hundreds.
    """
    if "monitors.yaml" in site.left_out:
        return
    known = frozenset(monitor.tag for monitor in site.monitors)
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


@lru_cache(maxsize=1024)
def _advice(tag: str, known: frozenset[str]) -> str:
    """The same tag is often wrong in many places, and the search is slow."""
    near = get_close_matches(tag, sorted(known), n=1)
    return f"did you mean `{near[0]}`?" if near else "add it to monitors.yaml, or remove it here"
