"""The text that people are told: from an option, from stdin, or written in an editor."""

from __future__ import annotations

import sys
import tempfile

import click

_SCISSORS = "# ------------------------ >8 ------------------------"
_ADVICE = "Everything from this line on is left out. An empty text stops the command."


def attended() -> bool:
    """Whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def given_text(parts: tuple[str, ...]) -> str:
    """The texts of ``-m``, a paragraph each; `-` reads stdin."""
    return "\n\n".join(_stdin() if one == "-" else one for one in parts).strip()


def written_text(subject: str, beginning: str = "") -> str:
    """What somebody writes in their editor about ``subject``; what is empty stops the command."""
    page = f"{beginning}\n\n{_SCISSORS}\n# {_ADVICE}\n# It is Markdown, about: {subject}\n"
    found = click.edit(page, extension=".md")
    text = (page if found is None else found).partition(_SCISSORS)[0].strip()
    if not text:
        raise click.UsageError("The text is empty: nothing was written.")
    return text


def demand_text(parts: tuple[str, ...], subject: str) -> str:
    """The text of ``-m``, or what somebody writes; without a terminal it must be given."""
    text = given_text(parts)
    if text:
        return text
    if parts or not attended():
        raise click.UsageError("Say what to tell people: -m TEXT, or -m - to read it from stdin.")
    return written_text(subject)


def kept(text: str) -> str:
    """The name of a new file that holds ``text``, for those who will need it again."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="statusgen-", suffix=".md", delete=False, encoding="utf-8"
    ) as file:
        file.write(text + "\n")
    return file.name


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise click.UsageError("What comes from stdin is not UTF-8 text.") from error
