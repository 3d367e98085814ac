"""Drafts: edits that are seen as one site before they are files, and saved all or not at all."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.cache import remembered
from statusgen.content.characters import Source
from statusgen.content.load import load
from statusgen.content.sources import Reader
from statusgen.editing.desk import Desk
from statusgen.editing.draft import Draft
from statusgen.editing.removed import FILE, note_removal
from statusgen.editing.saving import save, writing
from statusgen.errors import CannotWrite
from statusgen.memory import Memory
from statusgen.prepare import check
from tests.requests import files_in
from tests.sites import instant, write_site

INCIDENT = "content/incidents/2026/outage/incident.md"
NOW = instant("2026-01-16T00:00Z")
TEXT = "---\ntitle: Outage\nstart: 2026-01-15T10:00Z\n---\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, {INCIDENT: TEXT})


def test_edits_are_one_site_before_they_are_saved(root: Path) -> None:
    before = files_in(root)
    draft = Draft(root)
    new = "content/incidents/deep/er/new/incident.md"
    draft.write(new, TEXT.replace("Outage", "New"))
    draft.write(INCIDENT, TEXT.replace("Outage", "Old"))
    assert [one.title for one in draft.edited().site.incidents] in (["Old", "New"], ["New", "Old"])
    draft.remove(INCIDENT)
    assert [one.title for one in draft.edited().site.incidents] == ["New"]
    draft.move(new, INCIDENT)
    assert [one.file for one in draft.edited().site.incidents] == [INCIDENT]
    assert (draft.exists(new), draft.exists(INCIDENT), draft.text(new)) == (False, True, "")
    assert files_in(root) == before
    save(draft)
    assert files_in(root) == {**before, INCIDENT: TEXT.replace("Outage", "New")}


def test_line_ends_stay_those_of_the_file(root: Path) -> None:
    (root / INCIDENT).write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    draft = Draft(root)
    assert draft.text(INCIDENT) == "one\ntwo\n"
    draft.write(INCIDENT, "one\nthree\r\n")
    draft.write("content/new.md", "one\r\ntwo\n")
    save(draft)
    assert (root / INCIDENT).read_bytes() == b"\xef\xbb\xbfone\r\nthree\r\n"
    assert (root / "content/new.md").read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("meanwhile", ["changed", None])
def test_what_changed_meanwhile_is_never_overwritten(root: Path, meanwhile: str | None) -> None:
    draft = Draft(root)
    draft.write("content/new.md", "new\n")
    draft.write(INCIDENT, draft.text(INCIDENT) + "More.\n")
    if meanwhile is None:
        (root / INCIDENT).unlink()
    else:
        (root / INCIDENT).write_text(meanwhile)
    before = files_in(root)
    with pytest.raises(CannotWrite, match=r"incident.md was changed .* meanwhile; try again"):
        save(draft)
    assert files_in(root) == before


def test_a_file_that_somebody_else_made_meanwhile_stays(root: Path) -> None:
    draft = Draft(root)
    draft.write("content/new.md", "mine\n")
    (root / "content/new.md").write_text("theirs\n")
    with pytest.raises(CannotWrite):
        save(draft)
    assert (root / "content/new.md").read_text() == "theirs\n"


def test_a_failure_half_way_puts_back_what_was_written(root: Path) -> None:
    before = files_in(root)
    draft = Draft(root)
    draft.remove(INCIDENT)
    draft.write("content/new.md", "new\n")
    draft.write("content/site.yaml/impossible.md", "a file is no folder\n")
    with pytest.raises(CannotWrite, match="nothing was changed"):
        save(draft)
    assert files_in(root) == before


def test_a_commit_that_git_refuses_undoes_what_was_written(root: Path) -> None:
    before = files_in(root)
    draft = Draft(root)
    draft.move(INCIDENT, "content/incidents/2026/other/incident.md")
    with pytest.raises(CannotWrite, match="git did not take the change"):
        save(draft, "in a folder that is no repository")
    assert files_in(root) == before
    save(draft)
    assert files_in(root) != before
    assert not (root / INCIDENT).parent.exists()
    draft = Draft(root)
    draft.move("content/incidents/2026/other/incident.md", INCIDENT)
    save(draft)
    assert files_in(root) == before
    assert not (root / "content/incidents/2026/other").exists()


def test_only_new_errors_count(root: Path) -> None:
    (root / "content/incidents/broken").mkdir()
    (root / "content/incidents/broken/incident.md").write_text("---\ntitle: [\n---\n")
    desk = Desk(root, NOW)
    desk.draft.write(INCIDENT, TEXT.replace("Outage", "Better"))
    assert desk.new_errors() == []
    assert desk.preview().incidents[0].title == "Better"
    assert desk.snapshot().incidents[0].title == "Outage"
    desk.draft.write(INCIDENT, TEXT.replace("title: Outage\n", ""))
    assert [one.code for one in desk.new_errors()] == ["missing-key"]


ENTRY = "kind: incident\nslug: new\nid: 9\nreason: It was, a test\nat: 2026-01-16T00:00:00Z\n"
BLOCK = "- " + ENTRY.removesuffix("\n").replace("\n", "\n  ") + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", BLOCK),
        ("# Gone for good.\n", "# Gone for good.\n" + BLOCK),
        ("- slug: old", "- slug: old\n" + BLOCK),
        ("- slug: old # tidy\n", "- slug: old # tidy\n" + BLOCK),
        (
            "  - slug: old\n    id: 5\n",
            "  - slug: old\n    id: 5\n" + "".join(f"  {line}\n" for line in BLOCK.splitlines()),
        ),
    ],
)
def test_a_removal_is_noted_as_the_list_is_written(root: Path, text: str, expected: str) -> None:
    expected = expected.replace("It was, a test", '"It was, a test"')
    (root / FILE).write_text(text)
    assert noted(root) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("[]  # none\n", "[{kind: incident, "),
        ("[{slug: old}]\n", "[{slug: old}, {kind: incident, "),
    ],
)
def test_a_removal_in_a_list_in_brackets(root: Path, text: str, start: str) -> None:
    (root / FILE).write_text(text)
    found = noted(root)
    assert found.startswith(start)
    assert found.endswith("Z}]" + text[text.index("]") + 1 :])


def noted(root: Path) -> str:
    draft = Draft(root)
    note_removal(draft, "incident", "new", 9, "It was, a test", NOW)
    edited = draft.edited()
    assert edited.problems == []
    assert [one.id for one in edited.site.removed][-1] == 9
    return draft.text(FILE)


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "content/status").mkdir()
    (root / "content/status/api").symlink_to(tmp_path / "elsewhere")
    draft = Draft(root)
    draft.write("content/status/api/2026-01-15.csv", "x")
    with pytest.raises(CannotWrite, match="link"):
        save(draft)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_draft_knows_the_largest_size_too(root: Path) -> None:
    desk = Desk(root, NOW)
    desk.draft.write(INCIDENT, TEXT + "x" * 300_000)
    assert [one.code for one in desk.new_errors()] == ["file-too-large"]


OLD: dict[str, str | bytes] = {
    INCIDENT: TEXT,
    "content/incidents/2026/outage/2026-01-15T1100Z.resolved.md": "Over.\n",
    "content/incidents/2026/broken/incident.md": "---\ntitle: [\n---\n",
    "content/incidents/2026/broken/notes.txt": "What is this?\n",
    "content/status/api/2026-01-15.csv": "timestamp,status\n2026-01-15T10:00Z,DOWN\n",
    "content/pages/about.md": "---\ntitle: About\n---\n",
}
TEXTS = st.sampled_from([TEXT, "Over.\n", "---\ntitle: [\n---\n", "\x00", "timestamp,status\n", ""])
FILES = st.sampled_from([*OLD, "content/incidents/new/incident.md", "content/incidents/x.md"])


@given(st.dictionaries(FILES, st.none() | TEXTS, max_size=4))
def test_what_is_not_read_again_is_what_would_be_read(
    tmp_path_factory: pytest.TempPathFactory, edits: dict[str, str | None]
) -> None:
    root = write_site(tmp_path_factory.mktemp("site"), OLD)
    desk = Desk(root, NOW)
    assert desk.site.incidents
    for file, text in edits.items():
        if text is None:
            desk.draft.remove(file)
        else:
            desk.draft.write(file, text)
    edited = desk.draft.edited()
    save(desk.draft)
    saved = load(root)
    assert (edited.site, edited.problems) == (saved.site, saved.problems)


@given(st.dictionaries(FILES, st.none() | TEXTS, max_size=4), st.booleans())
def test_what_a_draft_leaves_for_the_next_command_is_what_is_on_disk(
    tmp_path_factory: pytest.TempPathFactory, edits: dict[str, str | None], saves: bool
) -> None:
    root = write_site(tmp_path_factory.mktemp("site"), OLD)
    cache = tmp_path_factory.mktemp("cache")

    def much_later() -> Memory:
        return remembered(root, cache, lambda: time.time_ns() + 10**12, once=True)

    def checked(memory: Memory) -> object:
        site, problems = check(root, NOW, memory)
        memory.put_away()
        return site, problems

    checked(much_later())
    memory = much_later()
    desk = Desk(root, NOW, memory)
    assert desk.site == load(root).site
    for file, text in edits.items():
        if text is None:
            desk.draft.remove(file)
        else:
            desk.draft.write(file, text)
    desk.new_problems()
    desk.preview()
    if saves:
        save(desk.draft)
    memory.put_away()
    assert checked(much_later()) == check(root, NOW)


def test_an_edit_is_checked_without_reading_the_rest_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        folder = root / f"content/incidents/other-{number}"
        folder.mkdir()
        (folder / "incident.md").write_text(TEXT)
    read: list[str] = []
    original = Reader.read

    def reading(reader: Reader, file: str, **options: Any) -> Source | None:
        read.append(file)
        return original(reader, file, **options)

    monkeypatch.setattr(Reader, "read", reading)
    desk = Desk(root, NOW)
    assert len(desk.site.incidents) == 4
    read.clear()
    desk.draft.write("content/incidents/other-1/2026-01-15T1100Z.identified.md", "Found.\n")
    assert desk.new_problems() == []
    assert [file for file in read if "incidents" in file] == [
        "content/incidents/other-1/2026-01-15T1100Z.identified.md",
        "content/incidents/other-1/incident.md",
    ]


def test_a_writer_waits_for_the_other_and_leaves_nothing(root: Path) -> None:
    before = files_in(root)
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with writing(root):
            order.append("second")

    order: list[str] = []
    with writing(root):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(10)
        time.sleep(0.05)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]
    assert files_in(root) == before


def test_where_folders_cannot_be_locked_a_file_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def flock(descriptor: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EBADF, "as on NFS")

    monkeypatch.setattr(fcntl, "flock", flock)
    with writing(root):
        assert (root / "content/.statusgen.lock").exists()


def test_whoever_is_stopped_half_way_leaves_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(root)
    draft = Draft(root)
    draft.write("content/new.md", "new\n")
    draft.remove(INCIDENT)

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "incident.md":
            raise KeyboardInterrupt
        os.unlink(path) if path.exists() else None

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(KeyboardInterrupt):
        save(draft)
    assert files_in(root) == before
