"""What commands leave for GitHub's runner: outputs that nothing can forge, a page that is not too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.cli.runner import LARGEST_SUMMARY, add_to_summary, give_outputs
from tests.github.commands import pairs


def test_outputs_hold_any_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "output"
    monkeypatch.setenv("GITHUB_OUTPUT", str(file))
    text = "a\nend-0\nerrors=0\nx<<EOF\n"
    give_outputs({"summary": text, "changed": True})
    give_outputs({"errors": 2})
    assert pairs(file) == {"summary": text, "changed": "true", "errors": "2"}


def test_the_page_of_a_run_is_cut_at_the_end_of_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    add_to_summary("first\n")
    add_to_summary("zwölf\n" * 300_000)
    add_to_summary("last\n" * 100)
    text = file.read_bytes().decode()
    assert len(text.encode()) <= LARGEST_SUMMARY
    assert text.startswith("first\nzwölf\n")
    assert text.endswith("zwölf\n\n…and more, which GitHub would refuse.\n")


def test_elsewhere_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    give_outputs({"errors": 2})
    add_to_summary("x")
    assert list(tmp_path.iterdir()) == []
