"""What stands around a page is rendered once for many, and gives what rendering it whole gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.targets.pages import Pages
from tests.targets.test_html import CONTENT

BASE = "themes/default/base.html"
MARK = re.compile(r"<!--\[(.*?)\]-->\s*", re.DOTALL)


def pages(root: Path, added: str) -> dict[str, str]:
    """The pages of a site that adds something to every page."""
    template = '{% include "!default/base.html" %}' + f"<!--[{added}]-->\n"
    files = Pages(root, {**CONTENT, BASE: template}).files
    return {file: content.decode() for file, content in files.items() if file.endswith(".html")}


@pytest.mark.parametrize(
    "does_more",
    [
        "{{ page.title | length }}",
        "{{ page.title | upper }}",
        "{{ page.description[:3] }}",
        "{{ page.path.count('/') }}",
        "{{ page.path | replace('/', ' ') }}",
        "{{ page.main | striptags | length }}",
    ],
)
def test_a_theme_that_does_more_with_a_slot_than_to_place_it_gets_what_goes_there(
    does_more: str, tmp_path: Path
) -> None:
    placed = pages(tmp_path / "placed", "")
    whole = pages(tmp_path / "whole", does_more)
    assert placed.keys() == whole.keys()
    for file, content in whole.items():
        assert MARK.sub("", content) == MARK.sub("", placed[file]), file
        assert "\0" not in content


def test_it_is_the_value_of_the_page_itself(tmp_path: Path) -> None:
    found = pages(tmp_path, "{{ page.title | upper }}, {{ page.path.count('/') }}")
    told = {file: MARK.findall(content) for file, content in found.items()}
    assert told["subscribe/index.html"] == ["SUBSCRIBE, 1"]
    assert told["monitors/api/index.html"] == ["API, 2"]


def test_slots_may_stand_side_by_side(tmp_path: Path) -> None:
    found = pages(tmp_path, "{{ page.path }}{{ page.title }}{{ page.path }}")
    told = MARK.findall(found["monitors/api/index.html"])
    assert told == ["monitors/api/APImonitors/api/"]
