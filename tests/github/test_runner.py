"""The small runner itself: it obeys what GitHub's obeys, and guesses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.github import expressions
from tests.github.commands import commands, pairs, summary
from tests.github.runner import KNOWN, Runner

CONTEXTS = {"github": {"event": {"issue": {"labels": [{"name": "Incident"}]}}, "ref": "main"}}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("::error file=a.md,line=1::no", "error"),
        ("\u00a0 ::error::after white space of any kind", "error"),
        ("text ##[error]anywhere", "error"),
        ("text\r::stop-commands::x", "stop-commands"),
        ("::SET-ENV name=A::b", "set-env"),
    ],
)
def test_what_a_runner_obeys(line: str, name: str) -> None:
    assert [one.name for one in commands(line)] == [name]


@pytest.mark.parametrize(
    "line", ["text ::error::x", "::error", "# #[error]x", "::unknown::x", "##["]
)
def test_what_it_does_not(line: str) -> None:
    assert commands(line) == []


def test_escapes_are_undone() -> None:
    (found,) = commands("::error file=a%2Cb%3A.md,line=2::100%25%0Amore")
    assert (found.properties, found.data) == ({"file": "a,b:.md", "line": "2"}, "100%\nmore")


def test_a_file_of_outputs(tmp_path: Path) -> None:
    file = tmp_path / "output"
    file.write_text("a=1<<2\nb<<END\nx\na=3\nEND\nc=\n")
    assert pairs(file) == {"a": "1<<2", "b": "x\na=3", "c": ""}
    for broken in ("a<<END\nx\n", "neither\n"):
        file.write_text(broken)
        with pytest.raises(ValueError, match=r"missing|no output"):
            pairs(file)


def test_a_summary_has_a_limit(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    file.write_text("x" * (1024 * 1024 + 1))
    with pytest.raises(ValueError, match="larger"):
        summary(file)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("github.ref == 'MAIN' && !github.event.missing", True),
        ("contains(github.event.issue.labels.*.name, 'incident')", True),
        ("github.event.nothing.below == ''", True),
        ("(false || github.ref) != 'main'", False),
        ("failure()", False),
    ],
)
def test_expressions(expression: str, value: bool) -> None:
    assert expressions.truth(expressions.evaluate(expression, CONTEXTS)) is value


@pytest.mark.parametrize(
    "expression", ["hashFiles('x')", "matrix.os", "1 + 1", "github.ref ==", "a b"]
)
def test_an_expression_that_it_does_not_know_raises(expression: str) -> None:
    with pytest.raises(expressions.Unknown):
        expressions.evaluate(expression, CONTEXTS)


def test_after_a_failure_only_who_asks_for_it_goes_on() -> None:
    assert not expressions.condition("github.ref == 'main'", CONTEXTS, failed=True)
    assert expressions.condition("always() && github.ref == 'main'", CONTEXTS, failed=True)


def machine(tmp_path: Path, step: str) -> Runner:
    (tmp_path / "act").mkdir()
    (tmp_path / "act/action.yml").write_text(f"runs:\n  steps:\n    - {{name: One, {step}}}\n")
    return Runner(tmp_path, tmp_path / "temp", tmp_path)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("uses: actions/checkout@v4", "is not known"),
        ("uses: someone/else@" + KNOWN["actions/checkout"][0], "is not known"),
        ("run: echo", "names its shell"),
        ('shell: bash, run: "echo ${{ inputs.x }}"', "code of others"),
    ],
)
def test_what_no_step_may_be(tmp_path: Path, step: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        machine(tmp_path, step).action(tmp_path / "act", {})


@pytest.mark.parametrize(
    ("script", "log"),
    [("false | true; echo on", ""), ("echo ::set-env name=A::b", "::set-env name=A::b\n")],
)
def test_a_step_fails_at_its_first_command_and_for_a_forbidden_one(
    tmp_path: Path, script: str, log: str
) -> None:
    (step,) = machine(tmp_path, f'shell: bash, run: "{script}"').action(tmp_path / "act", {}).steps
    assert (step.code, step.log) == (1, log)


def test_nothing_of_our_environment_gets_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "of ours")
    (step,) = machine(tmp_path, "shell: bash, run: env").action(tmp_path / "act", {}).steps
    assert "of ours" not in step.log
    assert "RUNNER_TEMP=" in step.log
