"""Editing commands as people type them, on a site with one incident that is open."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli import main
from tests.requests import files_in
from tests.sites import instant, write_site

NOW = "2026-01-15T10:40:00Z"
FOLDER = "content/incidents/2026/2026-01-15-api-errors"
OPEN = f"{FOLDER}/incident.md"
OPENED = """\
---
title: API errors # what people read first
start: 2026-01-15T10:24:00Z
monitors:
  api: PARTIAL
---
One request in three fails.
"""
OVER = "content/incidents/2026/2026-01-02-slow-pages"
SITE: dict[str, str | bytes] = {
    OPEN: OPENED,
    f"{OVER}/incident.md": "---\ntitle: Slow pages\nstart: 2026-01-02T08:00Z\nid: 77\n---\nSlow.\n",
    f"{OVER}/2026-01-02T0900Z.resolved.md": "Fast again.\n",
}


def site(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A site with an open incident, and one that is over."""
    return write_site(root, {**SITE, **(files or {})})


def typed(
    root: Path, *words: str, now: str = NOW, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """`statusgen` with these words, away from any terminal, in this process: that is quick."""
    streams = [TextIOWrapper(BytesIO(), encoding="utf-8", errors="surrogateescape") for _ in "oe"]
    standard_input = TextIOWrapper(BytesIO((given or "").encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("SOURCE_DATE_EPOCH", str(instant(now)))
        patch.setattr(sys, "argv", ["statusgen", *words])
        patch.setattr(sys, "stdin", standard_input)
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            with pytest.raises(SystemExit) as ended:
                main()
            for stream in streams:
                stream.flush()
    shown = [stream.buffer.getvalue().decode() for stream in streams]
    return subprocess.CompletedProcess(words, int(str(ended.value.code or 0)), *shown)


def wrote(root: Path, *words: str, now: str = NOW, given: str | None = None) -> dict[str, str]:
    """The files that a command has changed or made; it must succeed without a complaint."""
    before = files_in(root)
    done = typed(root, *words, now=now, given=given)
    assert (done.returncode, done.stderr) == (0, "")
    return changed(root, before)


def changed(root: Path, before: dict[str, str]) -> dict[str, str]:
    """The files that are new or other than ``before``; "" for those that are gone."""
    after = files_in(root)
    gone = {file: "" for file in before if file not in after}
    return {file: text for file, text in after.items() if before.get(file) != text} | gone


def refused(root: Path, *words: str, now: str = NOW, code: int = 1) -> str:
    """What a command complains of; it must have changed nothing."""
    before = files_in(root)
    done = typed(root, *words, now=now)
    assert (done.returncode, done.stdout) == (code, ""), done.stdout
    assert files_in(root) == before
    return done.stderr


def told(root: Path, *words: str, now: str = NOW) -> Any:
    """The JSON document that a command prints."""
    done = typed(root, *words, "--json", now=now)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)
