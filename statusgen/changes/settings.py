"""The settings and the free pages, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from statusgen.changes.change import Moved, PageChange, What
from statusgen.changes.said import moved, names_moved
from statusgen.changes.wording import excerpt, pieces
from statusgen.model.site import FreePage, Repository, Settings
from statusgen.snapshot import Snapshot

_NOT_PUBLIC = frozenset({"notifications", "checks", "max_files", "forgotten_after", "host"})
"""What the page neither shows nor is made from."""


def settings_of(before: Settings, after: Settings) -> Iterator[Moved]:
    """Each setting of the page that is another one; what is no line of text is only named."""
    for field in fields(Settings):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _NOT_PUBLIC:
            continue
        if isinstance(old, Repository) and isinstance(new, Repository) and old.url != new.url:
            old, new = old.url, new.url  # where the page sends people to write
        plain = isinstance(old, str | int) and isinstance(new, str | int)
        values = (excerpt(str(old), 200), excerpt(str(new), 200)) if plain else ("", "")
        yield Moved(field.name.replace("_", " "), *values)


def pages_of(before: Snapshot, after: Snapshot) -> Iterator[PageChange]:
    """What became of each free page."""
    known = {one.slug: one for one in before.pages}
    for page in after.pages:
        old = known.pop(page.slug, None)
        if old is None:
            yield PageChange(What.ADDED, f"/{page.slug}/", page.title)
        elif old.digest != page.digest:
            yield from _changed(old, page)
    for gone in known.values():
        yield PageChange(What.REMOVED, f"/{gone.slug}/", gone.title)


def _changed(old: FreePage, new: FreePage) -> Iterator[PageChange]:
    facts = (
        *moved("title", old.title, new.title),
        *names_moved("title", old.titles, new.titles),
        *moved("in the navigation", str(old.navigation).lower(), str(new.navigation).lower()),
        *moved("place in the navigation", str(old.order), str(new.order)),
        *(
            Moved(f"translation ({language})")
            for language in dict.fromkeys((*old.texts, *new.texts))
            if old.texts.get(language) != new.texts.get(language)
        ),
    )
    words = pieces(old.text, new.text)
    if facts or words:
        yield PageChange(What.CHANGED, f"/{new.slug}/", new.title, facts, words)
