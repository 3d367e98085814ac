"""What an import changed, guessed and left out, for people: together by reason, or one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from statusgen.importers.losses import Kind, Loss, Losses
from statusgen.report.sanitize import sanitize
from statusgen.report.text import count

_MOST_EXAMPLES = 3
_LONGEST = 60


def render_summary(losses: Losses) -> str:
    """A paragraph for each reason, the most frequent first, each with a few of its places."""
    return "\n".join(line for group in losses.by_reason() for line in _group(*group))


def render_all(losses: Losses) -> str:
    """Every loss on a line of its own, as the source has them."""
    return "".join(f"{_one(loss)}: {sanitize(loss.why)}\n" for loss in losses.found)


def _group(kind: Kind, why: str, found: list[Loss]) -> Iterator[str]:
    yield sanitize(f"{kind}, {count(len(found), 'value')}: {why}")
    yield from (f"  {_one(loss)}" for loss in found[:_MOST_EXAMPLES])
    if len(found) > _MOST_EXAMPLES:
        yield f"  and {len(found) - _MOST_EXAMPLES:,} more"


def _one(loss: Loss) -> str:
    step = " -> ".join(map(_shortened, _values(loss)))
    return sanitize(f"{loss.place}: {step}" if step else str(loss.place))


def _values(loss: Loss) -> Iterable[str]:
    return (value for value in (loss.was, loss.now) if value)


def _shortened(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
