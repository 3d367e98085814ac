"""What docs/dates.md shows is true: its settings and its words."""

from __future__ import annotations

import re
from pathlib import Path

from statusgen.content.load import load
from tests.consoles import ROOT
from tests.sites import write_site

PAGE = (ROOT / "docs/dates.md").read_text()


def test_the_settings_are_fine(tmp_path: Path) -> None:
    shown = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]
    loaded = load(write_site(tmp_path, {"content/site.yaml": shown}))
    assert loaded.problems == []
    repository = loaded.site.settings.repository
    assert repository is not None
    assert repository.dates
    assert repository.authors


def test_the_words_are_those_of_the_page() -> None:
    english = (ROOT / "themes/default/strings/en.yaml").read_text()
    for key in ("late", "waited", "edits:\n    one: .*\n    other"):
        (sentence,) = re.findall(rf'^  {key}: "(.*)"$', english, re.MULTILINE)
        pattern = re.sub(r"\\\{\w+\\\}", r"[\\w: ]+", re.escape(sentence))
        assert re.search(rf"^\| {pattern} \|", PAGE, re.MULTILINE), sentence
