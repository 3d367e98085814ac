"""Nothing in a page needs a policy that lets anything run: no inline script, handler or style."""

from __future__ import annotations

import re

import pytest

from tests.gates.conftest import Sites
from tests.gates.grounds import SITES

INLINE = {
    "style": re.compile(r"<[a-z][^>]*\sstyle\s*="),
    "handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*="),
    "script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<script[^>]*>[^<]"),
    "address that runs": re.compile(r"(?:href|src)=[\"']?\s*(?:javascript|data):"),
}
REFRESH = 'http-equiv="refresh"'


@pytest.mark.parametrize("name", SITES)
def test_no_page_has_anything_inline_that_runs_or_styles(sites: Sites, name: str) -> None:
    for path in sites(name).folder.rglob("*.html"):
        page = path.read_text()
        assert [what for what, pattern in INLINE.items() if pattern.search(page)] == [], path
        assert REFRESH not in page or "<main" not in page, path


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color: red">',
        "<a href=x onclick='go()'>",
        "<script>go()</script>",
        '<script src="a.js">go()</script>',
        '<a href="javascript:go()">',
    ],
)
def test_what_is_looked_for_would_be_found(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in INLINE.values())
