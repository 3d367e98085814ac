"""What feeds have besides their newest entries: archives, other subjects, other forms."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest

from statusgen.targets import feeds
from tests.rendered import rendered
from tests.sites import snapshot_of

URL = "https://status.example.com/"
SITE = f"title: Example Status\nurl: {URL}\nfeeds: {{limit: 2}}\n"
OUTAGE = "content/incidents/2026-01-15-outage"
CONTENT = {
    "content/site.yaml": SITE,
    f"{OUTAGE}/incident.md": (
        "---\nid: 7\ntitle: API outage\nstart: 2025-12-31T22:00:00Z\n"
        "monitors: {api: DOWN}\n---\nNothing works."
    ),
    f"{OUTAGE}/2026-01-01T0030Z.identified.md": "A full disk.",
    f"{OUTAGE}/2026-01-15T1100Z.resolved.md": "All is well.",
    "content/maintenances/disk/maintenance.md": (
        "---\nid: 9\ntitle: New disks\nstart: 2026-02-20T02:00:00Z\nduration: 2h\n"
        "created_at: 2026-02-01T09:00:00Z\nmonitors: [database]\n---\nLarger ones."
    ),
}
NOW = "2026-02-02T00:00Z"


def built(root: Path, content: Mapping[str, str] = CONTENT, now: str = NOW) -> dict[str, bytes]:
    return rendered(feeds.plan(snapshot_of(root, content, now)))


def read(data: bytes) -> Any:
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(data: bytes) -> list[str]:
    return [entry.title for entry in read(data).entries]


def chain(files: Mapping[str, bytes], form: str) -> Iterator[Any]:
    """The feed, then each archive that the one before leads to."""
    path: str | None = f"feed.{form}"
    while path:
        found = read(files[path])
        yield found
        links = {link.rel: link.href.removeprefix(URL) for link in found.feed.links}
        path = links.get("prev-archive")


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_nothing_is_lost_to_a_reader_that_was_away(tmp_path: Path, form: str) -> None:
    parts = list(chain(built(tmp_path), form))
    assert [[entry.title for entry in part.entries] for part in parts] == [
        ["Scheduled: New disks", "Resolved: API outage"],
        ["Resolved: API outage", "Identified: API outage"],
        ["Investigating: API outage"],
    ]
    assert parts[0].feed.get("id") == parts[1].feed.get("id")


def test_an_archive_says_that_it_is_one_and_where_the_feed_is(tmp_path: Path) -> None:
    archive = built(tmp_path)["feeds/2026-01.atom"]
    assert b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>' in archive or (
        b"<fh:archive/>" in archive
    )
    links = {link.rel: link.href for link in read(archive).feed.links}
    assert links == {
        "self": f"{URL}feeds/2026-01.atom",
        "alternate": URL,
        "prev-archive": f"{URL}feeds/2025-12.atom",
        "current": f"{URL}feed.atom",
    }


def test_the_present_leaves_the_archives_of_the_past_as_they_are(tmp_path: Path) -> None:
    before = built(tmp_path / "a")
    news = {
        "content/incidents/new/incident.md": "---\ntitle: New\nstart: 2026-02-01T10:00Z\n---\nX"
    }
    after = built(tmp_path / "b", CONTENT | news)
    archives = [path for path in after if path.startswith("feeds/")]
    assert archives
    assert [path for path in archives if before.get(path) != after[path]] == []


def test_the_feed_has_all_of_the_month_that_goes_on(tmp_path: Path) -> None:
    comments = {f"{OUTAGE}/2026-01-16T1{n}00Z.resolved.md": f"Note {n}." for n in range(6)}
    during = read(built(tmp_path, CONTENT | comments, "2026-01-17T00:00Z")["feed.atom"])
    assert len(during.entries) == 8
    later = built(tmp_path, CONTENT | comments, "2026-02-02T00:00Z")
    assert len(read(later["feed.atom"]).entries) == 2
    assert len(read(later["feeds/2026-01.atom"]).entries) == 8


def test_json_feed_has_the_same_entries_and_turns_pages(tmp_path: Path) -> None:
    files = built(tmp_path)
    found = json.loads(files["feed.json"])
    assert {key: found[key] for key in found if key != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example Status",
        "home_page_url": URL,
        "feed_url": f"{URL}feed.json",
        "language": "en",
        "authors": [{"name": "Example Status", "url": URL}],
        "next_url": f"{URL}feeds/2026-01.json",
    }
    assert found["items"][1] == {
        "id": read(files["feed.atom"]).entries[1].id,
        "url": f"{URL}incidents/2026-01-15-outage/#update-{found['items'][1]['id'].rpartition('/')[2]}",
        "title": "Resolved: API outage",
        "content_html": "<p>All is well.</p>\n<p>Affected: API</p>\n",
        "date_published": "2026-01-15T11:00:00Z",
        "date_modified": "2026-01-15T11:00:00Z",
        "tags": ["resolved", "DOWN", "api"],
    }
    ids, path = [], "feed.json"
    while path:
        document = json.loads(files[path])
        ids += [item["id"] for item in document["items"]]
        path = document.get("next_url", "").removeprefix(URL)
    assert len(set(ids)) == 4


def test_maintenances_and_groups_have_feeds_of_their_own(tmp_path: Path) -> None:
    monitors = (
        "- {tag: api, name: API, category: Front end}\n"
        "- {tag: database, name: Database, category: データ}\n"
    )
    files = built(tmp_path, CONTENT | {"monitors.yaml": monitors})
    assert titles(files["maintenances/feed.atom"]) == ["Scheduled: New disks"]
    assert titles(files["groups/front-end/feed.rss"]) == [
        "Resolved: API outage",
        "Identified: API outage",
    ]
    (other,) = {path for path in files if path.startswith("groups/group-") and "json" in path}
    assert json.loads(files[other])["title"] == "データ · Example Status"


def test_an_incident_is_one_entry_in_the_markup_of_statuspage(tmp_path: Path) -> None:
    (entry,) = read(built(tmp_path)["history.atom"]).entries
    assert entry.id == "tag:status.example.com,2005:Incident/7"
    assert read(built(tmp_path)["history.atom"]).feed.id == "tag:status.example.com,2005:history"
    assert (entry.title, entry.link) == ("API outage", f"{URL}incidents/2026-01-15-outage/")
    assert (entry.published, entry.updated) == (
        "2025-12-31T22:00:00+00:00",
        "2026-01-15T11:00:00+00:00",
    )
    assert entry.content[0].value == (
        "<p> <small>Jan <var data-var='date'>15</var>, <var data-var='time'>11:00</var> UTC</small>"
        "<br> <strong>Resolved</strong> - All is well. </p>"
        " <p> <small>Jan <var data-var='date'>01</var>, <var data-var='time'>00:30</var> UTC</small>"
        "<br> <strong>Identified</strong> - A full disk. </p>"
        " <p> <small>Dec <var data-var='date'>31</var>, <var data-var='time'>22:00</var> UTC</small>"
        "<br> <strong>Investigating</strong> - Nothing works. </p>"
    )


def test_a_maintenance_in_it_says_when_it_takes_place(tmp_path: Path) -> None:
    done = {"content/maintenances/disk/2026-02-20T0400Z.completed.md": "Done."}
    files = built(tmp_path, CONTENT | done, "2026-03-01T00:00Z")
    first = read(files["history.rss"]).entries[0]
    assert first.title == "New disks"
    assert first.summary.startswith(
        "<p><strong>THIS IS A SCHEDULED EVENT Feb <var data-var='date'>20</var>,"
        " <var data-var='time'>02:00</var> - <var data-var='time'>04:00</var> UTC</strong></p>"
    )


def test_one_file_names_all_feeds(tmp_path: Path) -> None:
    files = built(tmp_path)
    outlines = ET.fromstring(files["feeds.opml"]).iter("outline")
    named = {one.get("xmlUrl", "").removeprefix(URL) for one in outlines}
    assert named == {path for path in files if path.endswith("feed.atom")}


def test_a_reader_that_polls_after_each_update_sees_every_one_exactly_once(tmp_path: Path) -> None:
    story = [path for path in CONTENT if path.startswith(OUTAGE)]
    postmortem = {f"{OUTAGE}/2026-01-20T0900Z.postmortem.md": "What we learned."}
    content = {path: CONTENT[path] for path in CONTENT if path not in story}
    seen: list[str] = []
    new: list[list[str]] = []
    steps = [{path: CONTENT[path]} for path in story]
    later = ["2025-12-31T22:01Z", "2026-01-01T00:31Z", "2026-01-15T11:01Z", "2026-01-20T09:01Z"]
    for step, now in zip([*steps, postmortem], later, strict=True):
        content |= step
        for _ in range(2):
            entries = read(built(tmp_path, content, now)["feed.atom"]).entries
            fresh = [entry for entry in reversed(entries) if entry.id not in seen]
            seen += [entry.id for entry in fresh]
            new.append([entry.title for entry in fresh])
    assert new == [
        ["Investigating: API outage"],
        [],
        ["Identified: API outage"],
        [],
        ["Resolved: API outage"],
        [],
        ["Postmortem: API outage"],
        [],
    ]
