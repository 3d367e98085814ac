"""A feed itself: the newest of what there is to say of its subject."""

from __future__ import annotations

from heapq import nlargest
from operator import attrgetter

from statusgen.artifact import Artifact, Batch, Files, batch
from statusgen.targets.feeds import document
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.entries import Entry, View, entry_of, posts_of
from statusgen.targets.feeds.subjects import Subject


def artifact(subject: Subject, most: int, older: str = "") -> Artifact:
    """The feed with the ``most`` newest entries; ``older`` is the path of its newest archive.

    They can only be of those sources of which the newest entry is among the newest: however many
    updates there are, no more than ``most`` sources are looked into.
    """
    feed = subject.feed
    views = batch(source.view for source in subject.sources[:most])
    return Artifact(f"{feed.folder}feed", render, (feed, views, most, older), files=3)


def render(feed: Feed, views: Batch[View], most: int, older: str) -> Files:
    """The feed in each format."""
    found = entries(views, most, feed.site, feed.language)
    return document.render(feed, tuple(found), older)


def entries(views: Batch[View], most: int, site: str, language: str) -> list[Entry]:
    """The newest entries of what is told of, newest first."""
    posts = (post for view in views.values for post in posts_of(view))
    newest = nlargest(most, posts, key=attrgetter("key"))
    return [entry_of(post, site, language) for post in newest]
