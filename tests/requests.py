"""Requests as clients send them to a site on disk, and what they leave there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from statusgen.dialects.dispatch import CLERKS
from statusgen.dialects.request import Answer, request_of
from statusgen.editing.desk import Desk
from statusgen.editing.saving import save
from tests.sites import instant


def perform(
    root: Path,
    now: str,
    method: str,
    url: str,
    body: Any = None,
    *,
    headers: dict[str, str] | None = None,
) -> Answer:
    """The answer to a request at ``now``; what a success has written is saved and has no error.

    ``body`` is sent as JSON, bytes as they are.
    """
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    request, api = request_of(method, url, headers, data), CLERKS["kener-v4"]
    desk = Desk(root, instant(now))
    if request.method in ("GET", "HEAD"):
        answer = api.read(request, desk.snapshot())
    else:
        answer = api.write(request, desk)
    assert answer is not None, f"{method} {url} is of another API"
    if 200 <= answer.status < 300:
        assert desk.new_errors() == []
        save(desk.draft)
    return answer


def files_in(root: Path) -> dict[str, str]:
    """Every file of a site by its path, as text with the line ends that it has."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in paths}


def changes(before: dict[str, str], after: dict[str, str]) -> dict[str, str | None]:
    """What differs: the new texts by path, None for a file that is gone."""
    paths = sorted({*before, *after})
    return {path: after.get(path) for path in paths if before.get(path) != after.get(path)}
