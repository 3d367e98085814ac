"""A Statuspage on the web -> its documents as files, asked for one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from statusgen import __version__
from statusgen.errors import UsageError

_LISTS = ("components", "incidents", "scheduled-maintenances")
_MOST_PAGES = 200
_MOST_INCIDENTS = 2000
_LARGEST = 32 * 1024 * 1024
_SECONDS = 30
_CODE = re.compile(r"[0-9a-z]{6,40}")


def save(base: str, folder: Path, tell: Callable[[str], None]) -> None:
    """Saves what the page at ``base`` publishes into ``folder``: its lists, and every incident that
    its history names. ``tell`` gets each address that is asked for.

    Raises UsageError where there is no such page, or it does not answer.
    """
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{base} is no address of a page")
    page = base.rstrip("/")
    known: set[str] = set()
    for name in _LISTS:
        document = _asked(f"{page}/api/v2/{name}.json", tell)
        if not isinstance(document, dict):
            raise UsageError(f"{page} has no API of a Statuspage: no api/v2/{name}.json")
        _write(folder / f"{name}.json", document)
        known |= {str(one.get("id")) for one in document.get(name.replace("-", "_")) or []}
    for code in _codes(page, tell):
        if code not in known and len(known) < _MOST_INCIDENTS:
            known.add(code)
            document = _asked(f"{page}/incidents/{code}.json", tell)
            if isinstance(document, dict):
                _write(folder / f"incident-{code}.json", document)


def _codes(page: str, tell: Callable[[str], None]) -> Iterator[str]:
    """The incidents that the history names, three months at a time, until there are none."""
    for number in range(1, _MOST_PAGES + 1):
        document = _asked(f"{page}/history.json?page={number}", tell)
        months = document.get("months") if isinstance(document, dict) else None
        found = [
            str(one.get("code"))
            for month in months or []
            for one in (month.get("incidents") or [] if isinstance(month, dict) else [])
            if isinstance(one, dict)
        ]
        if not found and (number > 1 or not months):
            return
        yield from (code for code in found if _CODE.fullmatch(code))


def _asked(address: str, tell: Callable[[str], None]) -> Any:
    """The JSON at an address; None where the server has none."""
    tell(address)
    agent = {"User-Agent": f"statusgen/{__version__} (import)"}
    request = Request(address, headers=agent)  # noqa: S310 - only http and https come here
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
            return json.loads(answer.read(_LARGEST))
    except HTTPError as error:
        if error.code in (404, 410):
            return None
        raise UsageError(f"{address} answered {error.code}: try again later") from error
    except (OSError, HTTPException) as error:
        raise UsageError(f"{address} does not answer: {error}") from error
    except ValueError:
        return None


def _write(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
