"""The door to SMTP: one mail to all recipients of a channel, over a connection that is vetted."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import parseaddr

from statusgen.dataclass import dataclass
from statusgen.model.channel import Post, Security
from statusgen.notify.connecting import NotAllowed, connect, deadline
from statusgen.notify.outcome import Came, Outcome
from statusgen.notify.posting import Way

WHOLE = 3
"""How many times the time-out a mail may take as a whole: it is a talk, not a question."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who to log in as; "" does not."""

    username: str = ""
    password: str = ""


class _Vetted(smtplib.SMTP):
    """Connects to nothing but vetted addresses."""

    way = Way()
    _host = ""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connect(host, port, timeout, private=self.way.private, resolver=self.way.resolver)


class _VettedTls(smtplib.SMTP_SSL, _Vetted):
    """The same with TLS from the first byte."""


def send(
    mail: EmailMessage, recipients: Sequence[str], post: Post, login: Login, way: Way
) -> Outcome:
    """One mail; where some recipients are refused and others are not, it counts as sent."""
    try:
        return _talk(mail, recipients, post, login, way)
    except NotAllowed as error:
        return Outcome(Came.REFUSED, note=str(error))
    except smtplib.SMTPNotSupportedError:
        return Outcome(Came.REFUSED, note="the mail server does not offer what is asked for")
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return _answered(max(codes, default=0), "the mail server refused all recipients")
    except smtplib.SMTPAuthenticationError as error:
        return _answered(error.smtp_code, "the mail server refused user name or password")
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, "the mail server refused")
    except ssl.SSLCertVerificationError:
        return Outcome(Came.REFUSED, note="its certificate cannot be trusted")
    except TimeoutError:
        return Outcome(Came.AGAIN, note="no answer in time")
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Came.AGAIN, note=f"no connection ({type(error).__name__})")
    except ValueError:
        return Outcome(Came.REFUSED, note="the mail server's name cannot be used")


def _talk(
    mail: EmailMessage, recipients: Sequence[str], post: Post, login: Login, way: Way
) -> Outcome:
    trusted = way.trusted or ssl.create_default_context()
    own = mail["Message-ID"].strip("<>").rpartition("@")[2]
    server: _Vetted = (
        _VettedTls(local_hostname=own, timeout=way.timeout, context=trusted)
        if post.security is Security.TLS
        else _Vetted(local_hostname=own, timeout=way.timeout)
    )
    server.way = way
    server._host = post.host  # what the certificate must be of
    code, _ = server.connect(post.host, post.port)
    line = server.sock
    if line is None or code != 220:
        server.close()
        return _answered(code, "the mail server does not want to talk")
    try:
        with deadline(line, way.timeout * WHOLE):
            if post.security is Security.STARTTLS:
                server.starttls(context=trusted)
            if login.username:
                server.login(login.username, login.password)
            refused = server.sendmail(parseaddr(post.sender)[1], list(recipients), bytes(mail))
    finally:
        _leave(server)
    return Outcome(Came.SENT, 250, f"{len(refused)} recipients refused" if refused else "")


def _leave(server: smtplib.SMTP) -> None:
    """What was accepted stays accepted, whether or not the server hears the goodbye."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _answered(code: int, note: str) -> Outcome:
    """Codes of 400 are for now, those of 500 for good."""
    return Outcome(Came.AGAIN if 400 <= code < 500 else Came.REFUSED, code, note)
