"""docs/github.md and docs/hosts.md: what they list is there."""

from __future__ import annotations

import re

import pytest
import yaml

from statusgen.scaffold import HOSTS
from tests.consoles import ROOT

PAGES = ("github", "hosts")


def page(name: str) -> str:
    return (ROOT / f"docs/{name}.md").read_text()


@pytest.mark.parametrize("name", PAGES)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", page(name)):
        assert (ROOT / "docs" / link).exists(), link


def test_every_input_output_host_and_workflow_is_listed() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    rows = re.findall(r"^\| (.+?) \|", page("github"), re.MULTILINE)
    listed = {word for row in rows for word in re.findall(r"`([\w.-]+)`", row)}
    assert listed >= {*action["inputs"], *action["outputs"]}
    assert listed >= {
        one.name for one in (ROOT / "statusgen/hosts").glob("github/.github/workflows/*")
    }
    hosts = re.findall(r"^\| `(\w+)` \|", page("hosts"), re.MULTILINE)
    assert set(hosts) == set(HOSTS) - {"github"}
