"""Everything that was ever said, month by month (RFC 5005): nothing is lost to who was away.

Only months that are over have one, so that readers may keep what they have read: the month that
goes on is in the feed itself. The feed leads to the newest archive, each archive to the one before
it and none to a later one: adding to the present leaves the past as it was, byte by byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile, zip_longest

from statusgen.artifact import Artifact, Batch, Files, batch
from statusgen.instants import month, month_around
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.document import render_part
from statusgen.targets.feeds.entries import Entry, Key, Source, View, about, entry, posts_of

FOLDER = "feeds/"


def months(sources: Iterable[Source], now: int) -> dict[str, list[View]]:
    """``2026-08`` (UTC), if it is over -> what has entries in it, the newest month first."""
    found: defaultdict[str, list[View]] = defaultdict(list)
    name, first, after = "", 0, 0
    for source in sources:
        times = source.times
        if not first <= times[-1] < after:
            name, first, after = month_around(times[-1])
        for one in (name,) if times[0] >= first else {month(at) for at in times}:
            found[one].append(source.view)
    present = month(now)
    return {name: found[name] for name in sorted(found, reverse=True) if name < present}


def not_archived(sources: Iterable[Source], now: int) -> int:
    """How many entries there are of the month that goes on; ``sources`` are newest first."""
    present = month(now)
    recent = takewhile(lambda one: month(one.newest[0]) >= present, sources)
    return sum(month(at) == present for one in recent for at in one.times)


def newest(by_month: Mapping[str, list[View]]) -> str:
    """The path of the newest archive without its extension, "" where there is none."""
    return next((FOLDER + name for name in by_month), "")


def plan(feed: Feed, by_month: Mapping[str, list[View]]) -> Iterator[Artifact]:
    """An archive of the feed for each month, planned without looking into any entry."""
    names = list(by_month)
    for name, older in zip_longest(names, names[1:], fillvalue=""):
        inputs = (feed, name, older, batch(by_month[name]))
        yield Artifact(f"{FOLDER}{name}", render, inputs, files=3)


def render(feed: Feed, name: str, older: str, views: Batch[View]) -> Files:
    """The archive of a month in each format, the newest entry first."""
    found = [one for view in views.values for one in _within(name, view, feed)]
    part = Part(f"{FOLDER}{name}", older and f"{FOLDER}{older}", archive=True)
    return render_part(feed, part, (one for _, one in sorted(found)))


def _within(name: str, view: View, feed: Feed) -> Iterator[tuple[Key, Entry]]:
    """The entries of a month, with what sorts the newest first."""
    common = about(view, feed.site, feed.language)
    for post in posts_of(view):
        at, kind, number, index = post.key
        if month(at) == name:
            yield (-at, kind, -number, -index), entry(post, common, feed.language)
