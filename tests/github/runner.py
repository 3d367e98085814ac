"""A small runner of GitHub Actions: it executes `run:` steps as GitHub's does, and fakes nothing.

A composite action is executed step by step. An action of others is not: it must be one that we
know by its commit, and the report says that it was not executed. What a test wants such a step to
have given, it says itself. There is no network, cache, container or matrix.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.github.commands import Command, commands, failing, pairs, summary
from tests.github.expressions import condition, interpolate

ROOT = Path(__file__).parent.parent.parent
OURS = "statusgen/statusgen"
KNOWN = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/upload-artifact": ("bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
}
"""The actions of others that our files may use, each at one commit."""

_SHELLS = {
    "bash": ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail"),
    None: ("bash", "-e"),  # what a workflow's step has without a word
}


@dataclass(frozen=True)
class Ran:
    """What became of one step: ``why`` says why it was not executed."""

    name: str
    code: int = 0
    log: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    why: str = ""

    @property
    def commands(self) -> list[Command]:
        return commands(self.log)


@dataclass(frozen=True)
class Result:
    """What became of a job or of an action."""

    steps: list[Ran]
    outputs: Mapping[str, str] = field(default_factory=dict)
    skipped: bool = False

    @property
    def code(self) -> int:
        return next((step.code for step in self.steps if step.code), 0)

    @property
    def annotations(self) -> list[Command]:
        found = [one for step in self.steps for one in step.commands]
        return [one for one in found if one.name in ("error", "warning", "notice")]

    @property
    def summary(self) -> str:
        return "".join(step.summary for step in self.steps)

    def step(self, name: str) -> Ran:
        (found,) = (step for step in self.steps if step.name == name)
        return found

    def report(self) -> str:
        """A line for each step."""
        return "\n".join(f"{one.name}: {one.why or f'exit code {one.code}'}" for one in self.steps)


@dataclass
class Runner:
    """A machine with the checkout ``workspace`` of a repository, for one event.

    ``programs`` is the folder whose programs come first; ``instead`` names steps that are not
    executed, and why; ``given`` are outputs of steps that were not executed, by their id.
    """

    workspace: Path
    temp: Path
    programs: Path
    event_name: str = "push"
    event: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    needs: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    _paths: list[str] = field(default_factory=list)
    _steps: int = 0

    def job(self, workflow: Path, name: str) -> Result:
        """The job of a workflow: its condition, its steps, its outputs."""
        job = yaml.safe_load(workflow.read_text())["jobs"][name]
        contexts = self._contexts({"inputs": self.inputs})
        if not condition(str(job.get("if", "success()")), contexts, failed=False):
            return Result([], skipped=True)
        return self._run(job["steps"], contexts, job.get("outputs", {}), composite=None)

    def action(
        self, folder: Path, given: Mapping[str, str], env: Mapping[str, str] | None = None
    ) -> Result:
        """The composite action in a folder, called with these inputs."""
        action = yaml.safe_load((folder / "action.yml").read_text())
        known = action.get("inputs", {})
        if set(given) - set(known):
            raise ValueError(f"{folder} has no inputs {set(given) - set(known)}")
        missing = [k for k, one in known.items() if one.get("required") and k not in given]
        if missing:
            raise ValueError(f"{folder} needs {missing}")
        inputs = {key: given.get(key, one.get("default", "")) for key, one in known.items()}
        outputs = {key: one["value"] for key, one in action.get("outputs", {}).items()}
        contexts = self._contexts({"inputs": inputs})
        return self._run(action["runs"]["steps"], contexts, outputs, folder, env or {})

    def _run(
        self,
        steps: list[dict[str, Any]],
        contexts: dict[str, Any],
        outputs: Mapping[str, str],
        composite: Path | None,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        ran: list[Ran] = []
        contexts["steps"] = known = {}
        for step in steps:
            failed = any(one.code for one in ran)
            if not condition(str(step.get("if", "success()")), contexts, failed):
                continue
            done, own = self._step(step, contexts, composite, dict(env or {}))
            ran += done
            if "id" in step:
                known[step["id"]] = {"outputs": self.given.get(step["id"], own)}
        said = {key: interpolate(str(value), contexts) for key, value in outputs.items()}
        return Result(ran, said)

    def _step(
        self,
        step: dict[str, Any],
        contexts: dict[str, Any],
        composite: Path | None,
        env: dict[str, str],
    ) -> tuple[list[Ran], Mapping[str, str]]:
        own = {k: interpolate(str(v), contexts) for k, v in (step.get("env") or {}).items()}
        if "uses" in step:
            return self._use(step, contexts, env | own)
        if step["name"] in self.instead:
            return [Ran(step["name"], why=f"not executed: {self.instead[step['name']]}")], {}
        done = self._execute(step, env | own, composite)
        return [done], done.outputs

    def _use(
        self, step: dict[str, Any], contexts: dict[str, Any], env: dict[str, str]
    ) -> tuple[list[Ran], Mapping[str, str]]:
        given = {k: interpolate(str(v), contexts) for k, v in (step.get("with") or {}).items()}
        where, _, version = step["uses"].partition("@")
        local = re.fullmatch(r"[.$]/(.*)", where)
        if local or where == OURS:
            folder = self.workspace / local[1] if local else ROOT
            result = self.action(folder, given, env)
            return result.steps, result.outputs
        if where not in KNOWN or KNOWN[where][0] != version:
            raise ValueError(f"{step['uses']} is not known")
        return [Ran(step["name"], why=f"not executed: {where} {KNOWN[where][1]}")], {}

    def _execute(self, step: dict[str, Any], env: dict[str, str], composite: Path | None) -> Ran:
        if "${{" in step["run"]:
            raise ValueError(f"{step['name']}: an expression in a script is code of others")
        if composite and "shell" not in step:
            raise ValueError(f"{step['name']}: a composite action names its shell")
        self._steps += 1
        place = self.temp / f"step-{self._steps}"
        place.mkdir(parents=True)
        files = {name: place / name for name in ("OUTPUT", "ENV", "PATH", "STEP_SUMMARY", "STATE")}
        for file in files.values():
            file.touch()
        script = place / "script.sh"
        script.write_text(step["run"])
        command = [*_SHELLS[step.get("shell")], str(script)]
        done = subprocess.run(
            command,
            cwd=self.workspace / step.get("working-directory", ""),
            env=self._environment(files, composite) | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
        log = done.stdout.decode("utf-8", "replace")
        self._paths += files["PATH"].read_text().split()
        code = done.returncode or (1 if failing(commands(log)) else 0)
        return Ran(step["name"], code, log, pairs(files["OUTPUT"]), summary(files["STEP_SUMMARY"]))

    def _environment(self, files: Mapping[str, Path], composite: Path | None) -> dict[str, str]:
        """Nothing of the environment of whoever runs the tests."""
        first = [str(self.programs), *reversed(self._paths), str(Path(sys.executable).parent)]
        (self.temp / "home").mkdir(exist_ok=True)
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.event))
        return {
            "PATH": os.pathsep.join([*first, "/usr/local/bin", "/usr/bin", "/bin"]),
            "HOME": str(self.temp / "home"),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_REPOSITORY": "acme/status",
            "GITHUB_EVENT_NAME": self.event_name,
            "GITHUB_EVENT_PATH": str(event),
            "RUNNER_TEMP": str(self.temp),
            **({"GITHUB_ACTION_PATH": str(composite)} if composite else {}),
            **{f"GITHUB_{name}": str(path) for name, path in files.items()},
        }

    def _contexts(self, more: Mapping[str, Any]) -> dict[str, Any]:
        github = {
            "event": self.event,
            "event_name": self.event_name,
            "repository": "acme/status",
            "ref": "refs/heads/main",
            "ref_name": "main",
            "token": "a-token",
            "run_id": "1",
            "workflow": "a workflow",
        }
        return {
            "github": github,
            "secrets": self.secrets,
            "vars": self.variables,
            "needs": {k: {"outputs": v, "result": "success"} for k, v in self.needs.items()},
            "runner": {"temp": str(self.temp)},
            **more,
        }
