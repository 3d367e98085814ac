"""Times, impacts and other values as a line says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from statusgen.changes.change import Moved
from statusgen.model.site import Site
from statusgen.model.status import Status


def when(at: int | None) -> str:
    """An instant in UTC, its seconds only where there are any; "" for none."""
    if at is None:
        return ""
    seconds = ":%S" if at % 60 else ""
    return datetime.fromtimestamp(at, UTC).strftime(f"%Y-%m-%d %H:%M{seconds} UTC")


def span(start: int, end: int | None) -> str:
    """From when to when."""
    if end is None:
        return f"from {when(start)}"
    first, last = when(start).removesuffix(" UTC"), when(end)
    same = first[:10] == last[:10]
    return f"{first} to {last[11:] if same else last}"


def impacts(found: Mapping[str, Status], names: Mapping[str, str]) -> str:
    """How badly which monitors are hit; ``names`` are of those that the public sees, by tag."""
    return ", ".join(f"{names[tag]}: {status}" for tag, status in found.items() if tag in names)


def reason_of(site: Site, kind: str, number: int, slug: str) -> str:
    """Why removed.yaml says that something is gone; "" where it does not."""
    named = (
        one for one in site.removed if one.kind == kind and (one.id == number or one.slug == slug)
    )
    return next((one.reason for one in named), "")


def moved(name: str, before: str, after: str) -> Iterator[Moved]:
    """The fact, if it is another one."""
    if before != after:
        yield Moved(name, before, after)


def names_moved(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Moved]:
    """The translations of a name that are other ones."""
    for language in dict.fromkeys((*before, *after)):
        yield from moved(f"{name} ({language})", before.get(language, ""), after.get(language, ""))
