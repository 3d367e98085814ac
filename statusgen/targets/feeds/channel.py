"""A feed and its parts, without what is in them."""

from __future__ import annotations

from statusgen.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed without its entries: ``folder`` is where its files are, ``page`` what it is about.

    ``site`` is the URL of the site, both others are relative to it: "" for the whole of it.
    ``name`` is that of its files without their extensions.
    """

    site: str
    folder: str
    title: str
    description: str
    owner: str
    language: str
    page: str = ""
    name: str = "feed"

    @property
    def path(self) -> str:
        """Its files, relative to the site and without their extensions."""
        return self.folder + self.name


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a feed: its path without the extension, and the path of the older part ("":
    there is none). An ``archive`` (RFC 5005) is not the feed itself.
    """

    path: str
    older: str = ""
    archive: bool = False
