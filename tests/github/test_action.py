"""action.yml, executed step by step as a runner does: good, bad and hostile pull requests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.github.proposals import COMMANDS, INCIDENT, INVISIBLE, propose, repository, runner
from tests.github.runner import ROOT, Result

GOOD = {f"{INCIDENT}/2026-01-15T1100Z.identified.md": "A full disk.\n"}
BAD = {
    "content/incidents/2026-01-16-typo/incident.md": "---\ntitle: Typo\n"
    "start: 2026-01-16T10:00Z\nmonitors: {aip: DOWN}\nend: 2026-01-16T09:00Z\n---\n"
}
EVIL = {
    "content/incidents/2026-01-16-invisible/incident.md": f'---\ntitle: "{INVISIBLE}"\n'
    "start: 2026-01-16T10:00Z\nmonitors: {api: DOWN}\n---\n",
    "content/incidents/2026-01-16-visible/incident.md": f'---\ntitle: "{COMMANDS}"\n'
    'start: 2026-01-16T10:00Z\nmonitors: {api: DOWN, "::error::forged ##[add-mask]a": DOWN}\n'
    f'"::stop-commands::x": "##[error]forged"\n---\n{COMMANDS}\n',
}


def check(tmp_path: Path, files: Mapping[str, str | None], **inputs: str) -> Result:
    propose(repository(tmp_path / "site"), files)
    return runner(tmp_path).action(ROOT, {"command": "check", "base": "HEAD^1", **inputs})


def test_a_good_pull_request(tmp_path: Path) -> None:
    result = check(tmp_path, GOOD)
    assert result.code == 0
    assert result.annotations == []
    assert (result.outputs["errors"], result.outputs["warnings"]) == ("0", "0")
    assert "checked: no problems." in result.summary


def test_what_is_wrong_stands_at_its_line(tmp_path: Path) -> None:
    result = check(tmp_path, BAD)
    assert result.code == 1
    typo = next(one for one in result.annotations if one.properties["title"] == "unknown-monitor")
    assert typo.properties["file"] == "content/incidents/2026-01-16-typo/incident.md"
    assert typo.properties["line"] == "4"
    assert "did you mean `api`?" in typo.data
    levels = [one.name for one in result.annotations]
    assert result.outputs["errors"] == str(levels.count("error"))
    assert "unknown-monitor" in result.summary


def test_what_was_public_may_not_vanish(tmp_path: Path) -> None:
    result = check(tmp_path, {f"{INCIDENT}/incident.md": None})
    assert result.code == 1
    assert any(one.name == "error" for one in result.annotations)


def test_a_hostile_pull_request_gives_the_runner_no_command(tmp_path: Path) -> None:
    result = check(tmp_path, EVIL)
    assert result.code == 1
    found = [one for step in result.steps for one in step.commands]
    told = [
        (one.name, one.properties["file"].split("/")[2], one.properties["title"]) for one in found
    ]
    assert told == [
        ("error", "2026-01-16-invisible", "control-character"),
        ("error", "2026-01-16-visible", "unknown-monitor"),
        ("warning", "2026-01-16-visible", "unknown-key"),
    ]
    log = "".join(step.log for step in result.steps)
    assert "\x1b" not in log
    assert "\r" not in log
    assert "##[" not in log
    assert "<script" not in result.summary


def test_a_title_names_no_output_of_its_own(tmp_path: Path) -> None:
    title = "x\\nerrors=0\\nEOF\\nerrors<<EOF\\n0\\nEOF"
    evil = f'---\ntitle: "{title}"\nstart: 2026-01-20T10:00Z\nmonitors: {{api: DOWN}}\n---\n'
    propose(repository(tmp_path / "site"), {"content/incidents/evil/incident.md": evil, **BAD})
    result = runner(tmp_path).action(ROOT, {"command": "build", "keep-going": "true"})
    assert result.code == 0
    assert int(result.outputs["errors"]) > 0


def test_a_build(tmp_path: Path) -> None:
    repository(tmp_path / "site")
    result = runner(tmp_path).action(ROOT, {"base-url": "https://status.acme.example"})
    public = tmp_path / "site/public"
    assert result.outputs == {
        "path": str(public),
        "changed": "true",
        "errors": "0",
        "warnings": "0",
        "open-incidents": "1",
        "summary": "The page says `partial`: 1 open incident, no problems.\n- Outage",
    }
    assert "https://status.acme.example/" in (public / "feed.rss").read_text()
    again = runner(tmp_path, temp=tmp_path / "again").action(
        ROOT, {"base-url": "https://status.acme.example"}
    )
    assert again.outputs["changed"] == "false"


def test_a_build_that_keeps_going_says_what_it_left_out(tmp_path: Path) -> None:
    propose(repository(tmp_path / "site"), BAD)
    strict = runner(tmp_path).action(ROOT, {})
    assert strict.code == 1
    assert strict.outputs["path"] == ""
    lax = runner(tmp_path, temp=tmp_path / "lax").action(ROOT, {"keep-going": "true"})
    assert lax.code == 0
    assert [one.name for one in lax.annotations] == ["warning"]
    assert lax.outputs["errors"] == strict.outputs["errors"] != "0"


def test_an_input_that_makes_no_sense(tmp_path: Path) -> None:
    repository(tmp_path / "site")
    result = runner(tmp_path).action(ROOT, {"strict": "perhaps"})
    assert result.code == 2
    assert "is not a valid boolean" in result.step("Run statusgen").log


@pytest.mark.parametrize("base", ["--output=x", "$(touch x)", "-h"])
def test_a_base_is_a_revision_and_nothing_else(tmp_path: Path, base: str) -> None:
    repository(tmp_path / "site")
    result = runner(tmp_path).action(ROOT, {"command": "check", "base": base})
    assert result.code == 2
    assert not (tmp_path / "site/x").exists()


def test_every_step_of_others_is_reported_as_not_executed(tmp_path: Path) -> None:
    repository(tmp_path / "site")
    result = runner(tmp_path).action(ROOT, {"command": "install"})
    assert result.report() == (
        "Set up Python: not executed: actions/setup-python v7.0.0\n"
        "Install statusgen: not executed: the statusgen of this checkout stands in for it"
    )


def test_inputs_reach_scripts_as_variables_alone() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step = action["runs"]["steps"][-1]
    handed = {one.removeprefix("INPUT_").lower().replace("_", "-") for one in step["env"]}
    assert handed == set(action["inputs"]) - {"python-version"}
    assert all("${{" not in one.get("run", "") for one in action["runs"]["steps"])
