"""What is written in the sites that the gates look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

ZONE = "Europe/Berlin"
"""The time zone of every site."""

SETTINGS = f"title: Example Status\nurl: https://status.example.com\ntimezone: {ZONE}\n"
EMPTY = {"content/site.yaml": SETTINGS}

ABOUT = (
    "## Us\n\nWe write here how our services are doing. More is on [our site](https://example.com)."
)


def incident(title: str, start: str, monitors: str, body: str) -> str:
    """The first file of an incident."""
    return f"---\ntitle: {title}\nstart: {start}\nmonitors: {monitors}\n---\n{body}\n"


def numbered(monitors: int, languages: Iterable[str] = ()) -> dict[str, str]:
    """A site of so many monitors in groups: one incident goes on, fifteen are over, work is planned."""
    listed = ", ".join(languages)
    files = {
        "content/site.yaml": SETTINGS + (f"languages: [{listed}]\n" if listed else ""),
        "monitors.yaml": "".join(
            f"- tag: service-{n}\n  name: Service number {n}\n  category: Group {n // 20}\n"
            for n in range(monitors)
        ),
        "content/pages/about.md": f"---\ntitle: About\n---\n{ABOUT}",
        "content/maintenances/2026-11-24-upgrade/maintenance.md": "---\ntitle: New database\n"
        "start: 2026-11-24T01:00:00Z\nduration: 2h\nmonitors: {service-0: MAINTENANCE}\n---\n"
        "We move to a new server.\n",
    }
    open_one = "content/incidents/2026-11-20-api"
    files |= {
        f"{open_one}/incident.md": incident(
            "The API is slow",
            "2026-11-20T10:00:00Z",
            "{service-1: PARTIAL, service-2: DEGRADED}",
            "Some requests **fail**, others take longer than usual.",
        ),
        f"{open_one}/2026-11-20T1030Z.identified.md": "A query reads far more than it should.",
        f"{open_one}/2026-11-20T1100Z.monitoring.md": "The query is corrected. We keep watching.",
    }
    for number in range(15):
        files |= _over(date(2026, 11, 18) - timedelta(days=6 * number), number, monitors)
    return files


def _over(day: date, number: int, monitors: int) -> dict[str, str]:
    """An incident that is over."""
    folder = f"content/incidents/{day}-problem-{number}"
    impact = ("DOWN", "PARTIAL", "DEGRADED")[number % 3]
    return {
        f"{folder}/incident.md": incident(
            f"Problem number {number}",
            f"{day}T08:00:00Z",
            f"{{service-{7 * number % monitors}: {impact}}}",
            "Requests fail.",
        ),
        f"{folder}/{day}T{8 + number % 5:02}20Z.resolved.md": "It works again.",
    }


SOON = EMPTY | {
    "monitors.yaml": "- {tag: api, name: API}\n- {tag: website, name: Website}\n",
    "content/maintenances/2026-11-20-restart/maintenance.md": "---\ntitle: Restart\n"
    "start: 2026-11-20T12:40:00Z\nduration: 10m\nmonitors: {api: MAINTENANCE}\n---\nIt is short.\n",
}
"""Maintenance begins and ends before the page calls itself out of date."""

ARABIC_STRINGS = "language: {name: العربية, direction: rtl, locale: en-GB}\n"
ARABIC = {
    "content/site.yaml": "title: حالة الخدمات\nurl: https://status.example.com\nlanguage: ar\n"
    f"description: حالة خدماتنا وسجلها.\ntimezone: {ZONE}\nlinks:\n"
    "  - {title: الموقع, url: 'https://www.example.com'}\n"
    "repository: {host: gitlab, url: 'https://gitlab.com/example/status'}\n",
    "monitors.yaml": "- {tag: api, name: واجهة البرمجة, category: الأساس}\n"
    "- {tag: database, name: قاعدة البيانات, category: الأساس}\n"
    "- {tag: website, name: Website, category: Front}\n",
    "content/pages/about.md": "---\ntitle: من نحن\n---\n## عنا\n\nنكتب هنا عن حالة خدماتنا.",
    "content/incidents/2026-11-20-api/incident.md": incident(
        "الواجهة بطيئة",
        "2026-11-20T10:00:00Z",
        "{api: PARTIAL, website: DEGRADED}",
        "بعض الطلبات تفشل.",
    ),
    "content/incidents/2026-11-20-api/2026-11-20T1030Z.identified.md": "We found the cause.",
    "content/incidents/2026-11-10-database/incident.md": incident(
        "The database was down",
        "2026-11-10T22:30:00Z",
        "{database: DOWN}",
        "Nothing can be stored.",
    ),
    "content/incidents/2026-11-10-database/2026-11-10T2345Z.resolved.md": "تعمل من جديد.",
    "content/maintenances/2026-11-24-upgrade/maintenance.md": "---\ntitle: خادم جديد\n"
    "start: 2026-11-24T01:00:00Z\nduration: 2h\nmonitors: {database: MAINTENANCE}\n---\n"
    "ننتقل إلى خادم جديد.\n",
}
