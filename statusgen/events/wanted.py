"""Which events a channel is told, by its filters."""

from __future__ import annotations

from statusgen.events.event import Event
from statusgen.model.channel import Channel


def wants(channel: Channel, event: Event) -> bool:
    """Whether an event passes the filters of a channel."""
    if channel.kinds and event.kind not in channel.kinds:
        return False
    if channel.severities and event.severity not in channel.severities:
        return False
    if not channel.monitors and not channel.groups:
        return True
    hit = any(tag in channel.monitors for tag, _ in event.monitors)
    return hit or any(group in channel.groups for group in event.groups)
