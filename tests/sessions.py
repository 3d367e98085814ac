"""A client's requests to a site on disk through all dialects, and what they leave there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from statusgen.dialects.perform import perform
from statusgen.dialects.request import Answer, request_of
from statusgen.prepare import check
from tests.requests import changes, files_in
from tests.sites import instant, write_site


class Session:
    """A site on disk, and what the last request changed in it."""

    def __init__(
        self, root: Path, files: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> None:
        self.root = write_site(root, files)
        self.headers = dict(headers or {})
        self.changed: dict[str, str | None] = {}

    def files(self) -> dict[str, str]:
        """Every file by its path."""
        return files_in(self.root)

    def send(self, method: str, url: str, body: Any = None, now: str = "") -> Answer:
        """The answer; ``body`` is sent as JSON, text as it is."""
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        before = self.files()
        answer = perform(
            self.root, request_of(method, url, self.headers, text.encode()), instant(now)
        )
        self.changed = changes(before, self.files())
        if self.changed:
            assert answer.message, "an edit says for its commit what it was"
            errors = [one for one in check(self.root, instant(now))[1] if one.level == "error"]
            assert errors == []
        return replace(answer, document=json.loads(json.dumps(answer.document)))

    def document(self, method: str, url: str, body: Any = None, now: str = "") -> Any:
        """The document of a success."""
        answer = self.send(method, url, body, now)
        assert answer.status in (200, 201), answer.document
        return answer.document


def same(document: Any, documented: str) -> bool:
    """Whether a document is the documented one, key by key and in this order."""
    found, wanted = (
        json.dumps(one, ensure_ascii=False, indent=1) for one in (document, json.loads(documented))
    )
    assert found == wanted
    return True
