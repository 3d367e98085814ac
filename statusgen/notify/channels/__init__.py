"""How each kind of channel is written to and reached: one module for each.

A module turns a message into what goes out, and knows nothing of networks or secrets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.model.channel import Channel, Means, Post
from statusgen.notify.channels import discord, email, slack, teams, webhook
from statusgen.notify.mailing import Login, send
from statusgen.notify.message import Message
from statusgen.notify.outcome import Outcome
from statusgen.notify.posting import Way, post

Secrets = Callable[[str], str | None]
Carrier = Callable[[Message, int], Outcome]
"""Makes one attempt to deliver a message at an instant (Unix seconds)."""

COMPOSERS: Mapping[Means, Callable[[Message], bytes]] = {
    Means.WEBHOOK: webhook.compose,
    Means.SLACK: slack.compose,
    Means.DISCORD: discord.compose,
    Means.TEAMS: teams.compose,
}
"""What writes the JSON of each kind of channel that is reached by HTTP."""


class NotReady(Exception):
    """A channel cannot be used; the message names a variable, never what is in it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Exactly what would go out, for people to look at; ``where`` names a variable."""

    where: str
    headers: tuple[str, ...]
    body: str


def carrier_of(channel: Channel, secrets: Secrets, way: Way) -> Carrier:
    """What delivers to a channel. Raises NotReady."""
    own = replace(way, private=channel.allow_private, plain=channel.allow_http)
    if channel.post:
        return _by_mail(channel.post, secrets, own)
    url = _needed(channel.url_env, secrets)
    key = _key(channel.secret_env, secrets) if channel.means is Means.WEBHOOK else b""

    def by_http(message: Message, now: int) -> Outcome:
        body = COMPOSERS[channel.means](message)
        headers = webhook.signed(message.id, now, body, key) if key else {}
        return post(url, body, headers, own, now)

    return by_http


def shown(message: Message, channel: Channel, now: int) -> Shown:
    """What a dry run prints. Signatures are left out: they hold for a moment alone."""
    if channel.post:
        recipients = channel.post.to or (f"${channel.post.to_env}",)
        mail = email.compose(message, channel.post, recipients, now)
        head, _, body = mail.as_string().partition("\n\n")
        server = f"smtp://{channel.post.host}:{channel.post.port}"
        return Shown(f"MAIL {server}", tuple(head.splitlines()), body)
    headers = ["Content-Type: application/json"]
    if channel.means is Means.WEBHOOK:
        headers += [f"webhook-id: {message.id}", f"webhook-timestamp: {now}"]
        headers += [f"webhook-signature: v1,<signed with ${channel.secret_env}>"]
    body = COMPOSERS[channel.means](message).decode()
    return Shown(f"POST ${channel.url_env}", tuple(headers), body)


def _by_mail(server: Post, secrets: Secrets, way: Way) -> Carrier:
    login = Login(
        _needed(server.username_env, secrets) if server.username_env else "",
        _needed(server.password_env, secrets) if server.password_env else "",
    )
    try:
        further = _needed(server.to_env, secrets) if server.to_env else ""
        recipients = email.recipients_of(server, further)
    except ValueError as error:
        raise NotReady(f"${server.to_env} cannot be used: {error}") from error

    def by_mail(message: Message, now: int) -> Outcome:
        mail = email.compose(message, server, recipients, now)
        return send(mail, recipients, server, login, way)

    return by_mail


def _needed(name: str, secrets: Secrets) -> str:
    value = (secrets(name) or "").strip()
    if not value:
        raise NotReady(f"the environment variable {name} is not set")
    return value


def _key(name: str, secrets: Secrets) -> bytes:
    try:
        return webhook.key_of(_needed(name, secrets))
    except ValueError as error:
        raise NotReady(f"${name} cannot be used: {error}") from error
