"""Files that want to break the reader: each is refused with a diagnostic, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from statusgen.checks.texts import secret_in
from tests.sites import diagnose, instant, write_site

NOW = instant("2026-01-20T12:00Z")
FILE = "content/incidents/2026-01-15-outage/incident.md"
HEAD = "---\ntitle: Outage\nstart: 2026-01-15T10:00:00Z\n"


def front(extra: str) -> str:
    """An incident whose front matter has more in it."""
    return f"{HEAD}{extra}\n---\nText.\n"


BOMB = "x: &a [1,1,1,1,1,1,1,1,1]\ny: [*a,*a,*a,*a,*a,*a,*a,*a,*a]"
MERGE = "a: &a {b: 1}\nc:\n  <<: *a"
DEEP = "x: " + "[" * 25_000 + "]" * 25_000
HOSTILE = [
    # what it is, the file, the code that it gets, the line
    ("an alias bomb", front(BOMB), "yaml-alias", 4),
    ("a bomb of merge keys", front(MERGE), "yaml-alias", 4),
    ("a list in itself", front("x: &a [*a]"), "yaml-alias", 4),
    ("brackets 25,000 deep", front(DEEP), "yaml-too-deep", 4),
    ("brackets 2,000 deep in a key", front("x: {a" + "[" * 2_000), "yaml-syntax", 4),
    ("dashes 30,000 deep", front("x:\n  " + "- " * 30_000 + "a"), "yaml-too-deep", 5),
    ("a number of 5,000 digits", front("id: " + "9" * 5000), "wrong-type", 4),
    ("a number in base sixty", front("id: 1" + ":59" * 5000), "wrong-type", 4),
    ("a day that does not exist", front("updated_at: 2024-13-45T10:00Z"), "bad-time", 4),
    ("an offset that does not exist", front("updated_at: 2024-01-01T10:00+99:99"), "bad-time", 4),
    ("an offset of 99 minutes", front("updated_at: 2024-01-01T10:00+01:99"), "bad-time", 4),
    ("a day before all days", front("updated_at: 0001-01-01T00:00+01:00"), "bad-time", 4),
    ("a day after all days", front("updated_at: 9999-12-31T23:59-12:00"), "bad-time", 4),
    ("a year too far away", front("updated_at: 3000-01-01T00:00Z"), "bad-time", 4),
    ("an old path with a long name", front(f"aliases: [/{'a' * 121}/]"), "bad-value", 4),
    ("a host that is none", front('links: [{title: x, url: "https://[x"}]'), "bad-value", 4),
    ("a time without its zone", front("updated_at: 2024-01-01T10:00"), "time-without-zone", 4),
    ("a boolean of YAML 1.1", front("pinned: yes"), "wrong-type", 4),
    ("a boolean in quotes", front('pinned: "false"'), "wrong-type", 4),
    ("the same key twice", front("title: Another"), "yaml-duplicate-key", 4),
    ("an object of Python", front("x: !!python/object:os.system {}"), "yaml-tag", 4),
    ("a tag of its own", front("x: !secret y"), "yaml-tag", 4),
    ("binary data", front("x: !!binary aGVsbG8="), "yaml-tag", 4),
    ("a tab as indent", front("monitors:\n\tapi: DOWN"), "yaml-syntax", 5),
    ("a template of another tool", front("x: {{ title }}"), "yaml-syntax", 4),
    ("two colons in a line", front("x: a: b"), "yaml-syntax", 4),
    ("a quote that is never closed", front('x: "abc'), "yaml-syntax", 4),
    ("an escape sequence", front("x: a\x1b[31mred"), "control-character", 4),
    ("a NUL that is spelt out", front('x: "a\\0b"'), "control-character", 4),
    ("text that runs backwards", front("x: a\u202eb"), "bidi-character", 4),
    ("the same, spelt out", front('x: "a\\u202eb"'), "bidi-character", 4),
    ("a conflict in the front matter", front("<<<<<<< HEAD\na: b\n=======\n>>>>>>> x"), "merge-conflict", 4),
    ("a conflict in the text", f"{HEAD}---\nA\n<<<<<<< HEAD\nB\n=======\nC\n>>>>>>> x\n", "merge-conflict", 6),
    ("front matter that is never closed", HEAD, "yaml-syntax", 1),
    ("a script in a link", f"{HEAD}---\n[x](javascript:alert(1))\n", "unsafe-link", 5),
    ("a script in disguise", f"{HEAD}---\n[x](JaVa&#x73;cript:alert(1))\n", "unsafe-link", 5),
    ("a password in a link", f"{HEAD}---\n<https://me:secret@example.com>\n", "unsafe-link", 5),
    ("a picture that counts readers", f"{HEAD}---\n![](https://t.example/p.gif)\n", "remote-image", 5),
    ("quotes in quotes in quotes", f"{HEAD}---\n{'> ' * 60}deep\n", "dropped-markdown", 5),
    ("a file of a megabyte", HEAD + "---\n" + "x" * 1_000_000, "file-too-large", 0),
    ("Latin-1", f"{HEAD}---\nStörung\n".encode("latin-1"), "not-utf8", 5),
    ("UTF-16", front("").encode("utf-16"), "not-utf8", 1),
    ("a file that ends in half a letter", front("").encode() + b"\xe2\x82", "not-utf8", 7),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "line"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_it_is_refused(tmp_path: Path, content: str | bytes, code: str, line: int) -> None:
    write_site(tmp_path, {FILE: content})
    found = [one.diagnostic for one in diagnose(tmp_path, NOW)]
    assert [(one.code, one.where.file) for one in found if one.code == code][:1] == [(code, FILE)]
    assert next(one for one in found if one.code == code).where.line == line
    assert all(one.message for one in found)


WORK = "---\ntitle: Restart\nstart: 2026-02-01T02:00Z\nduration: 1h\n---\n"
ELSEWHERE = [
    # what it is, the file, its content, the code that it gets
    ("a digit that is no number", "content/status/api/2026-01-15.csv", "²,UP,1", "bad-time"),
    ("5,000 digits as a time", "content/status/api/2026-01-15.csv", "9" * 5000 + ",UP,", "bad-time"),
    ("5,000 digits of latency", "content/status/api/2026-01-15.csv",
     "2026-01-15T10:00Z,UP," + "9" * 5000, "bad-value"),
    ("5,000 digits of weeks", "maintenance.md", WORK.replace("1h", "9" * 5000 + "w"), "bad-value"),
    ("an end after all days", "maintenance.md", WORK.replace("2026-02-01T02:00Z", "2999-12-31T23:30Z"), "bad-time"),
    ("a move to after all days", "maintenance.md", WORK.replace("duration", "overrides: [{occurrence: "
     "2026-02-01T02:00Z, start: 2999-12-31T23:30Z}]\nduration"), "bad-time"),
    ("a zone of 150 parts", "maintenance.md", WORK.replace("duration", f"timezone: {'a/' * 150}a\nduration"), "bad-value"),
    *((f"the zone {zone}", "maintenance.md", WORK.replace("duration", f"timezone: {zone}\nduration"), "bad-value")
      for zone in ("localtime", "posixrules", "Factory", "right/UTC", "posix/UTC")),
    ("31 languages", "content/site.yaml", f"title: A\nurl: https://a.example\nlanguages: [{', '.join(f'en-{n:02}' for n in range(31))}]\n", "bad-value"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content", "code"), [case[1:] for case in ELSEWHERE], ids=[c[0] for c in ELSEWHERE]
)
def test_it_is_refused_elsewhere_too(tmp_path: Path, file: str, content: str, code: str) -> None:
    file = f"content/maintenances/restart/{file}" if file == "maintenance.md" else file
    header = "timestamp,status,latency\n" if file.endswith(".csv") else ""
    write_site(tmp_path, {file: header + content})
    found = [one.diagnostic for one in diagnose(tmp_path, NOW)]
    assert [(one.code, one.where.file) for one in found] == [(code, file)]


MANY = [
    # what it is, the file, the last of a hundred messages
    ("9,000 unknown keys", {FILE: front("\n".join(f"k{i}: 1" for i in range(9000)))},
     "`k99` means nothing here; and 8,900 more of the kind in this file"),
    ("120,000 bad lines", {"content/status/api/2026-01-15.csv": "timestamp,status,latency\n" + "x\n" * 120_000},
     "a line has three values, not 1; 119,901 more lines of this file were not looked at"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "last"), [m[1:] for m in MANY], ids=[m[0] for m in MANY])
def test_a_hundred_problems_of_a_kind_are_enough(
    tmp_path: Path, files: dict[str, str], last: str
) -> None:
    began = monotonic()
    found = [one.diagnostic for one in diagnose(write_site(tmp_path, files), NOW)]
    assert (len(found), found[-1].message) == (100, last)
    assert monotonic() - began < 10


@pytest.mark.parametrize(
    "text",
    ["eyJaaaaaaaaaa-", "eyJaaaaaaaaaa.", "-----BEGIN A", "a://b:", "authorization: ", "secret  "],
)
def test_no_text_keeps_the_search_for_secrets_busy(text: str) -> None:
    began = monotonic()
    secret_in((text * 64_000)[:64_000])
    assert monotonic() - began < 2


def test_nothing_but_files_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("token")
    site = write_site(tmp_path / "site", {FILE: front("")})
    folder = (site / FILE).parent
    (folder / "2026-01-15T1030Z.identified.md").symlink_to(secret)
    (site / "content" / "incidents" / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "2026-01-15T1040Z.resolved.md")
    found = {one.diagnostic.where.file: one.diagnostic.code for one in diagnose(site, NOW)}
    below = "content/incidents/"
    assert found == {
        f"{below}2026-01-15-outage/2026-01-15T1030Z.identified.md": "symlink",
        f"{below}2026-01-15-outage/2026-01-15T1040Z.resolved.md": "not-a-file",
        f"{below}linked": "symlink",
    }


@pytest.mark.parametrize("case", HOSTILE, ids=[case[0] for case in HOSTILE])
def test_the_command_says_so_and_publishes_nothing(
    tmp_path: Path, case: tuple[str, str | bytes, str, int]
) -> None:
    write_site(tmp_path, {FILE: case[1]})
    command = [sys.executable, "-m", "statusgen", "-C", str(tmp_path), "build", "--now", str(NOW)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert f"[{case[2]}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert not (tmp_path / "public").exists()
