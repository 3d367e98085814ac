"""What Statuspage's documents have in common: ids, words from closed lists, and the page."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from statusgen.dataclass import dataclass
from statusgen.dialects.wire import array, encode, iso_ms
from statusgen.model.site import Settings
from statusgen.model.status import Status

ROOT = "api/v2"

MOST = 50
"""How many incidents or maintenances a list of Statuspage's holds."""

UNDATED = 946684800
"""The date of what nobody dated, where there must be one: 2000-01-01, never the build's clock."""

OPERATIONAL = "operational"

STATUSES = {
    Status.DOWN: "major_outage",
    Status.PARTIAL: "partial_outage",
    Status.DEGRADED: "degraded_performance",
    Status.MAINTENANCE: "under_maintenance",
    Status.UP: OPERATIONAL,
    Status.NO_DATA: "degraded_performance",
}
"""A component's status. There is no word for unknown, and unknown never reads as healthy."""

# No vowels, as in Statuspage's own ids: they never spell a word, nor a number such as 1e9.
_LETTERS = b"bcdfghjklmnpqrstvwxyz"
_CHARACTERS = b"0123456789" + _LETTERS
_AT_FIRST = bytes(_LETTERS[n % len(_LETTERS)] for n in range(256))
_THEN = bytes(_CHARACTERS[n % len(_CHARACTERS)] for n in range(256))


def short_id(kind: str, *parts: str) -> str:
    """12 characters that are the same in every clone.

    The first is a letter, so that nobody takes an id for a number or a date.
    """
    found = blake2b("\n".join((kind, *parts)).encode(), digest_size=12).digest()
    return (found[:1].translate(_AT_FIRST) + found[1:].translate(_THEN)).decode()


@dataclass(frozen=True, slots=True)
class Page:
    """The status page that every document begins with; ``url`` has no slash at its end."""

    id: str
    name: str
    url: str


def page_of(settings: Settings) -> Page:
    """The page; it is known by its address."""
    url = settings.url.rstrip("/")
    return Page(short_id("page", url), settings.title, url)


def document(page: Page, updated_at: int, *rest: bytes) -> bytes:
    """A document from JSON texts such as ``"status":{}``, after the page that they are from.

    ``updated_at`` is the newest change of what the document shows.
    """
    about = encode(
        {
            "id": page.id,
            "name": page.name,
            "url": page.url,
            "time_zone": "Etc/UTC",
            "updated_at": iso_ms(updated_at),
        }
    )
    return b"{%b}" % b",".join((b'"page":%b' % about, *rest))


def listed(key: bytes, texts: Iterable[bytes]) -> bytes:
    """A list of JSON texts under its key."""
    return array(texts, b'"%b":' % key)
