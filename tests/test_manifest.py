"""The manifest inside a published folder: what it looks like, and what is not one."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.encoding import Raw
from statusgen.manifest import (
    Entry,
    is_published,
    read_manifest,
    recorded,
    render_manifest,
    sizes,
)


def entry(fingerprint: str, files: dict[str, int]) -> Entry:
    return Entry(fingerprint, Raw(recorded(files)))


HOME = entry("8f14e45fceea167a5a36dedd4bea2543", {"index.html": 512})
OUTAGE = entry(
    "c9f0f895fb98ab9159f51fd0297e236d",
    {"incidents/api-outage/index.html": 2048, "api/incidents/1.json": 80},
)

AS_A_FILE = b"""\
{"statusgen":1,"artifacts":{
"home":["8f14e45fceea167a5a36dedd4bea2543",{"index.html":512}],
"incident/1":["c9f0f895fb98ab9159f51fd0297e236d",{"api/incidents/1.json":80,\
"incidents/api-outage/index.html":2048}]
}}
"""


def save(folder: Path, content: bytes) -> Path:
    (folder / ".statusgen.json").write_bytes(content)
    return folder


def test_has_a_line_for_each_artifact_whatever_the_order_they_came_in() -> None:
    assert render_manifest({"incident/1": OUTAGE, "home": HOME}) == AS_A_FILE
    assert render_manifest({"home": HOME, "incident/1": OUTAGE}) == AS_A_FILE


def test_is_read_back(tmp_path: Path) -> None:
    folder = save(tmp_path, AS_A_FILE)
    assert read_manifest(folder) == {"home": HOME, "incident/1": OUTAGE}


PATHS = st.text("abc/.-", min_size=1)
SITES = st.dictionaries(
    st.text(),
    st.tuples(st.text("0123456789abcdef"), st.dictionaries(PATHS, st.integers(0, 2**40))),
)


@given(SITES)
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, site: dict[str, tuple[str, dict[str, int]]]
) -> None:
    entries: dict[str, Entry] = {}
    written: dict[str, dict[str, int]] = {}
    taken: set[str] = set()
    for name, (fingerprint, files) in site.items():
        own = {path: size for path, size in files.items() if path not in taken}
        taken.update(files)
        entries[name] = entry(fingerprint, own)
        written[name] = own
    content = render_manifest(entries)
    folder = save(tmp_path_factory.mktemp("site"), content)
    assert read_manifest(folder) == entries
    assert sizes(entries) == written
    assert json.loads(content)["artifacts"].keys() == entries.keys()


NOT_A_MANIFEST = {
    "empty": b"",
    "cut off": AS_A_FILE[:100],
    "not JSON": b"hello",
    "not UTF-8": b'{"statusgen":1,"artifacts":{"\xff":["",{}]}}',
    "somebody else's": b'{"files": ["index.html"]}',
    "a list": b"[1, 2, 3]",
    "of a newer version": AS_A_FILE.replace(b'"statusgen":1', b'"statusgen":2'),
    "without artifacts": b'{"statusgen":1}',
    "a list of artifacts": b'{"statusgen":1,"artifacts":["home"]}',
    "an artifact without files": b'{"statusgen":1,"artifacts":{"home":["8f"]}}',
    "files without sizes": b'{"statusgen":1,"artifacts":{"home":["8f",["index.html"]]}}',
    "a size in words": b'{"statusgen":1,"artifacts":{"home":["8f",{"index.html":"big"}]}}',
    "a negative size": b'{"statusgen":1,"artifacts":{"home":["8f",{"index.html":-1}]}}',
    "a yes for a size": b'{"statusgen":1,"artifacts":{"home":["8f",{"index.html":true}]}}',
    "one file of two artifacts": b'{"statusgen":1,"artifacts":{"a":["8f",{"x":1}],"b":["8f",{"x":1}]}}',
    "nested without end": b'{"statusgen":1,"artifacts":' + b"[" * 100_000,
}


@pytest.mark.parametrize("content", NOT_A_MANIFEST.values(), ids=NOT_A_MANIFEST.keys())
def test_what_is_not_a_manifest_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    assert sizes(read_manifest(save(tmp_path, content))) == {}


def test_a_folder_without_manifest_has_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}
    assert read_manifest(tmp_path / "missing") == {}
    assert not is_published(tmp_path)


def test_a_link_or_pipe_is_no_manifest(tmp_path: Path) -> None:
    elsewhere, linked, piped = (tmp_path / name for name in ("elsewhere", "linked", "piped"))
    for folder in (elsewhere, linked, piped):
        folder.mkdir()
    save(elsewhere, AS_A_FILE)
    (linked / ".statusgen.json").symlink_to(elsewhere / ".statusgen.json")
    os.mkfifo(piped / ".statusgen.json")
    for folder in (linked, piped):
        assert read_manifest(folder) == {}
        assert not is_published(folder)


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (AS_A_FILE, True),
        (NOT_A_MANIFEST["of a newer version"], True),
        (NOT_A_MANIFEST["cut off"], True),
        (NOT_A_MANIFEST["empty"], True),
        (NOT_A_MANIFEST["somebody else's"], False),
        (NOT_A_MANIFEST["not JSON"], False),
    ],
)
def test_a_folder_stays_ours_when_a_crash_cut_its_manifest_off(
    tmp_path: Path, content: bytes, ours: bool
) -> None:
    assert is_published(save(tmp_path, content)) is ours


def test_a_manifest_that_cannot_be_read_does_not_make_a_folder_foreign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    folder = save(tmp_path, AS_A_FILE)
    monkeypatch.setattr(os, "open", refuse)
    assert read_manifest(folder) == {}
    with pytest.raises(OSError, match="Too many open files"):
        is_published(folder)
    monkeypatch.undo()
