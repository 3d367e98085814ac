"""What GitHub's runner reads when a step has ended: outputs for other steps, the page of the run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LARGEST_SUMMARY = 1_000_000
"""Bytes of one step's part of the page; GitHub refuses more than 1 MiB and fails the step."""

_CUT = "\n\n…and more, which GitHub would refuse.\n"


def takes_outputs() -> bool:
    """Whether a runner asks for outputs."""
    return bool(os.environ.get("GITHUB_OUTPUT"))


def give_outputs(outputs: Mapping[str, object]) -> None:
    """Says ``outputs`` to the steps that follow, where a runner asks for them.

    Texts may hold anything: the word that ends one is random, so that no text can end it early
    and name an output of its own.
    """
    file = os.environ.get("GITHUB_OUTPUT")
    if not file:
        return
    import secrets

    with Path(file).open("a", encoding="utf-8", newline="\n") as out:
        for name, value in outputs.items():
            end = f"end-{secrets.token_hex(16)}"
            out.write(f"{name}<<{end}\n{_said(value)}\n{end}\n")


def add_to_summary(markdown: str) -> None:
    """Adds to the page of the run, where there is one; what is too long for it is cut."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    with Path(file).open("ab") as page:
        room = LARGEST_SUMMARY - page.tell()
        page.write(_cut(markdown.encode(), room))


def _cut(text: bytes, room: int) -> bytes:
    """``text``, or as many whole lines as there is room for."""
    if len(text) <= room:
        return text
    kept = text[: max(0, room - len(_CUT.encode()))].rpartition(b"\n")[0]
    return kept + _CUT.encode() if kept else b""


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
