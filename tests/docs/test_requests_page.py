"""What docs/requests.md says of comments is true, and it names every word."""

from __future__ import annotations

import re

from statusgen.inbox.comments import asked_of
from statusgen.inbox.forms import INCIDENT_HEADINGS, INPUTS, MAINTENANCE_HEADINGS, STATES
from statusgen.inbox.payloads import MAINTAINERS
from tests.consoles import ROOT

PAGE = (ROOT / "docs/requests.md").read_text()


def test_the_comment_that_it_shows() -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    asked = asked_of(shown, planned=False)
    assert (asked.state, asked.monitors) == ("monitoring", "checkout=UP, api=DEGRADED")
    assert asked.message == "The fix is in place; payments work again."


def test_it_names_every_word() -> None:
    for word in (*INPUTS, *INCIDENT_HEADINGS, *MAINTENANCE_HEADINGS, *STATES):
        assert f"`{word}`" in PAGE, word
    assert all(word in PAGE for word in MAINTAINERS)
