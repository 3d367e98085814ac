"""Site + now -> Snapshot: the public view of everything, and what is true at an instant."""

from statusgen.snapshot.monitors import MonitorView
from statusgen.snapshot.take import GroupView, Snapshot, take_snapshot

__all__ = ["GroupView", "MonitorView", "Snapshot", "take_snapshot"]
