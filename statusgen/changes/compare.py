"""The whole comparison, in the order in which it is told."""

from __future__ import annotations

from statusgen.changes.change import Changes, Moved
from statusgen.changes.events import notifications_of
from statusgen.changes.incidents import incidents_of
from statusgen.changes.later import later_of
from statusgen.changes.maintenances import maintenances_of
from statusgen.changes.monitors import monitors_of, order_of
from statusgen.changes.published import Published, feed_of, files_of
from statusgen.changes.settings import pages_of, settings_of
from statusgen.snapshot.side import Side


def compare(
    before: Side,
    after: Side,
    names: tuple[str, str],
    made: tuple[Published, Published],
    notes: tuple[str, ...] = (),
) -> Changes:
    """What the public sees differently. ``names`` are those of the sides, ``made`` is what is
    made of them, ``notes`` say what could not be read.
    """
    old, new = before.snapshot, after.snapshot
    sentences = made[0].sentence, made[1].sentence
    state = old.overall.state is new.overall.state
    settings = (*settings_of(old.settings, new.settings), *order_of(old, new))
    return Changes(
        now=after.now,
        before=names[0],
        after=names[1],
        notes=notes,
        channels=tuple(one.name for one in new.settings.notifications),
        banner=None if state and len({*sentences}) == 1 else Moved("banner", *sentences),
        incidents=tuple(incidents_of(before, after)),
        maintenances=tuple(maintenances_of(before, after)),
        monitors=tuple(monitors_of(before, after)),
        pages=tuple(pages_of(old, new)),
        settings=settings,
        later=tuple(later_of(before, after)),
        feed=tuple(feed_of(*made)),
        notifications=tuple(notifications_of(before, after)),
        published=files_of(made[0].files, made[1].files),
    )
