"""What is on disk, and what of it is read."""

from __future__ import annotations

import os
import socket
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.content.sources import LARGEST, Folder, Reader
from statusgen.diagnostics import Level

Found = tuple[str, int, int]


def put(root: Path, file: str, content: bytes | str = "") -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(root: Path, content: bytes) -> tuple[str | None, list[Found]]:
    """The text of a file with this content, and what is said about it."""
    put(root, "content/site.yaml", content)
    reader = Reader(root)
    source = reader.read("content/site.yaml")
    assert all(found.where.file == "content/site.yaml" for found in reader.problems)
    assert all(found.hint for found in reader.problems)
    return source.text if source else None, places(reader)


def places(reader: Reader) -> list[Found]:
    return [(found.code, found.where.line, found.where.column) for found in reader.problems]


def blamed(reader: Reader) -> list[tuple[str, str]]:
    return [(found.code, found.where.file) for found in reader.problems]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"title: Status\n", "title: Status\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        ("title: Störung · 障害 \U0001f525\n".encode(), "title: Störung · 障害 \U0001f525\n"),
        (b"tab\there\n", "tab\there\n"),
    ],
)
def test_text_is_read_with_unix_line_ends(tmp_path: Path, content: bytes, text: str) -> None:
    assert read(tmp_path, content) == (text, [])


def test_the_digest_is_that_of_the_bytes_on_disk(tmp_path: Path) -> None:
    put(tmp_path, "a.md", b"\xef\xbb\xbfone\r\n")
    source = Reader(tmp_path).read("a.md")
    assert source is not None
    assert source.file == "a.md"
    assert source.digest == blake2b(b"\xef\xbb\xbfone\r\n", digest_size=16).digest()


def test_one_byte_order_mark_is_a_warning_and_goes(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfa: 1\n") == ("a: 1\n", [("byte-order-mark", 1, 1)])
    reader = Reader(tmp_path)
    reader.read("content/site.yaml")
    assert reader.problems[0].level is Level.WARNING


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"a\nb \x00", [("control-character", 2, 3)]),
        (b"title: \x1b[31mred\n", [("control-character", 1, 8)]),
        (b"a\x07b\n\x0bc\x7f", [("control-character", 1, 2), ("control-character", 2, 1),
                                ("control-character", 2, 3)]),
        ("ä\x85".encode(), [("control-character", 1, 2)]),
        ("a\ufffe".encode(), [("control-character", 1, 2)]),
        ("a\uffff".encode(), [("control-character", 1, 2)]),
        ("a: \ufeffb".encode(), [("control-character", 1, 4)]),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", [("byte-order-mark", 1, 1), ("control-character", 1, 1)]),
        ("a\r\n\u202eb".encode(), [("bidi-character", 2, 1)]),
        ("a \u2066b\u2069".encode(), [("bidi-character", 1, 3), ("bidi-character", 1, 5)]),
    ],
)  # fmt: skip
def test_what_nobody_can_see_is_refused(tmp_path: Path, content: bytes, found: list[Found]) -> None:
    assert read(tmp_path, content) == (None, found)


def test_a_file_full_of_control_characters_is_not_reported_for_ever(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"a\x01" * 5000)[1]) == 20


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff", ("not-utf8", 1, 1)),
        (b"title: caf\xe9\n", ("not-utf8", 1, 11)),
        ("ä\r\nö".encode() + b"\xc3(", ("not-utf8", 2, 2)),
        (b"overlong \xc0\xaf", ("not-utf8", 1, 10)),
        (b"surrogate \xed\xa0\x80", ("not-utf8", 1, 11)),
        (b"cut \xe2\x82", ("not-utf8", 1, 5)),
    ],
)
def test_only_utf8_is_read(tmp_path: Path, content: bytes, found: Found) -> None:
    assert read(tmp_path, content) == (None, [found])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_recognised(tmp_path: Path, encoding: str) -> None:
    put(tmp_path, "a.md", "title: Status\n".encode(encoding))
    reader = Reader(tmp_path)
    assert reader.read("a.md") is None
    [found] = reader.problems
    assert found.code == "not-utf8"
    assert found.hint == "save the file as UTF-8 instead of UTF-16"


CONFLICT = "title: a\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> fix/b\n"
DIFF3 = "<<<<<<< a\n1\n||||||| base\n2\n=======\n3\n>>>>>>> b\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (CONFLICT, [2, 4, 6]),
        (CONFLICT.replace("\n", "\r\n"), [2, 4, 6]),
        ("text: |\n  a\n" + CONFLICT, [4, 6, 8]),
        (DIFF3, [1, 3, 5, 7]),
        ("A heading\n=======\n\nleft over\n>>>>>>> b\n", [2, 5]),
    ],
)
def test_merge_conflicts_have_their_own_message(
    tmp_path: Path, text: str, lines: list[int]
) -> None:
    found = [("merge-conflict", line, 1) for line in lines]
    assert read(tmp_path, text.encode()) == (None, found)


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n=======\n\nText.\n",
        "| a |\n|||||||\n",
        "  <<<<<<< indented is text\n",
        "see `<<<<<<< HEAD` in the file\n",
        ">>>>>>>> eight\n",
        "About `<<<<<<< HEAD`\n=======\n||||||| a | b |\n",
    ],
)
def test_what_only_looks_like_a_conflict_is_read(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text.encode()) == (text, [])


def test_a_file_may_have_256_kib_and_no_more(tmp_path: Path) -> None:
    assert read(tmp_path, b"a" * LARGEST) == ("a" * LARGEST, [])
    assert read(tmp_path, b"a" * (LARGEST + 1)) == (None, [("file-too-large", 0, 0)])
    assert read(tmp_path, b"a" * 1024 * 1024) == (None, [("file-too-large", 0, 0)])


def test_a_limit_can_be_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", "12345")
    reader = Reader(tmp_path)
    assert reader.read("a.csv", limit=4) is None
    assert reader.problems[0].message == "the file has 5 bytes; 4 are allowed"


def test_a_missing_file_is_a_problem_unless_it_is_optional(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "nothing")
    assert reader.read("content/site.yaml", optional=True) is None
    assert reader.problems == []
    assert reader.read("content/site.yaml") is None
    assert blamed(reader) == [("not-a-file", "content/site.yaml")]


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret/token.md", "secret")
    root = tmp_path / "site"
    put(root, "content/pages/real.md", "real")
    (root / "content/pages/link.md").symlink_to(secret)
    (root / "content/pages/dangling.md").symlink_to("nowhere")
    (root / "content/pages/zero.md").symlink_to("/dev/zero")
    (root / "content/linked").symlink_to(secret.parent)
    reader = Reader(root)
    for name in ("pages/link.md", "pages/dangling.md", "pages/zero.md", "linked/token.md"):
        assert reader.read(f"content/{name}", optional=True) is None
    assert blamed(reader) == [
        ("symlink", "content/pages/link.md"),
        ("symlink", "content/pages/dangling.md"),
        ("symlink", "content/pages/zero.md"),
        ("symlink", "content/linked"),
    ]


def test_a_folder_that_becomes_a_link_after_the_listing_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "secret/a.md", "secret")
    put(tmp_path, "site/content/x/a.md", "public")
    reader = Reader(tmp_path / "site")
    texts = []
    for folder in reader.walk("content"):
        if folder.file == "content/x":
            (tmp_path / "site/content/x").rename(tmp_path / "moved")
            (tmp_path / "site/content/x").symlink_to(tmp_path / "secret")
            source = reader.read("content/x/a.md")
            texts.append(source.text if source else None)
    assert texts == ["public"]
    assert Reader(tmp_path / "site").read("content/x/a.md", optional=True) is None


def test_the_site_itself_may_be_behind_a_link(tmp_path: Path) -> None:
    put(tmp_path, "real/a.md", "text")
    (tmp_path / "link").symlink_to("real")
    source = Reader(tmp_path / "link").read("a.md")
    assert source is not None
    assert source.text == "text"


def test_only_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    put(tmp_path, "file", "text")
    with socket.socket(socket.AF_UNIX) as unix:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path may only have 108 bytes
        unix.bind("socket.md")
        os.chdir(here)
        reader = Reader(tmp_path)
        for file in ("pipe.md", "folder.md", "socket.md", "file/a.md", "n" * 300):
            assert reader.read(file, optional=True) is None
    assert blamed(reader) == [
        ("not-a-file", "pipe.md"),
        ("not-a-file", "folder.md"),
        ("not-a-file", "socket.md"),
        ("not-a-file", "file"),
        ("not-a-file", "n" * 300),
    ]


@pytest.mark.parametrize("file", ["../a.md", "/etc/passwd", "x/../../a.md", "x//a.md", "./a.md"])
def test_paths_stay_below_the_site(tmp_path: Path, file: str) -> None:
    put(tmp_path, "a.md", "outside")
    put(tmp_path, "site/x/a.md", "inside")
    reader = Reader(tmp_path / "site")
    assert reader.read(file, optional=True) is None
    assert [code for code, _ in blamed(reader)] == ["bad-file-name"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, "a.md").chmod(0)
    put(tmp_path, "closed/b.md").parent.chmod(0)
    reader = Reader(tmp_path)
    assert reader.read("a.md") is None
    assert reader.read("closed/b.md") is None
    assert list(reader.walk("closed")) == []
    assert blamed(reader) == [("not-a-file", "a.md"), ("not-a-file", "closed")]
    (tmp_path / "closed").chmod(0o700)


@pytest.mark.parametrize(("saved", "later"), [("half and half", 0), ("good", 1)])
def test_a_file_that_changes_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: str, later: int
) -> None:
    path = put(tmp_path, "a.md", "half")
    os.utime(path, ns=(0, 0))
    real = os.read

    def read_while_somebody_saves(descriptor: int, size: int) -> bytes:
        raw = real(descriptor, size)
        if raw == b"half":
            path.write_text(saved)
            os.utime(path, ns=(later, later))
        return raw

    monkeypatch.setattr(os, "read", read_while_somebody_saves)
    reader = Reader(tmp_path)
    source = reader.read("a.md")
    assert source is not None
    assert source.text == saved
    assert reader.problems == []


def test_a_file_that_never_stands_still_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "a.md", "x")
    real = os.read

    def read_while_somebody_appends(descriptor: int, size: int) -> bytes:
        path.write_text(path.read_text() + "x")
        return real(descriptor, size)

    monkeypatch.setattr(os, "read", read_while_somebody_appends)
    reader = Reader(tmp_path)
    assert reader.read("a.md") is None
    assert reader.problems[0].message == "the file changed while it was read"


def test_folders_are_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for file in ("b/two.md", "b/one.md", "a/z/deep.md", "a/.gitkeep", "a/x.md~", "a/.x.md.swp",
                 "a/x.md.swp", ".git/config", "top.md"):  # fmt: skip
        put(tmp_path, f"content/{file}")
    (tmp_path / "content/empty").mkdir()
    reader = Reader(tmp_path)
    assert list(reader.walk("content")) == [
        Folder("content", ("a", "b", "empty"), ("top.md",)),
        Folder("content/a", ("z",), ()),
        Folder("content/a/z", (), ("deep.md",)),
        Folder("content/b", (), ("one.md", "two.md")),
        Folder("content/empty", (), ()),
    ]
    assert reader.problems == []


def test_a_folder_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    assert list(reader.walk("content/pages")) == []
    assert reader.problems == []


def test_the_whole_site_can_be_walked(tmp_path: Path) -> None:
    put(tmp_path, "content/a.md")
    assert [folder.file for folder in Reader(tmp_path).walk("")] == ["", "content"]


def test_the_walk_reports_what_it_passes_over(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/a.md")
    content = tmp_path / "content"
    put(content, "good.md")
    (content / "file-link.md").symlink_to("good.md")
    (content / "folder-link").symlink_to(tmp_path / "elsewhere")
    (content / "loop").symlink_to(content)
    os.mkfifo(content / "pipe")
    for name in (b"caf\xe9.md", b"new\nline.md", b"esc\x1b[31m.md", "r\u202elm.md".encode()):
        put(content, os.fsdecode(name))
    (content / "bad\tfolder").mkdir()
    reader = Reader(tmp_path)
    assert list(reader.walk("content")) == [Folder("content", (), ("good.md",))]
    assert sorted(blamed(reader)) == [
        ("bad-file-name", r"content/bad\tfolder"),
        ("bad-file-name", r"content/caf\xe9.md"),
        ("bad-file-name", r"content/esc\x1b[31m.md"),
        ("bad-file-name", r"content/new\nline.md"),
        ("bad-file-name", r"content/r\u202elm.md"),
        ("not-a-file", "content/pipe"),
        ("symlink", "content/file-link.md"),
        ("symlink", "content/folder-link"),
        ("symlink", "content/loop"),
    ]


def test_a_link_or_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "real/a.md")
    put(tmp_path, "file")
    (tmp_path / "link").symlink_to("real")
    reader = Reader(tmp_path)
    assert [*reader.walk("link"), *reader.walk("file"), *reader.walk("link/x")] == []
    assert blamed(reader) == [("symlink", "link"), ("not-a-file", "file")]


def test_bottomless_folders_end_at_32(tmp_path: Path) -> None:
    put(tmp_path, "/".join(["d"] * 40) + "/a.md")
    reader = Reader(tmp_path)
    assert len(list(reader.walk("d"))) == 32
    assert blamed(reader) == [("bad-file-name", "/".join(["d"] * 33))]


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    for name in "abc":
        put(tmp_path, f"{name}/{name}/{name}.md", "text")
    (tmp_path / "a/link").symlink_to("b")
    before = len(os.listdir("/dev/fd"))
    reader = Reader(tmp_path)
    for name in "abcab":
        assert reader.read(f"{name}/{name}/{name}.md")
        assert reader.read(f"{name}/link/x", optional=True) is None
    list(reader.walk(""))
    del reader
    assert len(os.listdir("/dev/fd")) == before


NASTY = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [b"---\n", b"a: 1\n", b"\r\n", b"<<<<<<< x\n", b">>>>>>> y\n", b"=======\n", b"\x00",
             b"\xef\xbb\xbf", b"\xff\xfe", "\u202e".encode(), b"\xed\xa0\x80", "ä".encode()]
        ),
    ),
    max_size=12,
).map(b"".join)  # fmt: skip


@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(NASTY)
def test_any_bytes_are_read_or_refused_with_a_place(tmp_path: Path, content: bytes) -> None:
    text, found = read(tmp_path, content)
    errors = [one for one in found if one[0] != "byte-order-mark"]
    assert (text is None) == bool(errors)
    assert all(line >= 1 and column >= 1 for _, line, column in found)
    if text is not None:
        unmarked = content.decode().removeprefix("\ufeff")
        assert text == unmarked.replace("\r\n", "\n").replace("\r", "\n")


@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.sampled_from("ab./\0\n\ud800\udce9~-") | st.characters(), max_size=12))
def test_any_name_can_be_asked_for(tmp_path: Path, file: str) -> None:
    reader = Reader(tmp_path)
    assert reader.read(file) is None
    assert list(reader.walk(f"{file}x")) == []
    assert {code for code, _ in blamed(reader)} <= {"not-a-file", "bad-file-name"}
