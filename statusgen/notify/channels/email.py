"""Mail: plain text and HTML, with what machines need to know that one wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from statusgen.model.channel import Post
from statusgen.notify.clip import fit
from statusgen.notify.message import Message

_SUBJECT = 200
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
_NO_HEADER = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def compose(message: Message, post: Post, recipients: Sequence[str], now: int) -> EmailMessage:
    """The mail, written at ``now`` (Unix seconds). Several recipients do not see each other."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _header(fit(message.title, _SUBJECT))
    mail["From"] = post.sender
    mail["To"] = recipients[0] if len(recipients) == 1 else "undisclosed-recipients:;"
    mail["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    mail["Message-ID"] = f"<{message.id}@{message.host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<{leave(post)}>"
    mail.set_content(_text(message, leave(post)), cte="quoted-printable")
    mail.add_alternative(_html(message, leave(post)), subtype="html", cte="quoted-printable")
    mail.set_boundary(f"={message.id}")  # the same mail for every attempt
    return mail


def recipients_of(post: Post, further: str) -> list[str]:
    """Those of site.yaml and ``further`` ones, parted by commas. ValueError where one is none."""
    named = [one.strip() for one in further.replace("\n", ",").split(",") if one.strip()]
    if not all(_ADDRESS.fullmatch(one) for one in named):
        raise ValueError("write mail addresses, parted by commas")
    return list(dict.fromkeys((*post.to, *named)))


def leave(post: Post) -> str:
    """Where people say that they want no more of it."""
    return post.unsubscribe or f"mailto:{parseaddr(post.sender)[1]}?subject=unsubscribe"


def _header(text: str) -> str:
    """One line: a header ends where a line does."""
    return _NO_HEADER.sub(" ", text)


def _text(message: Message, address: str) -> str:
    facts = "\n".join(f"{label}: {text}" for label, text in message.facts)
    parts = [message.title, message.text, facts, message.url]
    foot = f"-- \n{message.site}\n{message.site_url}\nTo get no more of these: {address}\n"
    return "\n\n".join([*(part for part in parts if part), foot])


def _html(message: Message, address: str) -> str:
    facts = "".join(f"<li>{escape(label)}: {escape(text)}</li>\n" for label, text in message.facts)
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8">'
        f"<title>{escape(message.title)}</title></head>\n<body>\n"
        f'<h1 dir="auto">{escape(message.title)}</h1>\n<div dir="auto">\n{message.html}</div>\n'
        + (f"<ul>\n{facts}</ul>\n" if facts else "")
        + f'<p><a href="{escape(message.url)}">Details</a></p>\n'
        f'<hr><p><a href="{escape(message.site_url)}">{escape(message.site)}</a> · '
        f'<a href="{escape(address)}">To get no more of these</a></p>\n</body></html>\n'
    )
