"""Tags made of names."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.model.slugs import slugify


def free_tag(name: str, taken: Iterable[str]) -> str:
    """A tag for a monitor of this name that no other one has."""
    known, stem, number = set(taken), slugify(name), 1
    tag = stem
    while tag in known:
        number += 1
        tag = f"{stem[:70]}-{number}"
    return tag
