"""What one build leaves for the next: used where it is sound, passed over where it is not."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from statusgen import build
from statusgen.cache import forgetful, remembered
from statusgen.content import folders
from statusgen.content.again import load_again
from statusgen.content.load import Loaded, load
from statusgen.content.sources import Folder
from statusgen.prepare import check
from statusgen.shelves import FILES
from tests.bench.generate import END, generate
from tests.sites import instant, write_site
from tests.tools import FULL

NOW = instant("2026-01-20T12:00Z")
INCIDENT = "content/incidents/2026/first"
FILES_OF_A_SITE = {
    f"{INCIDENT}/incident.md": """\
---
title: One
title.de: Eins
start: 2026-01-20T10:00Z
monitors: {api: DOWN}
pin: {at: 2026-01-20T10:30Z, state: identified}
oncall: {routing_key: a, custom_details: {deep: [1, {er: "x"}]}}
links: [{title: More, url: "https://example.com/"}]
aliases: [/old/]
---
Text.
""",
    f"{INCIDENT}/incident.de.md": "Auf Deutsch.\n",
    f"{INCIDENT}/2026-01-20T1100Z.identified.md": "---\nauthor: Ada\n---\nFound.\n",
    f"{INCIDENT}/2026-01-20T1100Z.identified.de.md": "Gefunden.\n",
    f"{INCIDENT}/2026-01-20T1105Z.snoozed.md": "---\nuntil: 2026-01-20T11:30Z\n---\n",
    f"{INCIDENT}/2026-01-20T1130Z.wrong.md": "No state.\n",
    f"{INCIDENT}/notes.txt": "A stranger.\n",
    "content/incidents/second/incident.md": "---\ntitle: [\n---\n",
    "content/incidents/third/incident.md": "---\ntitle: In\nvisibility: internal\nstart: x\n---\n",
    "content/incidents/not-utf8/incident.md": "---\ntitle: x\nstart: 0\n---\n\udcff",
    "content/maintenances/work/maintenance.md": """\
---
title: Work
start: 2026-01-20T10:00
timezone: Europe/Berlin
duration: 1h
rrule: FREQ=WEEKLY
exdates: [2026-02-03, 2026-02-10T10:00]
overrides: [{occurrence: 2026-01-27T10:00, status: cancelled}]
---
Text.
""",
    "content/maintenances/work/2026-01-20T0900Z.in-progress.md": "We begin.\n",
    "content/status/api/2026-01-20.csv": "timestamp,status,latency\n2026-01-20T11:00:00Z,UP,3\n",
    "content/status/api/2026-01-21.csv": "timestamp,status\nx,UP\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for file, text in FILES_OF_A_SITE.items():
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_bytes(text.encode(errors="surrogateescape"))
    return write_site(site, {})


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that were parsed, as it happens."""
    found: list[str] = []
    parse = folders._entry

    def noting(loader: object, folder: Folder, **how: object) -> object:
        found.append(folder.file)
        return parse(loader, folder, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(folders, "_entry", noting)
    return found


def _later() -> int:
    """A clock by which all stamps have long settled."""
    return time.time_ns() + 10**12


def _loaded(root: Path, cache: Path, clock: Callable[[], int] = _later, jobs: int = 1) -> Loaded:
    memory = remembered(root, cache, clock)
    found = load_again(root, memory, jobs)
    memory.put_away()
    return found


def _checked(root: Path, cache: Path) -> object:
    memory = remembered(root, cache, _later)
    found = check(root, NOW, memory)
    memory.put_away()
    return found


def _files(cache: Path) -> list[Path]:
    return sorted(file for file in cache.rglob("*-[0-9][0-9]") if file.is_file())


def test_what_is_as_it_was_is_not_parsed_again(root: Path, cache: Path, parsed: list[str]) -> None:
    fresh = _loaded(root, cache)
    assert INCIDENT in parsed
    parsed.clear()
    assert _loaded(root, cache) == fresh
    assert parsed == []


def test_in_a_fresh_checkout_the_bytes_decide(root: Path, cache: Path, parsed: list[str]) -> None:
    fresh = _loaded(root, cache)
    parsed.clear()
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    shutil.rmtree(root)
    copy.rename(root)
    assert _loaded(root, cache) == fresh
    assert parsed == []


def test_an_edit_parses_one_folder_and_writes_little(
    root: Path, cache: Path, parsed: list[str]
) -> None:
    _loaded(root, cache)
    before = {file: file.stat().st_ino for file in _files(cache)}
    parsed.clear()
    (root / INCIDENT / "2026-01-20T1140Z.resolved.md").write_text("Over.\n")
    found = _loaded(root, cache)
    assert parsed == [INCIDENT]
    assert found == load(root)
    changed = [file.name for file in _files(cache) if before.get(file) != file.stat().st_ino]
    assert sorted(name.partition("-")[0] for name in changed) == ["folders", "incidents"]


def test_of_what_is_gone_nothing_stays(root: Path, cache: Path) -> None:
    _loaded(root, cache)
    shutil.rmtree(root / INCIDENT)
    _loaded(root, cache)
    _loaded(root, cache.with_name("fresh"))
    left, fresh = (
        {file.name: file.read_bytes() for file in _files(place)}
        for place in (cache, cache.with_name("fresh"))
    )
    assert left == fresh


def _rewritten_in_place(file: Path, text: bytes) -> None:
    with file.open("r+b") as held:
        held.write(text)


def _set_back(file: Path, text: bytes) -> None:
    times = file.stat()
    _rewritten_in_place(file, text)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _renamed_over(file: Path, text: bytes) -> None:
    times = file.stat()
    other = file.with_name(".other")
    other.write_bytes(text)
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.rename(file)


def _by_another_name(file: Path, text: bytes) -> None:
    name = file.parents[4] / "another name"
    name.hardlink_to(file)
    _rewritten_in_place(name, text)


@pytest.mark.parametrize(
    "rewrite", [_rewritten_in_place, _set_back, _renamed_over, _by_another_name]
)
@pytest.mark.parametrize(
    "clock",
    [time.time_ns, _later, lambda: 0],
    ids=["at once", "long after", "by a clock that was set back"],
)
def test_no_way_of_writing_escapes(
    root: Path, cache: Path, rewrite: Callable[[Path, bytes], None], clock: Callable[[], int]
) -> None:
    file = root / INCIDENT / "2026-01-20T1130Z.wrong.md"
    file.rename(file.with_name("2026-01-20T1130Z.monitoring.md"))
    file = file.with_name("2026-01-20T1130Z.monitoring.md")
    _loaded(root, cache, clock)
    if clock is _later:
        time.sleep(0.02)  # longer than a tick, in which no stamp can tell
    rewrite(file, b"Other words.\n"[: file.stat().st_size])
    again = _loaded(root, cache, clock)
    assert again == load(root)
    (incident,) = again.site.incidents
    assert incident.comments[-1].text == "Other word"


def test_a_file_written_within_the_tick_is_read_next_time(root: Path, cache: Path) -> None:
    file = root / INCIDENT / "2026-01-20T1100Z.identified.de.md"
    _loaded(root, cache, time.time_ns)
    state = file.stat()
    _rewritten_in_place(file, b"Gefundes.\n")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert _loaded(root, cache, time.time_ns) == load(root)


_LENGTH = (4).to_bytes(8, "little")

POISONS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in the seal": lambda data: data[:2],
    "cut in the head": lambda data: data[:11],
    "cut behind the head": lambda data: data[:20],
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut at the end": lambda data: data[:-1],
    "longer": lambda data: data + b"x",
    "zeros": lambda data: bytes(len(data)),
    "another seal": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "another program": lambda data: _sealed(bytes(16), data[20:]),
    "sealed nonsense": lambda data: _sealed(data[4:20], b"\xc1" * 30),
    "sealed and of another shape": lambda data: _sealed(data[4:20], _LENGTH + b"\x93\x01\x02\x03"),
    "sealed and nothing": lambda data: _sealed(data[4:20], b""),
    "sealed without records": lambda data: _sealed(data[4:20], bytes(8)),
}


def _sealed(about: bytes, body: bytes) -> bytes:
    return crc32(body, crc32(about)).to_bytes(4, "little") + about + body


@pytest.mark.parametrize("poison", POISONS)
def test_what_is_not_whole_is_not_there(root: Path, cache: Path, poison: str) -> None:
    _checked(root, cache)
    for file in _files(cache):
        file.write_bytes(POISONS[poison](file.read_bytes()))
    assert _checked(root, cache) == check(root, NOW)
    assert _checked(root, cache) == check(root, NOW)


def test_no_byte_can_change_unseen(root: Path, cache: Path) -> None:
    fresh = load(root)
    _loaded(root, cache)
    for file in _files(cache):
        whole = file.read_bytes()
        for at in range(0, len(whole), 1 if FULL else 97):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
            memory = remembered(root, cache, _later)
            assert load_again(root, memory) == fresh
        file.write_bytes(whole)


def test_values_of_another_type_are_made_anew(root: Path, cache: Path) -> None:
    _loaded(root, cache)
    for file in _files(cache):
        data = file.read_bytes()
        file.write_bytes(_sealed(data[4:20], data[20:].replace(b"MANUAL", b"MANUAX")))
    assert _loaded(root, cache) == load(root)


def test_another_site_has_its_own(root: Path, cache: Path) -> None:
    _loaded(root, cache)
    other = write_site(root.parent / "other", {f"{INCIDENT}/incident.md": "---\ntitle: O\n---\n"})
    assert _loaded(other, cache) == load(other)
    assert len(list(cache.iterdir())) == 2


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o777)


def _open_files(folder: Path) -> None:
    for file in _files(folder):
        file.chmod(0o666)


def _links(folder: Path) -> None:
    for file in _files(folder):
        file.rename(file.with_suffix(".moved"))
        file.symlink_to(file.with_suffix(".moved"))


def _pipes(folder: Path) -> None:
    for file in _files(folder):
        file.unlink()
        os.mkfifo(file)


def _folders(folder: Path) -> None:
    for file in _files(folder):
        file.unlink()
        file.mkdir()


@pytest.mark.parametrize("spoil", [_open_files, _links, _pipes, _folders])
def test_files_that_others_could_have_written_are_passed_over(
    root: Path, cache: Path, spoil: Callable[[Path], None], parsed: list[str]
) -> None:
    _loaded(root, cache)
    spoil(cache)
    parsed.clear()
    found = _loaded(root, cache)
    assert INCIDENT in parsed
    assert found == load(root)


@pytest.mark.parametrize("depth", [0, 1])
def test_a_folder_that_others_may_write_in_is_refused(root: Path, cache: Path, depth: int) -> None:
    _loaded(root, cache)
    place = (cache, *cache.iterdir())[depth]
    place.chmod(0o775)
    with pytest.raises(OSError, match="another user, or others"):
        remembered(root, cache, _later)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
@pytest.mark.parametrize("depth", [0, 1])
def test_the_folder_of_another_user_is_refused(root: Path, cache: Path, depth: int) -> None:
    _loaded(root, cache)
    os.chown((cache, *cache.iterdir())[depth], 12345, -1)
    with pytest.raises(OSError, match="another user"):
        remembered(root, cache, _later)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_files_of_another_user_are_passed_over(root: Path, cache: Path, parsed: list[str]) -> None:
    _loaded(root, cache)
    for file in _files(cache):
        os.chown(file, 12345, -1)
    parsed.clear()
    found = _loaded(root, cache)
    assert INCIDENT in parsed
    assert found == load(root)


def test_a_link_is_no_folder(root: Path, cache: Path) -> None:
    _loaded(root, cache)
    (place,) = cache.iterdir()
    place.rename(place.with_name("moved"))
    place.symlink_to("moved")
    with pytest.raises(NotADirectoryError):
        remembered(root, cache, _later)


def test_nobody_else_can_read_it(root: Path, cache: Path) -> None:
    _loaded(root, cache)
    assert {file.stat().st_mode & 0o077 for file in cache.rglob("*")} == {0}


def test_what_cannot_be_written_is_not_kept(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        memory = remembered(root, cache, _later)
        found = load_again(root, memory)
        patch.setattr(os, "write", full)
        memory.put_away()
    assert found == load(root)
    assert _files(cache) == [] == list(cache.rglob("*.new"))
    assert _loaded(root, cache) == found


def test_two_at_once_do_not_hurt_each_other(root: Path, cache: Path) -> None:
    for number in range(5):
        one, other = (remembered(root, cache, _later) for _ in range(2))
        (root / INCIDENT / "2026-01-20T1140Z.resolved.md").write_text(f"Over: {number}.\n")
        found = load_again(root, one)
        (root / INCIDENT / "2026-01-20T1140Z.resolved.md").write_text(f"Over {number}!!\n")
        later = load_again(root, other)
        pid = os.fork()
        if not pid:
            one.put_away()
            os._exit(0)
        other.put_away()
        os.waitpid(pid, 0)
        assert later == load(root) == _loaded(root, cache) != found


def test_while_somebody_writes_another_does_not(root: Path, cache: Path) -> None:
    memory = remembered(root, cache, _later)
    found = load_again(root, memory)
    shelf = memory._shelves["folders"]
    with shelf._cupboard.alone():  # type: ignore[union-attr]
        memory.put_away()
    assert _files(cache) == []
    assert _loaded(root, cache) == found


def test_several_processes_read_the_same(tmp_path: Path, cache: Path) -> None:
    places = [f"content/incidents/2026/number-{number}" for number in range(150)]
    files = {
        f"{place}/incident.md": "---\ntitle: One\nstart: 2026-01-20T10:00Z\n---\n"
        for place in places
    }
    files |= {f"{place}/2026-01-20T1100Z.identified.md": "Found.\n" for place in places}
    files |= {f"{place}/2026-01-20.txt": "A stranger.\n" for place in places[::7]}
    files |= {f"{place}/incident.md": "---\ntitle: [\n---\n" for place in places[::11]}
    root = write_site(tmp_path / "site", files)
    for place in places[::9]:
        (root / place / "2026-01-20T1100Z.identified.de.md").write_bytes(b"\xff")
    fresh = load(root)
    assert load_again(root, forgetful(), jobs=2) == fresh
    assert _loaded(root, cache, jobs=2) == fresh
    assert _loaded(root, cache, jobs=2) == fresh
    assert _loaded(root, cache, time.time_ns, jobs=3) == fresh


def test_a_shelf_has_no_more_files_than_it_may(root: Path, cache: Path) -> None:
    _checked(root, cache)
    names = [file.name.partition("-")[0] for file in _files(cache)]
    assert max(names.count(name) for name in names) <= FILES


def test_much_is_written_down_while_the_site_is_made(
    tmp_path: Path, cache: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(tmp_path / "site", 40, seed=4, monitors=3)
    monkeypatch.setattr(build, "_MUCH", 10)
    root, now = tmp_path / "site", int(END.timestamp())
    options = build.Options(now, jobs=2)
    first = remembered(root, cache, _later)
    built = build.build(root, tmp_path / "public", options, first)
    assert built.published
    assert first.news == 0
    assert len(parsed) == 40  # too few to be shared: this process read them
    again = build.build(root, tmp_path / "public", options, remembered(root, cache, _later))
    assert again.snapshot == built.snapshot
    assert len(parsed) == 40
