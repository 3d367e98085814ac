"""What people write reaches each channel as plain text, whatever they write."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from statusgen.events import Event, fresh
from statusgen.model.channel import Channel, Kind, Means, Post
from statusgen.model.site import Settings
from statusgen.model.status import Severity
from statusgen.notify.channels import discord, email, shown, slack, teams, webhook
from statusgen.notify.clip import fit
from statusgen.notify.message import Message, of_digest, of_event
from tests.sites import snapshot_of

TITLE = (
    "\"Quoted\" 'single' ]]> <script>alert(1)</script>\r\nBcc: evil@example.com\r\n\r\n"
    "<!channel> <@U123> <https://evil.example|ok> @everyone @here &amp; שלום \u202eabc "
    "[ok](https://evil.example) ||spoiler|| :fire: {{DATE(2026-01-01T00:00:00Z)}} " + "🔥" * 300
)
TEXT = """\
<script>alert(2)</script> <img src=x onerror=alert(3)> ]]> `code` *emphasis*

1. <!channel> <!here|x> <#C1> @everyone <@!1> <@&2> <at>team</at>
2. \\[not a link](https://evil.example) and [a link](https://ok.example/?a=1&b=2)

> quoted & "so on"

"""
MAIL = Post("smtp.example.com", "Status <status@example.com>", to=("a@example.com",))


def event(**changes: Any) -> Event:
    values: dict[str, Any] = {
        "key": ("incident", "1", "update", "2"),
        "kind": Kind.OPENED,
        "at": 1768471200,
        "matters_at": 1768471200,
        "title": TITLE,
        "url": "https://status.example.com/incidents/x/#update-2",
        "base": "https://status.example.com/",
        "state": "investigating",
        "severity": Severity.MAJOR,
        "monitors": (("api", "<b>API</b> & *co*"), ("web", "@everyone\r\nX: y")),
        "groups": (),
        "text": TEXT,
    }
    return Event(**{**values, **changes})


SETTINGS = Settings(title="Example <Status> & *co*", url="https://status.example.com/")


@pytest.fixture(scope="module")
def hostile() -> Message:
    return of_event("0123456789abcdef0123456789abcdef", event(), SETTINGS)


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def test_slack_sees_no_markup(hostile: Message) -> None:
    body = json.loads(slack.compose(hostile))
    assert body["link_names"] is False
    assert body["parse"] == "none"
    own = "<https://status.example.com/incidents/x/#update-2|Details>"
    for text in strings(body):
        assert text == own or not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", text), text
    *blocks, context = body["blocks"]
    assert {block["text"]["type"] for block in blocks} == {"plain_text"}
    assert [one["type"] for one in context["elements"]][:-1] == ["plain_text"] * 2
    assert len(blocks[0]["text"]["text"]) <= 150
    assert len(blocks[1]["text"]["text"]) <= 3000
    assert "&lt;!channel&gt;" in blocks[0]["text"]["text"]


_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def test_discord_sees_no_markup_and_mentions_nobody(hostile: Message) -> None:
    body = json.loads(discord.compose(hostile))
    assert body["allowed_mentions"] == {"parse": []}
    assert "content" not in body
    (embed,) = body["embeds"]
    texts = [embed["title"], embed["description"], *(one["value"] for one in embed["fields"])]
    for text in texts:
        bare = _ESCAPED.sub("", text)
        assert not re.search(r"[\\*_~`|>\[\]()<@:#]", bare), text
    assert _ESCAPED.sub(r"\1", embed["title"]).startswith("Investigating: \"Quoted\" 'single' ]]>")
    assert re.search(r"^1\\\.", _ESCAPED.sub("", embed["description"]), re.MULTILINE) is None
    assert sum(len(text.encode("utf-16-le")) // 2 for text in strings(embed)) < 6000


def test_teams_gets_text_runs_alone(hostile: Message) -> None:
    body = json.loads(teams.compose(hostile))
    card = body["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    runs = [run for block in card["body"] for run in block["inlines"]]
    assert {run["type"] for run in runs} == {"TextRun"}
    assert runs[0]["text"].startswith("Investigating: \"Quoted\" 'single' ]]> <script>alert(1)")
    assert not any("{{" in run["text"] for run in runs)
    assert "msteams" not in card
    assert len(teams.compose(hostile)) < 28_000


def test_a_webhook_gets_it_as_it_is(hostile: Message) -> None:
    body = json.loads(webhook.compose(hostile))
    assert body["data"]["title"] == TITLE
    assert "alert(2)" in body["data"]["text"]
    assert "a link (https://ok.example/?a=1&b=2)" in body["data"]["text"]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def arrived(message: Message, recipients: tuple[str, ...] = ("a@example.com",)) -> EmailMessage:
    raw = bytes(email.compose(message, MAIL, recipients, 1768471200))
    return message_from_bytes(raw, policy=default)


def test_mail_has_no_header_of_anybody_else(hostile: Message) -> None:
    mail = arrived(hostile)
    assert [name for name in mail if name.lower() in ("bcc", "cc", "x")] == []
    assert mail["Subject"].startswith("Investigating: \"Quoted\" 'single' ]]> <script>")
    assert "Bcc: evil@example.com" in mail["Subject"], "it is text like any other"
    assert mail["Message-ID"] == "<0123456789abcdef0123456789abcdef@status.example.com>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<mailto:status@example.com?subject=unsubscribe>"
    assert mail["From"] == "Status <status@example.com>"
    raw = bytes(email.compose(hostile, MAIL, ("a@example.com",), 1768471200))
    raw.decode("ascii")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_mail_is_escaped_html_and_plain_text(hostile: Message) -> None:
    mail = arrived(hostile)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "<script>alert(2)</script> <img src=x onerror=alert(3)> ]]>" in plain.get_content()
    found = _Elements()
    found.feed(html.get_content())
    assert not {"script", "img", "iframe", "style", "form", "object"} & set(found.names)
    ours = ("https://status.example.com/", "mailto:status@example.com?subject=unsubscribe")
    assert [link for link in found.links if not link.startswith(ours)] == [
        "https://ok.example/?a=1&b=2"
    ]
    assert "<script>alert(1)</script>" in "".join(found.words)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://stätus.example/x/", "xn--sttus-hra.example"),
        ("https://[2001:db8::1]/", "localhost"),
        ("https://a..b/", "localhost"),
    ],
)
def test_odd_hosts_have_a_name_in_mail(url: str, host: str) -> None:
    message = of_event("b" * 32, event(), Settings(title="x", url=url))
    assert arrived(message)["Message-ID"] == f"<{'b' * 32}@{host}>"


def test_several_recipients_do_not_see_each_other(hostile: Message) -> None:
    mail = arrived(hostile, ("a@example.com", "b@example.com"))
    assert "@example.com" not in mail["To"].replace("undisclosed-recipients:;", "")


def test_the_same_message_is_the_same_mail(hostile: Message) -> None:
    first = bytes(email.compose(hostile, MAIL, ("a@example.com",), 1768471200))
    assert first == bytes(email.compose(hostile, MAIL, ("a@example.com",), 1768471200))


def test_recipients_from_the_environment_cannot_bring_a_line_with_them() -> None:
    assert email.recipients_of(MAIL, "b@example.com, c@example.com,\na@example.com") == [
        *("a@example.com", "b@example.com", "c@example.com"),
    ]
    for wrong in ("b@example.com\rX: y", "nobody", "<b@example.com>", "a b@example.com"):
        with pytest.raises(ValueError, match="parted by commas"):
            email.recipients_of(MAIL, wrong)


@pytest.mark.parametrize("compose", [slack.compose, discord.compose, teams.compose])
def test_a_digest_fits_as_well(compose: Any) -> None:
    events = [event(key=("incident", str(n), "opened"), title=f"{n} {TITLE}") for n in range(1200)]
    message = of_digest("d" * 32, events, SETTINGS)
    assert message.title == "1,200 updates: Example <Status> & *co*"
    assert message.text.endswith("… and 1,150 more")
    assert len(compose(message)) < 28_000


def test_what_fits_is_cut_between_escapes() -> None:
    assert fit("a" * 10, 10) == "a" * 10
    assert fit("a" * 11, 10) == "a" * 9 + "…"
    assert fit("<<<", 9, slack.escape) == "&lt;&lt;…"
    assert fit("🔥🔥🔥", 5) == "🔥🔥…"
    assert fit("*" * 5, 6, discord.escape) == "\\*\\*…"


WORDS = {
    "content/incidents/2026-01-15-a/incident.md": "---\ntitle: Outage\n"
    "start: 2026-01-15T10:00Z\nmonitors: {api: PARTIAL}\n---\nIt is slow.\n",
    "content/incidents/2026-01-15-a/2026-01-15T1030Z.resolved.md": "Done.\n",
    "content/incidents/2026-01-15-a/2026-01-15T1100Z.identified.md": "Not yet.\n",
    "content/incidents/2026-01-15-a/2026-01-15T1130Z.resolved.md": "Now it is.\n",
    "content/incidents/2026-01-15-a/2026-01-15T1145Z.postmortem.md": "A disk.\n",
    "content/incidents/2026-01-15-n/incident.md": "---\ntitle: We move\nkind: notice\n"
    "start: 2026-01-15T09:00Z\n---\nTo another city.\n",
    "content/maintenances/work/maintenance.md": "---\ntitle: Restart\n"
    "start: 2026-01-15T10:00Z\nduration: 1h\nmonitors: [database]\n---\nA new disk.\n",
}


def test_the_words_before_the_titles(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, WORDS, "2026-01-15T12:00Z")
    titles = [of_event("x", one, snapshot.settings).title for one in fresh(snapshot, 0)]
    assert titles == [
        "Maintenance scheduled: Restart",
        "Notice: We move",
        "Investigating: Outage",
        "Maintenance in progress: Restart",
        "Resolved: Outage",
        "Reopened: Outage",
        "Maintenance completed: Restart",
        "Resolved: Outage",
        "Postmortem: Outage",
    ]
    facts = of_event("x", fresh(snapshot, 0)[0], snapshot.settings).facts
    assert facts == (
        ("Affected", "Database"),
        ("Time", "2026-01-15 10:00 to 2026-01-15 11:00 UTC"),
    )


def test_a_dry_run_shows_no_secret(hostile: Message) -> None:
    channel = Channel("hook", Means.WEBHOOK, url_env="HOOK_URL", secret_env="HOOK_SECRET")
    found = shown(hostile, channel, 1768471200)
    assert found.where == "POST $HOOK_URL"
    assert "webhook-signature: v1,<signed with $HOOK_SECRET>" in found.headers
    assert json.loads(found.body)["data"]["title"] == TITLE
