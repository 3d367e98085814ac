"""``notifications`` in site.yaml -> channels. Secrets are named here, never written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statusgen.content.fields import Key, ListOf, Record
from statusgen.content.places import At, Json, wrong_type
from statusgen.content.scalars import Flag, OneOf, Text, Url, Whole
from statusgen.content.secrets import InPlace, Variable
from statusgen.model.channel import Channel, Kind, Means, Post, Security
from statusgen.model.status import Severity

_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_MAIL = Text(3, 254, _ADDRESS, "a mail address such as status@example.com")
_SENDER = Text(3, 300, rf"{_ADDRESS}|[^<>@\r\n\",;:\\]+ <{_ADDRESS}>", "it as Status <a@b.example>")
_HOST = Text(1, 253, r"[A-Za-z0-9.:-]+", "a host name such as smtp.example.com")
_NAME = Text(1, 50, r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters, digits and `-`")
_LEAVE = Url(Text(1, 2000, r"(?:https://|mailto:)[^\s<>]+", "an https or mailto address"))


def _secret(name: str, example: str, meaning: str, *, required: bool = False) -> tuple[Key, ...]:
    """The key with the variable's name, and the one without ``_env`` that is always wrong."""
    variable = Key(f"{name}_env", Variable(example), f"the variable with {meaning}", required)
    return variable, Key(name, InPlace(example), f"never {meaning} itself")


_FOR_ALL = (
    Key("name", _NAME, "its name for ever: under another one it is another channel", required=True),
    Key("kind", OneOf(tuple(Means)), "how it is reached", required=True),
    Key("monitors", ListOf(Text(1, 100)), "only what affects one of these tags"),
    Key("groups", ListOf(Text(1, 200)), "only what affects one of these groups"),
    Key("severities", ListOf(OneOf(tuple(Severity))), "only what is as grave as one of these"),
    Key("kinds", ListOf(OneOf(tuple(Kind))), "only these kinds of events"),
    Key("digest_over", Whole(1, 10_000), "more events at once become one digest; 20 otherwise"),
    Key("allow_private", Flag(), "true lets it lead to private addresses"),
)
_FOR_CHAT = (
    *_FOR_ALL,
    *_secret("url", "STATUS_WEBHOOK_URL", "its address", required=True),
    Key("allow_http", Flag(), "true lets it be reached without TLS"),
)
_KEYS: Mapping[str, Record] = {
    Means.WEBHOOK: Record(
        (
            *_FOR_CHAT,
            *_secret("secret", "STATUS_WEBHOOK_SECRET", "the key of signatures", required=True),
        )
    ),
    Means.SLACK: Record(_FOR_CHAT),
    Means.DISCORD: Record(_FOR_CHAT),
    Means.TEAMS: Record(_FOR_CHAT),
    Means.EMAIL: Record(
        (
            *_FOR_ALL,
            Key("host", _HOST, "the mail server", required=True),
            Key("port", Whole(1, 65_535), "its port; 587 otherwise"),
            Key("security", OneOf(tuple(Security)), "starttls, tls or none; starttls otherwise"),
            *_secret("username", "SMTP_USERNAME", "the user name"),
            *_secret("password", "SMTP_PASSWORD", "the password"),
            Key("from", _SENDER, "who it is from", required=True),
            Key("to", ListOf(_MAIL), "who gets it; everybody can read this"),
            Key("to_env", Variable("STATUS_RECIPIENTS"), "the variable with further recipients"),
            Key("unsubscribe", _LEAVE, "where to leave the list; a mail to the sender otherwise"),
        )
    ),
}
_ANY = Record(_FOR_ALL[:2])


class ChannelsType:
    """The list of channels."""

    def read(self, value: Any, at: At) -> list[Channel] | None:
        """The channels that could be read."""
        if not isinstance(value, list):
            return wrong_type(value, at, "a list")
        found: dict[str, Channel] = {}
        for index, item in enumerate(value):
            own = at.into(index)
            channel = _channel(item, own)
            if channel and channel.name in found:
                hint = "give each a name of its own"
                own.report("bad-value", f"two channels are called `{channel.name}`", hint)
            elif channel:
                found[channel.name] = channel
        return list(found.values())

    def schema(self) -> Json:
        """An array of objects, whose keys depend on their kind."""
        shapes = [
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": str(means)}}},
                "then": keys.schema(),
            }
            for means, keys in _KEYS.items()
        ]
        any_kind = {**_ANY.schema(), "additionalProperties": True}
        return {"type": "array", "items": {**any_kind, "allOf": shapes}}


def _channel(item: Any, at: At) -> Channel | None:
    kind = item.get("kind") if isinstance(item, dict) else None
    keys = _KEYS.get(kind) if isinstance(kind, str) else None
    if keys is None:
        # Whether the other keys are right depends on the kind.
        known = (
            {key: item[key] for key in item if key in _ANY.by_name}
            if isinstance(item, dict)
            else item
        )
        _ANY.read(known, at)
        return None
    before = len(at.problems)
    values = keys.read(item, at) or {}
    if kind == Means.EMAIL and not {"to", "to_env"} & values.keys():
        at.report("bad-value", f"{at.name} has no recipients", "add `to: […]` or `to_env: NAME`")
    return None if len(at.problems) > before else _built(values)


def _built(values: dict[str, Any]) -> Channel:
    means = Means(values["kind"])
    return Channel(
        name=values["name"],
        means=means,
        url_env=values.get("url_env", ""),
        secret_env=values.get("secret_env", ""),
        post=_post(values) if means is Means.EMAIL else None,
        monitors=tuple(values.get("monitors", ())),
        groups=tuple(values.get("groups", ())),
        severities=tuple(Severity(one) for one in values.get("severities", ())),
        kinds=tuple(Kind(one) for one in values.get("kinds", ())),
        digest_over=values.get("digest_over", 20),
        allow_private=values.get("allow_private", False),
        allow_http=values.get("allow_http", False),
    )


def _post(values: dict[str, Any]) -> Post:
    security = Security(values.get("security", Security.STARTTLS))
    return Post(
        host=values["host"],
        sender=values["from"],
        port=values.get("port", 465 if security is Security.TLS else 587),
        security=security,
        username_env=values.get("username_env", ""),
        password_env=values.get("password_env", ""),
        to=tuple(values.get("to", ())),
        to_env=values.get("to_env", ""),
        unsubscribe=values.get("unsubscribe", ""),
    )
