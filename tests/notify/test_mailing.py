"""Mail through a real SMTP server: with TLS or not at all, and what it says to refusals."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from statusgen.model.channel import Post, Security
from statusgen.notify.channels import email
from statusgen.notify.mailing import Login, send
from statusgen.notify.message import of_event
from statusgen.notify.outcome import Came, Outcome
from statusgen.notify.posting import Way
from tests.notify.places import IT, OPENING, Place
from tests.notify.receivers import MailServer, mail_server
from tests.notify.test_channels import SETTINGS, event

MESSAGE = of_event("a" * 32, event(), SETTINGS)
TO = ("jo@example.com", "kim@example.com")


def mailed(
    server: MailServer,
    trusted: ssl.SSLContext | None,
    login: Login | None = None,
    security: Security = Security.STARTTLS,
    host: str = "localhost",
) -> Outcome:
    post = Post(host, "Status <status@example.com>", server.port, security)
    way = Way(private=True, trusted=trusted, timeout=5)
    return send(email.compose(MESSAGE, post, TO, 0), TO, post, login or Login(), way)


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def test_one_mail_reaches_all_over_tls(certificate: Path) -> None:
    with mail_server(certificate) as server:
        assert mailed(server, trusting(certificate)) == Outcome(Came.SENT, 250)
    assert server.recipients == [list(TO)]
    (mail,) = server.mails
    assert mail["Message-ID"] == f"<{'a' * 32}@status.example.com>"
    assert mail["To"] == "undisclosed-recipients:;"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert b"jo@example.com" not in server.raw[0]


def test_without_tls_nothing_is_said(certificate: Path) -> None:
    with mail_server(None) as server:
        found = mailed(server, trusting(certificate), Login("jo", "hunter2hunter2"))
        assert found.came is Came.REFUSED
        assert server.mails == []
        assert mailed(server, None, security=Security.NONE).came is Came.SENT


def test_tls_from_the_first_byte(certificate: Path) -> None:
    with mail_server(certificate, tls=True) as server:
        assert mailed(server, trusting(certificate), security=Security.TLS).came is Came.SENT
        found = mailed(server, None, security=Security.TLS)
        assert found.note == "its certificate cannot be trusted"
        assert len(server.mails) == 1


def test_a_certificate_of_somebody_else_is_refused(certificate: Path) -> None:
    with mail_server(certificate) as server:
        assert mailed(server, None) == Outcome(
            Came.REFUSED, note="its certificate cannot be trusted"
        )
        assert server.mails == []


def test_logging_in(certificate: Path) -> None:
    with mail_server(certificate, login=True) as server:
        good = mailed(server, trusting(certificate), Login("jo", "hunter2hunter2"))
        assert good.came is Came.SENT
        bad = mailed(server, trusting(certificate), Login("jo", "wr0ng-s3cr3t"))
        assert (bad.came, bad.code) == (Came.REFUSED, 535)
        assert "wr0ng" not in bad.note
        assert set(server.logins) == {"jo"}
        assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("refused", "came", "code", "note"),
    [
        ({TO[0]: "550 nobody"}, Came.SENT, 250, "1 recipients refused"),
        (dict.fromkeys(TO, "550 nobody"), Came.REFUSED, 550, "refused all recipients"),
        (dict.fromkeys(TO, "451 later"), Came.AGAIN, 451, "refused all recipients"),
    ],
)
def test_recipients_that_are_refused(
    certificate: Path, refused: dict[str, str], came: Came, code: int, note: str
) -> None:
    with mail_server(certificate) as server:
        server.refuse = refused
        found = mailed(server, trusting(certificate))
    assert (found.came, found.code) == (came, code)
    assert note in found.note


def test_a_server_that_is_busy_and_one_that_is_not_there(certificate: Path) -> None:
    with mail_server(certificate) as server:
        server.answers = ["452 the disk is full", "554 spam"]
        assert mailed(server, trusting(certificate)).came is Came.AGAIN
        assert mailed(server, trusting(certificate)).came is Came.REFUSED
    found = mailed(server, trusting(certificate))
    assert found.came is Came.AGAIN
    assert "localhost" not in found.note


def test_private_mail_servers_are_allowed_by_name_alone(certificate: Path) -> None:
    with mail_server(certificate) as server:
        post = Post("localhost", "status@example.com", server.port)
        mail = email.compose(MESSAGE, post, TO, 0)
        found = send(mail, TO, post, Login(), Way(trusted=trusting(certificate)))
        assert found.came is Came.REFUSED
        assert "allow_private" in found.note


def test_a_run_mails_what_people_wrote(certificate: Path, tmp_path: Path) -> None:
    with mail_server(certificate, login=True) as server:
        channel = (
            f"{{name: mail, kind: email, host: localhost, port: {server.port}, allow_private: true, "
            "from: Status <status@example.com>, username_env: SMTP_USER, password_env: SMTP_PASSWORD, "
            "to_env: STATUS_TO, unsubscribe: 'https://lists.example.com/leave'}"
        )
        secrets = {
            "SMTP_USER": "jo",
            "SMTP_PASSWORD": "hunter2hunter2",
            "STATUS_TO": "jo@example.com",
        }
        place = Place(tmp_path, (channel,), "", secrets=secrets)
        place.baseline()
        runner = place.runner({f"{IT}/incident.md": OPENING})
        way = Way(trusted=trusting(certificate))
        replace(runner, options=replace(runner.options, way=way)).notify(place.secrets.get)
    (mail,) = server.mails
    assert mail["Subject"] == "Investigating: The API is down"
    assert mail["To"] == "jo@example.com"
    assert mail["List-Unsubscribe"] == "<https://lists.example.com/leave>"
    assert mail["Message-ID"] == f"<{place.told[0].id}@status.example.com>"
    assert "No answer." in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
