"""Commands at a real terminal: an editor, choices, questions, and what is kept when it goes wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.edits import FOLDER, NOW, OPEN, OPENED, changed, site
from tests.cli.terminals import Terminal, statusgen
from tests.requests import files_in
from tests.sites import instant

AT = "2026-01-15T104000Z"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site(tmp_path / "site")


def at_terminal(root: Path, *words: str, editor: str = "false") -> Terminal:
    """A command whose editor is a line of shell: the file to edit is "$1"."""
    folder = statusgen(root.parent / "bin")
    script = folder / "editor"
    script.write_text(f"#!/bin/sh\n{editor}\n")
    script.chmod(0o755)
    env = {"EDITOR": str(script), "VISUAL": "", "SOURCE_DATE_EPOCH": str(instant(NOW))}
    return Terminal([str(folder / "statusgen"), *words], root, env)


def edited(root: Path, words: Sequence[str], editor: str) -> tuple[int, str, dict[str, str]]:
    """The exit code, what was shown, and the files that changed."""
    before = files_in(root)
    terminal = at_terminal(root, *words, editor=editor)
    code = terminal.ended()
    return code, terminal.shown, changed(root, before)


def test_without_a_message_the_editor_opens(root: Path) -> None:
    editor = 'cp "$1" ../page; printf "# Found\\n\\nA full disk.\\n" | cat - "$1" > x; cat x > "$1"; rm x'
    words = ("incident", "update", "--state", "identified")
    code, _, files = edited(root, words, editor)
    assert code == 0
    assert files == {f"{FOLDER}/{AT}.identified.md": "# Found\n\nA full disk.\n"}
    page = (root.parent / "page").read_text()
    assert "An empty text stops the command." in page
    assert "about: API errors: identified" in page


@pytest.mark.parametrize("editor", ["true", 'printf "  \\n" > "$1"'])
def test_an_empty_text_stops_the_command(root: Path, editor: str) -> None:
    code, shown, files = edited(root, ("incident", "resolve"), editor)
    assert (code, files) == (2, {})
    assert "The text is empty: nothing was written." in shown


def test_an_editor_that_fails_changes_nothing(root: Path) -> None:
    code, shown, files = edited(root, ("incident", "resolve"), "exit 3")
    assert (code, files) == (1, {})
    assert "Editing failed" in shown


def test_a_template_is_looked_over_in_the_editor(root: Path) -> None:
    template = root / "content/templates/outage/incident.md"
    template.parent.mkdir(parents=True)
    template.write_text("---\nmonitors: [api]\n---\nWe look for the cause.\n")
    words = ("incident", "new", "Outage", "--template", "outage")
    _, _, files = edited(root, words, 'sed -i.bak "s/cause/reason/" "$1"; rm "$1.bak"')
    (text,) = files.values()
    assert text == (
        "---\ntitle: Outage\nstart: 2026-01-15T10:40:00Z\nmonitors: [api]\n---\n"
        "We look for the reason.\n"
    )


def test_edit_opens_the_file_until_it_is_right(root: Path) -> None:
    # The first time the tag is wrong, the second time it is corrected.
    editor = 'if grep -q apii "$1"; then sed -i.bak s/apii/website/ "$1"; else sed -i.bak s/api:/apii:/ "$1"; fi; rm -f "$1.bak"'
    before = files_in(root)
    terminal = at_terminal(root, "incident", "edit", "api-errors", editor=editor)
    asked = terminal.until("Edit it again?")
    assert f"{OPEN}:5:3: error: there is no monitor `apii`" in asked
    assert "hint: did you mean `api`?" in asked
    terminal.type("y\n")
    assert terminal.ended() == 0
    assert changed(root, before) == {OPEN: OPENED.replace("api:", "website:")}


def test_what_stays_wrong_is_kept_in_a_file_that_is_named(root: Path) -> None:
    before = files_in(root)
    terminal = at_terminal(
        root, "incident", "edit", "api-errors", editor='sed -i.bak s/api:/apii:/ "$1"; rm "$1.bak"'
    )
    terminal.until("Edit it again?")
    terminal.type("n\n")
    assert terminal.ended() == 1
    assert changed(root, before) == {}
    (kept,) = re.findall(r"Your text is kept in (\S+)", terminal.shown)
    assert "apii: PARTIAL" in Path(kept).read_text()
    Path(kept).unlink()


def test_a_text_that_cannot_be_posted_is_kept_too(root: Path) -> None:
    words = ("incident", "update", "--monitor", "apii=DOWN")
    code, shown, files = edited(root, words, 'printf "A long text.\\n" > "$1"')
    assert (code, files) == (1, {})
    (kept,) = re.findall(r"Your text is kept in (\S+)", shown)
    assert Path(kept).read_text() == "A long text.\n"
    Path(kept).unlink()


def test_a_person_chooses_among_several(root: Path) -> None:
    other = root / "content/incidents/2026-01-14-api-down/incident.md"
    other.parent.mkdir()
    other.write_text(OPENED)
    before = files_in(root)
    terminal = at_terminal(root, "incident", "resolve", "-m", "Over.")
    assert " 1  2026-01-15-api-errors  investigating" in terminal.until("Which one: ").replace(
        "\n  ", " "
    )
    terminal.type("9\n")
    terminal.until("Which one: ")
    terminal.type("1\n")
    assert terminal.ended() == 0
    assert list(changed(root, before)) == [f"{FOLDER}/{AT}.resolved.md"]


def test_new_asks_for_a_title(root: Path) -> None:
    terminal = at_terminal(root, "incident", "new", "-m", "We look.")
    terminal.until("Title: ")
    terminal.type("Logins fail\n")
    assert terminal.ended() == 0
    assert (root / "content/incidents/2026/2026-01-15-logins-fail/incident.md").exists()


@pytest.mark.parametrize("answer", ["n\n", "\x03"])
def test_nothing_is_deleted_unless_somebody_says_so(root: Path, answer: str) -> None:
    before = files_in(root)
    terminal = at_terminal(root, "incident", "delete", "api-errors")
    terminal.until("Delete `2026-01-15-api-errors` with all that was said? [y/N]: ")
    terminal.type(answer)
    assert terminal.ended() == 130
    assert files_in(root) == before


def test_nobody_waits_for_a_person_who_writes(root: Path) -> None:
    # While the editor is open another writer posts; then the person's text is posted as well.
    editor = f'statusgen="{root.parent}/bin/statusgen"; "$statusgen" incident update -m Quick. </dev/null >/dev/null; echo Slow. > "$1"'
    code, _, files = edited(root, ("incident", "update", "--state", "identified"), editor)
    assert code == 0
    assert sorted(files.values()) == ["Quick.\n", "Slow.\n"]


def test_lists_are_coloured_at_a_terminal(root: Path) -> None:
    terminal = at_terminal(root, "incident", "list")
    assert terminal.ended() == 0
    assert "\x1b[" not in terminal.shown  # TERM=dumb
    folder = statusgen(root.parent / "bin")
    coloured = Terminal([str(folder / "statusgen"), "incident", "list"], root, {"TERM": "xterm"})
    assert coloured.ended() == 0
    assert "\x1b[31m\x1b[1minvestigating\x1b[0m" in coloured.shown
