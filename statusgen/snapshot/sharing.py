"""Equal parts of many views, held once: a site has few monitors, and many incidents that name them."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from statusgen.dataclass import dataclass
from statusgen.snapshot.timeline import IncidentView

_set = object.__setattr__
_TIMES = ("start", "end", "created_at", "updated_at", "changed_at")


@dataclass(slots=True)
class Shared:
    """What views have in common, all of them with the same monitors."""

    _known: dict[Any, Any] = field(default_factory=dict)

    def put_into(self, view: IncidentView) -> None:
        """Puts known values in the place of equal ones that nobody else has seen yet."""
        known = self._known.setdefault
        hit = tuple([(one.tag, one.impact, one.now, one.worst) for one in view.affected])
        _set(view, "affected", known(hit, view.affected))
        if not view.titles:
            _set(view, "titles", known("titles", view.titles))
        own: dict[int | None, int | None] = {at: at for at in view.times}
        for name in _TIMES:
            at = getattr(view, name)
            _set(view, name, own.setdefault(at, at))
        for span in view.spans:
            _set(span, "slug", view.slug)
            _set(span, "tag", known((span.tag,), span.tag))
            _set(span, "start", own.setdefault(span.start, span.start))
            _set(span, "end", own.setdefault(span.end, span.end))
