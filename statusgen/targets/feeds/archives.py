"""Everything that was ever said, month by month (RFC 5005): nothing is lost to who was away.

Only months that are over have one, so that readers may keep what they have read: the month that
goes on is in the feed itself. The feed leads to the newest archive, each archive to the one before
it and none to a later one: adding to the present leaves the past as it was, byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from statusgen.artifact import Artifact, Files
from statusgen.instants import day
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.document import render_part
from statusgen.targets.feeds.entries import Entry, Key, Source, View, about, entry, posts_of

FOLDER = "feeds/"


def months(sources: Iterable[Source], now: int) -> dict[str, list[Source]]:
    """``2026-08`` (UTC), if it is over -> what has entries in it, the newest month first."""
    found: dict[str, dict[tuple[str, int], Source]] = {}
    present = _month(now)
    for source in sources:
        for at in source.instants():
            month = _month(at)
            if month < present:
                found.setdefault(month, {})[source.newest[1:]] = source
    return {month: list(found[month].values()) for month in sorted(found, reverse=True)}


def not_archived(sources: Iterable[Source], now: int) -> int:
    """How many entries there are of the month that goes on."""
    present = _month(now)
    return sum(_month(at) == present for one in sources for at in one.instants())


def newest(by_month: Mapping[str, list[Source]]) -> str:
    """The path of the newest archive without its extension, "" where there is none."""
    return next((FOLDER + month for month in by_month), "")


def plan(feed: Feed, by_month: Mapping[str, list[Source]]) -> Iterator[Artifact]:
    """An archive of the feed for each month, planned without looking into any entry."""
    names = list(by_month)
    for month, older in zip_longest(names, names[1:], fillvalue=""):
        views = tuple(source.view for source in by_month[month])
        inputs = (feed, month, older, views)
        yield Artifact(f"{FOLDER}{month}", render, inputs, count=3)


def render(feed: Feed, month: str, older: str, views: tuple[View, ...]) -> Files:
    """The archive of a month in each format, the newest entry first."""
    found = [one for view in views for one in _within(month, view, feed)]
    part = Part(f"{FOLDER}{month}", older and f"{FOLDER}{older}", archive=True)
    return render_part(feed, part, (one for _, one in sorted(found)))


def _within(month: str, view: View, feed: Feed) -> Iterator[tuple[Key, Entry]]:
    """The entries of a month, with what sorts the newest first."""
    common = about(view, feed.site, feed.language)
    for post in posts_of(view):
        at, kind, number, index = post.key
        if _month(at) == month:
            yield (-at, kind, -number, -index), entry(post, common, feed.language)


def _month(at: int) -> str:
    return day(at)[:7]
