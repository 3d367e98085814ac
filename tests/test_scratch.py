"""What nobody need hold in memory: it waits in a file without a name, or stands on its shelf."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from statusgen import staging
from statusgen.cache import forgetful, remembered
from statusgen.content.again import load_again
from statusgen.content.load import load
from statusgen.later import Later
from statusgen.memory import Memory
from statusgen.output import publish
from statusgen.sealed import Sealed
from statusgen.shelves import Cupboard
from statusgen.shelves.source import Part, Scratch
from statusgen.snapshot import take_snapshot
from statusgen.snapshot.timeline import Said, incident_view
from tests.bench.generate import END, generate
from tests.numbered_site import tree
from tests.test_output import many


def test_what_is_kept_can_be_read_in_any_order(tmp_path: Path) -> None:
    scratch = Scratch(Cupboard(tmp_path / "cache" / "site").scratch)
    texts = [b"one", b"", b"three" * 1000]
    places = [scratch.keep(text) for text in texts]
    assert [type(place) is Part for place in places] == [True, False, True]
    assert [place.read() for place in reversed(places)] == texts[::-1]
    assert os.listdir(tmp_path / "cache" / "site") == []


def test_what_is_kept_is_there_for_copies_of_the_process(tmp_path: Path) -> None:
    place = Scratch(Cupboard(tmp_path / "cache" / "site").scratch).keep(b"said")
    child = os.fork()
    if not child:
        os._exit(0 if place.read() == b"said" else 1)
    assert os.waitpid(child, 0) == (child, 0)


def _refused() -> int:
    raise PermissionError


@pytest.mark.parametrize("make", [None, _refused, lambda: os.open("/dev/full", os.O_RDWR)])
def test_where_the_disk_refuses_memory_does(make: object) -> None:
    scratch = Scratch(make)  # type: ignore[arg-type]
    assert [scratch.keep(text).read() for text in (b"one", b"two")] == [b"one", b"two"]


def _known() -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    return b"contents", (), ("incident.md",)


def test_what_is_needed_once_is_not_held_and_not_made_again() -> None:
    memory, key = forgetful(), ("folders", "content/incidents/2026/first")
    made = memory.made(key, b"same", _known)
    again = memory.kept(key, b"same")
    assert (again, again is made) == (made, False)
    with pytest.raises(KeyError):
        memory.kept(key, b"other")


def test_what_stands_on_no_shelf_is_held() -> None:
    memory = Memory(once=True)
    made = memory.made("a theme", 1, _known)
    assert memory.kept("a theme", 1) is made


def test_a_memory_that_let_go_knows_nothing() -> None:
    memory = Memory()
    memory.made("a theme", 1, _known)
    memory.let_go()
    with pytest.raises(KeyError):
        memory.kept("a theme", 1)


def test_views_hold_one_of_each_of_equal_parts(tmp_path: Path) -> None:
    generate(tmp_path, 600, seed=4, monitors=3)
    site, now = load(tmp_path).site, int(END.timestamp())
    views = take_snapshot(site, now, forgetful(), jobs=2).incidents
    assert views == take_snapshot(site, now).incidents
    assert len({id(view.affected) for view in views}) < len(views) / 4
    assert all(span.slug is view.slug for view in views for span in view.spans)


def test_what_views_need_of_incidents_is_held_apart_from_them(tmp_path: Path) -> None:
    generate(tmp_path / "site", 600, seed=4, monitors=3)
    memory = remembered(tmp_path / "site", tmp_path / "cache", lambda: 0, once=True)
    site, now = load_again(tmp_path / "site", memory, jobs=2).site, int(END.timestamp())
    views = take_snapshot(site, now, memory, jobs=2).incidents
    for incident, view in zip(site.incidents, views, strict=True):
        assert view.told.value == incident_view(incident, {}, now).updates
        of_incident, of_view = _held(incident.comments), _held(view.told)
        assert {type(one) for one in of_view} > {type(one) for one in of_incident} > {Part, int}
        assert not any(one is other for one in of_incident for other in of_view)


def _held(what: object) -> list[object]:
    """What takes room for something that is not made yet: the file it is in is there once for all."""
    waiting, found = [what], list[object]()
    while waiting:
        one = waiting.pop()
        is_part = type(one) in (Later, Sealed, Said, Part) or "Unpacked" in type(one).__name__
        if is_part or (type(one) is int and one > 256):  # of small ones there is one
            found.append(one)
            waiting += gc.get_referents(one)
    return found


def test_folders_that_are_forgotten_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(many(1), tmp_path / "alone")
    monkeypatch.setattr(staging, "_KNOWN", 2)
    publish(many(1), tmp_path / "public", jobs=2)
    assert tree(tmp_path / "public") == tree(tmp_path / "alone")
