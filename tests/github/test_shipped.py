"""The files for GitHub as they are shipped: what they may do, and that they fit to the program."""

from __future__ import annotations

import yaml

from statusgen import __version__
from statusgen.inbox import dispatches, forms
from statusgen.model.lifecycle import Phase
from tests.github.runner import ROOT

WRAPPER = ".github/actions/statusgen/action.yml"
SHIPPED = ROOT / "statusgen/hosts/github/.github"
WORKFLOWS = sorted((SHIPPED / "workflows").glob("*.yml"))


def test_our_own_are_those_that_are_shipped() -> None:
    for path in sorted(path for path in SHIPPED.rglob("*.yml") if path.name != "dependabot.yml"):
        own = ROOT / ".github" / path.relative_to(SHIPPED)
        assert own.read_text() == path.read_text(), f"copy {path} to {own}"
    shipped = (SHIPPED.parent.parent / "action" / WRAPPER).read_text()
    ours = "uses: ./ # zizmor: ignore[self-repository] - the action is this repository"
    for word, instead in (
        ("DIRECTORY", "."),
        ("VERSION", f"v{__version__}"),
        ("uses: statusgen/statusgen@REFERENCE", ours),
    ):
        shipped = shipped.replace(word, instead)
    assert (ROOT / WRAPPER).read_text() == shipped


def test_every_job_has_few_permissions_and_an_end() -> None:
    writes = {}
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {}, path
        assert not {"pull_request_target", "workflow_run"} & set(workflow[True]), path
        for name, one in workflow["jobs"].items():
            assert "timeout-minutes" in one or "uses" in one, (path, name)
            granted = {key for key, value in one["permissions"].items() if value == "write"}
            if granted:
                writes[f"{path.stem}/{name}"] = granted
    assert writes == {
        "automerge/merge": {"contents", "pull-requests"},
        "automerge/publish": {"actions"},
        "edit/edit": {"contents", "issues"},
        "edit/publish": {"actions"},
        "pages/deploy": {"pages", "id-token"},
        "pages/notify": {"contents"},
    }


def test_the_check_of_a_pull_request_knows_no_secret() -> None:
    text = (SHIPPED / "workflows/check.yml").read_text()
    assert "secrets." not in text
    assert "github.token" not in text
    assert "persist-credentials: false" in text


def test_forms_ask_for_what_receive_reads() -> None:
    for name, headings in (
        ("incident", forms.INCIDENT_HEADINGS),
        ("maintenance", forms.MAINTENANCE_HEADINGS),
    ):
        form = yaml.safe_load((SHIPPED / f"ISSUE_TEMPLATE/{name}.yml").read_text())
        assert {field["attributes"]["label"] for field in form["body"]} == set(headings)
        assert "labels" not in form, "whoever opens an issue would publish it"
    incident = yaml.safe_load((SHIPPED / "ISSUE_TEMPLATE/incident.yml").read_text())["body"]
    assert incident[1]["attributes"]["options"] == [str(one) for one in forms.STATES]
    assert incident[2]["attributes"]["options"] == [str(one) for one in forms.IMPACTS]


def test_the_form_of_the_actions_tab_asks_for_what_receive_reads() -> None:
    edit = yaml.safe_load((SHIPPED / "workflows/edit.yml").read_text())[True]
    inputs = edit["workflow_dispatch"]["inputs"]
    assert tuple(inputs) == forms.INPUTS
    assert tuple(edit["repository_dispatch"]["types"]) == dispatches.TYPES
    assert tuple(inputs["action"]["options"]) == forms.ACTIONS
    states = [*forms.STATES, *(one for one in Phase if one is not Phase.SCHEDULED)]
    assert inputs["state"]["options"][1:] == [str(one) for one in states]
    assert inputs["impact"]["options"][1:] == [str(one) for one in forms.IMPACTS]
