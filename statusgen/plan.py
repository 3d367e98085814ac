"""Snapshot and theme -> every file of the site, as the targets and dialects plan them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from statusgen.artifact import Artifact, Run, each
from statusgen.copies import with_copies
from statusgen.series import Planned, artifacts, runs
from statusgen.snapshot import Snapshot
from statusgen.targets.theme import Theme


def plan(snapshot: Snapshot, theme: Theme) -> Iterator[Artifact]:
    """Every file that the site consists of, not rendered yet."""
    return each(planned(snapshot, theme))


def planned(snapshot: Snapshot, theme: Theme) -> Iterator[Artifact | Run]:
    """The same, for who may know that all artifacts of a run are as they were."""
    aliases = snapshot.settings.aliases
    every = parts(snapshot, theme)
    return with_copies(artifacts(every), aliases) if aliases else runs(every)


def parts(snapshot: Snapshot, theme: Theme) -> Iterator[Planned]:
    """What each target and dialect plans, without copies: of a report each has a part of its own."""
    from statusgen import dialects, targets

    return chain(targets.plan(snapshot, theme), dialects.documents(snapshot))
