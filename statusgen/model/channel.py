"""Who is told of what happens: the channels of site.yaml, and the kinds of news there are."""

from __future__ import annotations

from enum import StrEnum

from statusgen.dataclass import dataclass
from statusgen.model.status import Severity


class Kind(StrEnum):
    """What an event tells; the values are the event types of webhooks."""

    OPENED = "incident.opened"
    UPDATED = "incident.updated"
    RESOLVED = "incident.resolved"
    REOPENED = "incident.reopened"
    SCHEDULED = "maintenance.scheduled"
    STARTING = "maintenance.starting"
    CHANGED = "maintenance.updated"
    COMPLETED = "maintenance.completed"
    CANCELLED = "maintenance.cancelled"
    CORRECTED = "comment.corrected"
    NOTICE = "notice"


class Means(StrEnum):
    """How a channel is reached."""

    WEBHOOK = "webhook"
    SLACK = "slack"
    DISCORD = "discord"
    TEAMS = "teams"
    EMAIL = "email"


class Security(StrEnum):
    """How the way to a mail server is kept secret."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Post:
    """How mail is sent. Names that end in ``_env`` are those of environment variables.

    ``to_env`` holds further recipients, parted by commas. ``unsubscribe`` is a URL ("": a mail to
    the sender).
    """

    host: str
    sender: str
    port: int = 587
    security: Security = Security.STARTTLS
    username_env: str = ""
    password_env: str = ""
    to: tuple[str, ...] = ()
    to_env: str = ""
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """One entry of ``notifications``. ``name`` is its id for ever: events are sent once to each.

    ``url_env`` and ``secret_env`` are names of environment variables. Each of ``severities`` and
    ``kinds`` lets only those through, and so do ``monitors`` (tags) and ``groups`` (categories)
    together; empty ones let everything through. More than ``digest_over`` events at once become
    one digest.
    """

    name: str
    means: Means
    url_env: str = ""
    secret_env: str = ""
    post: Post | None = None
    monitors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    kinds: tuple[Kind, ...] = ()
    digest_over: int = 20
    allow_private: bool = False
    allow_http: bool = False
