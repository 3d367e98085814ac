"""Texts as people write them during an outage: the same for the same random numbers.

How many have lists, links, code and letters outside ASCII is an estimate, not a measurement: about
half are plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random


def _phrases(text: str) -> list[str]:
    return text.split("|")


_NOUNS = _phrases(
    "requests|errors|databases|replicas|regions|clusters|gateways|customers|queues|workers|releases|"
    "connections|timeouts|retries|certificates|caches|sessions|dashboards|reports|invoices|"
    "uploads|webhooks|deployments|backups|payments|searches|notifications|builds"
)
_VERBS = _phrases(
    "are|have been|were|remain|are being|may be|should be|continue to be|have not been|will be"
)
_ADJECTIVES = _phrases(
    "elevated|slow|failing|recovering|stable|partial|intermittent|increased|normal|delayed|blocked|"
    "restarted|reverted|found|fixed|replaced|affected|unavailable|drained|restored"
)
_PLACES = _phrases(
    "in one region|for some customers|since the last release|on two of five servers|at the moment|"
    "after the change|while we look for the cause|for all plans|during the night|behind the gateway"
)
_WORLD = (
    "Zürich",
    "São Paulo",
    "Kraków",
    "Málaga",
    "Île-de-France",
    "東京リージョン",
    "Frankfurt — zone B",
    "“read-only” mode",
)
_CODE = ("503", "GET /v2/orders", "db-eu-3", "connection refused", "max_connections", "v2026.11.3")
_FENCE = "```\nERROR 1040 (08004): Too many connections\nhost=db-eu-3 retries=5\n```"


def title(chance: Random) -> str:
    """A line of four to eight words; one in twelve has a character that YAML wants in quotes."""
    words = f"{chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)} {chance.choice(_PLACES)}"
    ending = (
        chance.choice((": timeouts", ' of "orders"', " – Zürich")) if _one_in(12, chance) else ""
    )
    return _begun(words) + ending


def text(chance: Random) -> str:
    """Markdown of 10 to 300 words, 60 on average: paragraphs, and now and then something else."""
    words = min(300, max(10, round(chance.lognormvariate(3.6, 0.7))))
    blocks: list[str] = []
    while words > 0:
        sentences = [_sentence(chance) for _ in range(chance.randint(1, 4))]
        words -= sum(one.count(" ") + 1 for one in sentences)
        blocks.append(" ".join(sentences))
    for share, block in _BLOCKS:
        if _one_in(share, chance):
            blocks.append(block(chance))
    return "\n\n".join(blocks) + "\n"


def _sentence(chance: Random) -> str:
    words = f"{chance.choice(_NOUNS)} {chance.choice(_VERBS)} {chance.choice(_ADJECTIVES)}"
    words += f" {chance.choice(_PLACES)}"
    for share, tail in _TAILS:
        if _one_in(share, chance):
            words += tail(chance)
    return _begun(words) + "."


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _list(chance: Random) -> str:
    rows = (f"- {chance.choice(_NOUNS)}: {chance.choice(_ADJECTIVES)}" for _ in range(3))
    return "\n".join(rows)


def _one_in(share: int, chance: Random) -> bool:
    return chance.randrange(share) == 0


_Makes = Callable[[Random], str]
_TAILS: tuple[tuple[int, _Makes], ...] = (
    (60, lambda chance: f" ({chance.choice(_WORLD)})"),
    (30, lambda chance: f"; we see `{chance.choice(_CODE)}`"),
    (
        40,
        lambda chance: f", see [the report](https://example.com/reports/{chance.randint(1, 999)})",
    ),
    (60, lambda chance: f", **{chance.choice(_ADJECTIVES)}**"),
    (12, lambda _: ", and we don't know why"),
)
"""What ends one sentence in so many."""
_BLOCKS: tuple[tuple[int, _Makes], ...] = (
    (12, _list),
    (40, lambda chance: f"> {_sentence(chance)}"),
    (50, lambda _: _FENCE),
    (60, lambda chance: f"## Cause\n\n{_sentence(chance)}"),
)
"""What stands at the end of one text in so many."""
