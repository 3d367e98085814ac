"""The feeds as feed readers see them, from content as people write it."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from statusgen.artifact import Artifact, each
from statusgen.snapshot import Snapshot
from statusgen.targets import feeds
from tests.rendered import changed, rendered
from tests.sites import BASE, instant, snapshot_of

NOW = "2026-01-16T00:00Z"
NEXT_MONTH = "2026-02-01T00:00Z"
LATER = "2027-01-16T00:00Z"

OUTAGE = "content/incidents/2026-01-15-outage"
OPENING = """\
---
id: 7
title: API outage
start: 2026-01-15T10:00:00Z
monitors:
  api: DOWN
---
Nothing works. See [the runbook](runbook/).
"""

ATOM = "{http://www.w3.org/2005/Atom}"

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The files of the feeds of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        return rendered(feeds.plan(snapshot_of(tmp_path, content, now)))

    return files


def read(data: bytes) -> Any:
    """A feed as feedparser understands it; it must have nothing to complain about."""
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(data: bytes) -> list[str]:
    return [entry.title for entry in read(data).entries]


@pytest.fixture(params=["feed.rss", "feed.atom"])
def both(request: pytest.FixtureRequest) -> str:
    """The test holds for both formats."""
    return str(request.param)


# ---------------------------------------------------------------- entries


def test_every_update_is_an_entry_newest_first(build: Build, both: str) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPENING,
            f"{OUTAGE}/2026-01-15T1010Z.identified.md": "A full disk.",
            f"{OUTAGE}/2026-01-15T1010Z.monitoring.2.md": "It is larger now.",
            f"{OUTAGE}/2026-01-15T1100Z.resolved.md": "All is well.",
            f"{OUTAGE}/2026-01-20T0900Z.postmortem.md": "What we learned.",
        },
        "2026-02-01T00:00Z",
    )
    assert titles(files[both]) == [
        "Postmortem: API outage",
        "Resolved: API outage",
        "Monitoring: API outage",
        "Identified: API outage",
        "Investigating: API outage",
    ]


def test_an_entry(build: Build, both: str) -> None:
    comment = "---\nid: 12\nauthor: Ada\ncorrection: wrong number\n---\nA *full* disk."
    files = build(
        {
            f"{OUTAGE}/incident.md": OPENING,
            f"{OUTAGE}/2026-01-15T1010Z.identified.md": comment,
        }
    )
    entry = read(files[both]).entries[0]
    assert entry.id == "tag:status.example.com,2005:incident/7/update/12"
    assert entry.link == "https://status.example.com/incidents/2026-01-15-outage/#update-12"
    assert calendar.timegm(entry.published_parsed) == instant("2026-01-15T10:10Z")
    assert entry.author == "Ada"
    html = entry.content[0].value if both == "feed.atom" else entry.description
    assert html == (
        "<p>A <em>full</em> disk.</p>\n<p><em>Edited: wrong number</em></p>\n<p>Affected: API</p>"
    )
    assert [(tag.scheme, tag.label or tag.term) for tag in entry.tags] == [
        ("tag:status.example.com,2005:state", "identified"),
        ("tag:status.example.com,2005:impact", "DOWN"),
        ("tag:status.example.com,2005:monitor", "API"),
    ]


def test_content_is_escaped_html_and_its_links_are_absolute(build: Build) -> None:
    files = build(
        {
            "content/site.yaml": "title: E\nurl: https://example.com/status\n",
            f"{OUTAGE}/incident.md": OPENING,
        }
    )
    content = etree.fromstring(files["feed.atom"]).find(f"{ATOM}entry/{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert '<a href="https://example.com/status/runbook/">' in str(content.text)


def test_a_corrected_update_is_newer_but_keeps_its_place(build: Build) -> None:
    edited = "---\nid: 1\nupdated_at: 2026-01-15T18:00:00Z\n---\nA full disk."
    files = build(
        {
            f"{OUTAGE}/incident.md": OPENING,
            f"{OUTAGE}/2026-01-15T1010Z.identified.md": edited,
            f"{OUTAGE}/2026-01-15T1100Z.resolved.md": "All is well.",
        }
    )
    feed = read(files["feed.atom"])
    assert feed.feed.updated == "2026-01-15T18:00:00+00:00"
    assert [(entry.published, entry.updated) for entry in feed.entries[:2]] == [
        ("2026-01-15T11:00:00+00:00", "2026-01-15T11:00:00+00:00"),
        ("2026-01-15T10:10:00+00:00", "2026-01-15T18:00:00+00:00"),
    ]


def test_an_incident_that_has_no_update_yet_is_told_all_the_same(build: Build, both: str) -> None:
    files = build({f"{OUTAGE}/incident.md": OPENING.partition("Nothing")[0]})
    (entry,) = read(files[both]).entries
    assert entry.title == "Investigating: API outage"
    assert entry.id == "tag:status.example.com,2005:incident/7"
    assert calendar.timegm(entry.published_parsed) == instant("2026-01-15T10:00Z")


def test_the_on_call_side_shows_as_what_the_public_saw(build: Build, both: str) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPENING,
            f"{OUTAGE}/2026-01-15T1010Z.escalated.md": "The database team helps.",
        }
    )
    assert titles(files[both]) == ["Investigating: API outage"] * 2


def test_a_notice_has_no_state(build: Build, both: str) -> None:
    notice = "content/incidents/new-addresses"
    files = build(
        {
            f"{notice}/incident.md": "---\ntitle: New addresses\nkind: notice\n"
            "start: 2026-01-15T10:00Z\n---\nFrom May on.",
            f"{notice}/2026-01-15T1100Z.identified.md": "From June on.",
        }
    )
    assert titles(files[both]) == ["Update: New addresses", "New addresses"]


def test_the_language_of_the_page(build: Build, both: str) -> None:
    files = build(
        {
            "content/site.yaml": BASE["content/site.yaml"] + "language: de\n",
            "monitors.yaml": "- tag: api\n  name: API\n  name.de: Schnittstelle\n",
            f"{OUTAGE}/incident.md": OPENING.replace("title:", "title.de: Ausfall\ntitle:"),
            f"{OUTAGE}/incident.de.md": "Nichts geht.",
        }
    )
    feed = read(files[both])
    assert feed.feed.language == "de"
    (entry,) = feed.entries
    assert entry.title == "Investigating: Ausfall"
    assert "<p>Nichts geht.</p>\n<p>Affected: Schnittstelle</p>" in entry.summary


# ---------------------------------------------------------------- maintenances

WORK = "content/maintenances/2026-03-01-work"
WORK_FILE = """\
---
id: 5
title: New servers
start: 2026-03-01T22:00:00Z
duration: 3h
monitors: [database]
created_at: 2026-01-10T09:00:00Z
---
The database moves.
"""


def test_a_maintenance_is_announced_and_every_update_is_an_entry(build: Build, both: str) -> None:
    files = build(
        {
            f"{WORK}/maintenance.md": WORK_FILE,
            f"{WORK}/2026-03-01T2205Z.in-progress.md": "It has begun.",
            f"{WORK}/2026-03-02T0030Z.completed.md": "---\nid: 3\n---\nDone.",
        },
        "2026-03-03T00:00Z",
    )
    feed = read(files[both])
    assert [entry.title for entry in feed.entries] == [
        "Completed: New servers",
        "In progress: New servers",
        "Scheduled: New servers",
    ]
    done, _, announced = feed.entries
    assert done.id == "tag:status.example.com,2005:maintenance/5/update/3"
    assert announced.id == "tag:status.example.com,2005:maintenance/5"
    assert announced.link == "https://status.example.com/maintenances/2026-03-01-work/"
    assert calendar.timegm(announced.published_parsed) == instant("2026-01-10T09:00Z")
    assert announced.summary.startswith(
        "<p><strong>2026-03-01 22:00 – 2026-03-02 01:00 UTC</strong></p>\n"
        "<p>The database moves.</p>\n"
    )


def test_without_created_at_it_is_announced_a_week_before(build: Build, both: str) -> None:
    undated = {f"{WORK}/maintenance.md": WORK_FILE.replace("created_at", "# written")}
    assert titles(build(undated, "2026-02-22T21:59Z")[both]) == []
    (entry,) = read(build(undated, "2026-02-22T22:00Z")[both]).entries
    assert calendar.timegm(entry.published_parsed) == instant("2026-02-22T22:00Z")


def test_a_recurring_maintenance_is_announced_once(build: Build, both: str) -> None:
    german = "title: E\nurl: https://status.example.com\nlanguage: de\n"
    files = build(
        {
            "content/site.yaml": german,
            f"{WORK}/maintenance.md": WORK_FILE.replace("3h", "1h\nrrule: FREQ=WEEKLY;COUNT=9"),
            f"{WORK}/maintenance.de.md": "Die Datenbank zieht um.",
        },
        "2026-04-01T00:00Z",
    )
    (entry,) = read(files[both]).entries
    assert entry.summary.startswith(
        "<p><strong>2026-03-01 22:00 – 23:00 UTC, recurring</strong></p>\n"
        "<p>Die Datenbank zieht um.</p>\n"
    )


def test_nothing_in_a_feed_is_from_the_future(build: Build) -> None:
    planned = "---\ntitle: Later\nstart: 2026-06-01T00:00Z\nduration: 1h\n"
    files = build(
        {
            "content/maintenances/a/maintenance.md": planned + "---\n",
            "content/maintenances/a/2026-01-05T0000Z.scheduled.md": "Mark your calendars.",
            "content/maintenances/b/maintenance.md": planned
            + "created_at: 2026-02-01T00:00Z\n---\n",
            "content/maintenances/c/maintenance.md": planned
            + "created_at: 2026-01-01T00:00Z\nstatus: INACTIVE\n---\n",
        }
    )
    feed = read(files["feed.atom"])
    assert {entry.published for entry in feed.entries} == {"2026-01-05T00:00:00+00:00"}
    assert len(feed.entries) == 2


# ---------------------------------------------------------------- feeds


def test_the_addresses_of_a_feed(build: Build) -> None:
    files = build({"content/site.yaml": "title: E\nurl: https://Example.com/status\n"})
    assert sorted(files)[:6] == [
        "feed.atom",
        "feed.json",
        "feed.rss",
        "feeds.opml",
        "history.atom",
        "history.rss",
    ]
    assert {f"monitors/api/feed.{form}" for form in ("atom", "json", "rss")} <= files.keys()
    atom = etree.fromstring(files["monitors/api/feed.atom"])
    assert [(link.get("rel"), link.get("href")) for link in atom.iterfind(f"{ATOM}link")] == [
        ("self", "https://Example.com/status/monitors/api/feed.atom"),
        ("alternate", "https://Example.com/status/monitors/api/"),
    ]
    assert atom.findtext(f"{ATOM}id") == "tag:example.com,2005:monitors/api/feed"
    rss = etree.fromstring(files["feed.rss"])
    assert rss.findtext("channel/link") == "https://Example.com/status/"
    itself = rss.find(f"channel/{ATOM}link")
    assert itself is not None
    assert itself.get("href") == "https://Example.com/status/feed.rss"


def test_the_date_of_a_feed_is_that_of_its_newest_entry(build: Build) -> None:
    files = build({f"{OUTAGE}/incident.md": OPENING})
    assert read(files["feed.atom"]).feed.updated == "2026-01-15T10:00:00+00:00"
    rss = etree.fromstring(files["feed.rss"])
    assert rss.findtext("channel/lastBuildDate") == "Thu, 15 Jan 2026 10:00:00 +0000"


def test_an_empty_feed_has_a_date_that_never_changes(build: Build) -> None:
    files = build({})
    assert titles(files["feed.rss"]) == []
    assert read(files["feed.atom"]).feed.updated == "2000-01-01T00:00:00+00:00"
    assert files == build({}, LATER)


def test_a_monitors_feed_has_only_what_is_about_it(build: Build, both: str) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPENING,
            "content/incidents/other/incident.md": "---\ntitle: Other\nstart: 2026-01-10T00:00Z\n"
            "monitors: [api, database]\n---\nMore.",
        }
    )
    assert titles(files[f"monitors/api/{both}"]) == [
        "Investigating: API outage",
        "Investigating: Other",
    ]
    assert titles(files[f"monitors/database/{both}"]) == ["Investigating: Other"]
    assert titles(files[f"monitors/website/{both}"]) == []
    assert read(files[f"monitors/database/{both}"]).feed.title == "Database · Example Status"


def test_only_the_newest_updates_stand_in_a_feed(build: Build, both: str) -> None:
    """Also when an old incident has the news, and when much happens in one minute."""
    content = {
        "content/site.yaml": BASE["content/site.yaml"] + "feeds:\n  limit: 4\n",
        "content/incidents/old/incident.md": "---\ntitle: Old\nstart: 2026-01-01T00:00Z\n---\nO1.",
        "content/incidents/old/2026-01-09T0000Z.resolved.md": "O2.",
    }
    for n in (1, 2, 3):
        folder = f"content/incidents/new-{n}"
        content[f"{folder}/incident.md"] = (
            f"---\ntitle: New {n}\nid: {n}\nstart: 2026-01-08T00:00Z\n---\nA."
        )
        content[f"{folder}/2026-01-08T0000Z.identified.md"] = "B."
    assert titles(build(content, NEXT_MONTH)[both]) == [
        "Resolved: Old",
        "Identified: New 3",
        "Investigating: New 3",
        "Identified: New 2",
    ]


def test_news_of_old_work_are_new(build: Build, both: str) -> None:
    files = build(
        {
            "content/site.yaml": BASE["content/site.yaml"] + "feeds:\n  limit: 1\n",
            f"{WORK}/maintenance.md": WORK_FILE,
            f"{WORK}/2026-01-15T1100Z.delayed.md": "We need another week.",
            f"{OUTAGE}/incident.md": OPENING,
        },
        NEXT_MONTH,
    )
    assert titles(files[both]) == ["Delayed: New servers"]


def test_1200_incidents_leave_a_feed_of_50(tmp_path: Path) -> None:
    many = {
        f"content/incidents/i-{n}/incident.md": f"---\ntitle: N{n}\n"
        f"start: 2025-{n % 12 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:00Z\n---\nText."
        for n in range(1200)
    }
    snapshot = snapshot_of(tmp_path, many, NOW)
    newest = sorted((view.start for view in snapshot.incidents), reverse=True)[:50]
    entries = read(rendered(feeds.plan(snapshot))["feed.atom"]).entries
    assert [calendar.timegm(entry.published_parsed) for entry in entries] == newest


# ---------------------------------------------------------------- what stays


def test_ids_stay_when_something_is_added_or_changed_and_do_not_depend_on_the_path(
    build: Build, both: str
) -> None:
    content = {
        f"{OUTAGE}/incident.md": OPENING,
        f"{OUTAGE}/2026-01-15T1010Z.identified.md": "A full disk.",
        f"{WORK}/maintenance.md": WORK_FILE,
    }
    before = [entry.id for entry in read(build(content)[both]).entries]
    content[f"{OUTAGE}/2026-01-15T1005Z.investigating.md"] = "Forgotten until now."
    content[f"{OUTAGE}/2026-01-15T1100Z.resolved.md"] = "All is well."
    content[f"{OUTAGE}/incident.md"] = OPENING.replace("API outage", "Gateway outage")
    content["content/site.yaml"] = "title: New\nurl: https://status.example.com/moved/\n"
    after = [entry.id for entry in read(build(content)[both]).entries]
    assert len(after) == len(set(after)) == 5
    assert [number for number in after if number in before] == before


def test_a_later_build_writes_the_same_bytes(build: Build) -> None:
    content = {
        f"{OUTAGE}/incident.md": OPENING,
        f"{OUTAGE}/2026-01-15T1010Z.identified.md": "A full disk.",
        f"{WORK}/maintenance.md": WORK_FILE,
    }
    assert build(content, NOW) == build(content, "2026-01-31T23:59Z")
    assert build(content, NEXT_MONTH) == build(content, LATER)


def test_an_update_renders_only_the_feeds_that_show_it(tmp_path: Path) -> None:
    def planned(content: dict[str, str]) -> list[Artifact]:
        return list(each(feeds.plan(snapshot_of(tmp_path, content, NOW))))

    content = {f"{OUTAGE}/incident.md": OPENING, f"{WORK}/maintenance.md": WORK_FILE}
    before = planned(content)
    content[f"{OUTAGE}/2026-01-15T1010Z.identified.md"] = "A full disk."
    found = changed(before, planned(content))
    assert found == {"feed", "history", "monitors/api/feed"}


def test_a_link_from_the_root_is_meant_from_the_root_of_the_site(build: Build, both: str) -> None:
    files = build(
        {
            "content/site.yaml": "title: A\nurl: https://h.example/infra/status\n",
            f"{OUTAGE}/incident.md": OPENING.replace(
                "Nothing works.", "[About](/about/) [All](/)."
            ),
        }
    )
    entry = read(files[both]).entries[0]
    content = entry.content[0].value if entry.get("content") else entry.summary
    assert '<a href="https://h.example/infra/status/about/">About</a>' in content
    assert '<a href="https://h.example/infra/status/">All</a>' in content


# ---------------------------------------------------------------- what does not get out

HOSTILE = "\"quoted\" 'single' </title><script>alert(1)</script> ]]> &amp; <![CDATA[ 🔥 שלום"


def test_hostile_text_is_text(build: Build) -> None:
    quoted = HOSTILE.replace("'", "''")
    files = build(
        {
            "content/site.yaml": f"title: '{quoted}'\nurl: https://status.example.com\n",
            "monitors.yaml": f"- tag: api\n  name: '{quoted}'\n",
            f"{OUTAGE}/incident.md": OPENING.replace("API outage", f"'{quoted}'"),
            f"{OUTAGE}/2026-01-15T1010Z.identified.md": "---\n"
            f"author: '{quoted}'\ncorrection: '{quoted}'\n---\n{HOSTILE}\n",
        }
    )
    for path, data in xml(files):
        for element in etree.fromstring(data).iter(f"{ATOM}title", "title"):
            assert HOSTILE in str(element.text), path
        for html in contents(data):
            assert "<script" not in html, path
            assert (
                path.startswith("history")
                or "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt;" in html
            ), path
    entry = read(files["feed.atom"]).entries[0]
    assert entry.author == HOSTILE
    assert HOSTILE in [tag.label for tag in entry.tags]


def xml(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((path, data) for path, data in files.items() if path.endswith((".atom", ".rss")))


def contents(data: bytes) -> Iterator[str]:
    """The HTML of each entry, as a reader shows it."""
    for element in etree.fromstring(data).iter(f"{ATOM}content"):
        yield str(element.text)
    for element in etree.fromstring(data).iterfind("channel/item/description"):
        yield str(element.text)


def test_characters_that_xml_cannot_hold_do_not_stop_a_build(tmp_path: Path) -> None:
    """The reader of content refuses them: this is the second lock on the same door."""
    snapshot = with_title(
        snapshot_of(tmp_path, {f"{OUTAGE}/incident.md": OPENING}, NOW), "a\x00\ufffeb"
    )
    for path, data in xml(rendered(feeds.plan(snapshot))):
        state = "" if path.startswith("history") else "Investigating: "
        assert all(title == f"{state}a\ufffd\ufffdb" for title in titles(data))


def with_title(snapshot: Snapshot, title: str) -> Snapshot:
    return replace(snapshot, incidents=(replace(snapshot.incidents[0], title=title),))


def test_what_is_not_public_is_in_no_feed(build: Build) -> None:
    def incident(title: str, more: str) -> str:
        return f"---\ntitle: {title}\nstart: 2026-01-01T00:00Z\n{more}---\nsecret text"

    files = build(
        {
            "monitors.yaml": "- {tag: api, name: API}\n"
            "- {tag: secret-one, name: secret monitor, hidden: true}\n",
            "content/incidents/shown/incident.md": incident(
                "Shown", "monitors: [api, secret-one]\n"
            ).replace("secret text", "Public."),
            "content/incidents/shown/2026-01-01T0100Z.identified.md": "---\n"
            "visibility: internal\n---\nsecret note",
            "content/incidents/shown/2026-01-01T0200Z.identified.md": "---\n"
            "deleted: true\nreason: a secret was in it\n---\nsecret deleted",
            "content/incidents/shown/2026-01-17T0000Z.resolved.md": "secret future",
            "content/incidents/s1/incident.md": incident("secret 1", "monitors: [secret-one]\n"),
            "content/incidents/s2/incident.md": incident("secret 2", "visibility: internal\n"),
            "content/incidents/s3/incident.md": incident("secret 3", "source: ALERT\n"),
            "content/maintenances/s4/maintenance.md": incident(
                "secret 4", "duration: 1h\nvisibility: internal\n"
            ),
        }
    )
    assert titles(files["feed.rss"]) == ["Investigating: Shown"]
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]
