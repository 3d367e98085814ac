"""A hostile incident, from its file to what real servers receive in every kind of channel."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pytest

from tests.notify.places import HERE, HOOK, IT, NOW, Place
from tests.notify.receivers import Asked, Receiver, mail_server
from tests.sites import diagnose, instant, write_site

TITLE = (
    '"Quoted" <script>alert(1)</script> ]]> <!channel> @everyone [x](https://evil.example) '
    "*b* עברית " + "🔥" * 100
)
TEXT = "<script>alert(2)</script> ]]> <!channel> @everyone <@U1>\n\n" + "🔥" * 300 + "\n"
FILES = {
    f"{IT}/incident.md": f"---\ntitle: '{TITLE}'\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n---\n"
    + TEXT
}


@pytest.fixture
def told(tmp_path: Path, receiver: Receiver) -> Iterator[tuple[dict[str, Asked], EmailMessage]]:
    """The requests by the name of their channel, and the mail."""
    kinds = ("slack", "discord", "teams")
    chats = [f"{{name: {one}, kind: {one}, url_env: {one.upper()}, {HERE}}}" for one in kinds]
    with mail_server(None) as server:
        mail = (
            f"{{name: mail, kind: email, host: 127.0.0.1, port: {server.port}, security: none, "
            "allow_private: true, from: a@example.com, to: [b@example.com]}"
        )
        secrets = {one.upper(): f"{receiver.url}/{one}" for one in kinds}
        place = Place(tmp_path, (HOOK, *chats, mail), receiver.url, secrets=secrets)
        place.baseline()
        place.notify(FILES)
        assert {str(one.state) for one in place.told} == {"sent"}
        paths = {one.path.rpartition("/")[2]: one for one in receiver.asked}
        yield paths, server.mails[0]


def test_it_arrives_everywhere_as_text(told: tuple[dict[str, Asked], EmailMessage]) -> None:
    asked, mail = told
    shown = f"Investigating: {TITLE}"
    assert asked["s3cr3t-path"].is_signed()
    assert asked["s3cr3t-path"].json["data"]["title"] == TITLE
    assert asked["s3cr3t-path"].json["data"]["text"] == TEXT.strip()
    slack = asked["slack"].body.decode()
    assert "<!channel>" not in slack
    assert "<script>" not in slack
    header, section = asked["slack"].json["blocks"][:2]
    assert shown.startswith(unescape(header["text"]["text"]).removesuffix("…"))
    assert unescape(section["text"]["text"]) == TEXT.strip()
    discord = asked["discord"].json
    assert discord["allowed_mentions"] == {"parse": []}
    assert "\\@everyone" in discord["embeds"][0]["title"]
    card = asked["teams"].json["attachments"][0]["content"]
    assert card["body"][0]["inlines"][0]["text"] == shown
    assert card["body"][1]["inlines"][0]["text"] == TEXT.strip()
    assert shown.startswith(mail["Subject"].removesuffix("…"))
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert rich
    assert TEXT.strip() in plain.get_content().replace("\r\n", "\n")
    html = rich.get_content()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("odd", ["\\r\\nBcc: x@example.com", "\\u202e", "\\0", "\\x1b[31m"])
def test_what_ends_a_line_or_turns_it_around_never_gets_that_far(tmp_path: Path, odd: str) -> None:
    files = {f"{IT}/incident.md": f'---\ntitle: "A{odd}"\nstart: 2026-01-15T10:00Z\n---\nx\n'}
    found = {one.diagnostic.code for one in diagnose(write_site(tmp_path, files), instant(NOW))}
    assert found & {"control-character", "bidi-character"}
