"""Documents as an API's documentation shows them, for comparison with what is published."""

from __future__ import annotations

import json
from typing import Any


def compact(documented: str) -> bytes:
    """The same JSON as it is published: all keys in the same order, without blanks."""
    return json.dumps(json.loads(documented), ensure_ascii=False, separators=(",", ":")).encode()


def strings(value: Any) -> list[str]:
    """Every text in a document."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


HOSTILE = "\"quoted\" 'single' \\ </script><script>alert(1)</script> ]]> &amp; 🔥 שלום"
"""A text that breaks what is put together without a serialiser."""

QUOTED = HOSTILE.replace("'", "''")
"""The same between single quotes of YAML."""

NOT_PUBLIC = {
    "monitors.yaml": "- {tag: website, name: Website}\n"
    "- {tag: secret-one, name: secret monitor, hidden: true, category: secret group, "
    "routing_key: secret-key}\n",
    "content/incidents/shown/incident.md": "---\ntitle: Shown\nid: 1\n"
    "start: 2026-01-01T00:00Z\nmonitors: {website: DOWN, secret-one: DOWN}\n---\n",
    "content/incidents/shown/2026-01-01T0100Z.identified.md": "---\n"
    "visibility: internal\n---\nsecret note",
    "content/incidents/shown/2026-01-01T0200Z.identified.md": "---\n"
    "deleted: true\nreason: it had a secret in it\n---\nsecret deleted",
    "content/incidents/shown/2026-01-17T0000Z.resolved.md": "secret future",
    "content/incidents/secret-monitor/incident.md": "---\ntitle: secret of a hidden monitor\n"
    "start: 2026-01-01T00:00Z\nmonitors: {secret-one: DOWN}\n---\n",
    "content/incidents/secret-internal/incident.md": "---\ntitle: secret internal\n"
    "start: 2026-01-01T00:00Z\nvisibility: internal\n---\n",
    "content/incidents/secret-alert/incident.md": "---\ntitle: secret alert\n"
    "start: 2026-01-01T00:00Z\nsource: ALERT\n---\n",
    "content/incidents/secret-future/incident.md": "---\ntitle: secret future\n"
    "start: 2026-01-17T00:00Z\n---\n",
    "content/incidents/secret-notice/incident.md": "---\ntitle: secret notice\nkind: notice\n"
    "pinned: true\nstart: 2026-01-17T00:00Z\n---\n",
    "content/maintenances/secret-work/maintenance.md": "---\ntitle: secret work\n"
    "start: 2026-01-15T00:00Z\nduration: 72h\nvisibility: internal\n---\n",
    "content/status/secret-one/2026-01-15.csv": "timestamp,status,latency\n"
    "2026-01-15T10:00:00Z,DOWN,1\n",
}
"""Content of which only the incident `Shown` and the monitor `website` are public on 16 January:
everything else has the word "secret" in it."""
