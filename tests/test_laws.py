"""Laws that hold for every site and every history of edits."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.build import Options, build
from statusgen.checks import check_site
from statusgen.content.load import load
from statusgen.content.locate import locate
from statusgen.snapshot import take_snapshot
from statusgen.triage import leave_out
from tests.sites import instant, write_site
from tests.tools import FULL

START = instant("2026-01-15T10:00Z")
INCIDENTS = ("2026-01-15-api", "2026-01-16-database", "2025-12-31-website")
STATES = ("investigating", "identified", "monitoring", "resolved")
ROOT = Path(__file__).parent.parent

EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("title"), st.sampled_from(INCIDENTS), st.sampled_from(["One", "Two"])),
        st.tuples(st.just("comment"), st.sampled_from(INCIDENTS), st.sampled_from(STATES)),
        st.tuples(st.just("delete"), st.sampled_from(INCIDENTS), st.just("")),
        st.tuples(
            st.just("monitor"), st.sampled_from(["api", "database"]), st.text("ab", max_size=3)
        ),
        st.tuples(st.just("clock"), st.integers(0, 40), st.just("")),
        st.tuples(st.just("site"), st.sampled_from(["title", "footer"]), st.text("ab", max_size=3)),
    ),
    min_size=1,
    max_size=8 if not FULL else 40,
)


@settings(max_examples=15 if not FULL else 300, deadline=None)
@given(EDITS)
def test_an_incremental_build_equals_a_clean_one(edits: list[tuple[str, str | int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site, now = write_site(Path(folder) / "site", {}), START
        for number, (kind, what, value) in enumerate(edits):
            now = _edit(site, kind, what, value, number, now)
            build(site, Path(folder) / "kept", Options(now, keep_going=True))
            build(site, Path(folder) / f"clean-{number}", Options(now, keep_going=True))
            assert tree(Path(folder) / "kept") == tree(Path(folder) / f"clean-{number}"), edits


def _edit(site: Path, kind: str, what: str | int, value: str, number: int, now: int) -> int:
    incident = site / "content" / "incidents" / str(what)
    opening = incident / "incident.md"
    if kind == "clock":
        return now + int(what) * 3600
    if kind == "title":
        incident.mkdir(parents=True, exist_ok=True)
        opening.write_text(
            f"---\ntitle: {value}\nstart: {str(what)[:10]}T09:00Z\nmonitors: [api]\n---\nText.\n"
        )
    elif kind == "comment" and opening.exists():
        (incident / f"{str(what)[:10]}T10{number:02}Z.{value}.md").write_text(
            f"Comment {number}.\n"
        )
    elif kind == "delete" and opening.exists():
        for path in incident.iterdir():
            path.unlink()
        incident.rmdir()
    elif kind == "monitor":
        (site / "monitors.yaml").write_text(
            f"- {{tag: api, name: API}}\n- {{tag: {what}-2, name: A{value}}}\n"
        )
    elif kind == "site":
        (site / "content" / "site.yaml").write_text(
            f"title: A\nurl: https://status.example.com\n{what if what != 'title' else 'description'}: '{value}'\n"
        )
    return now


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, the manifest included."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_no_mutation_of_a_site_ends_in_a_traceback(tmp_path: Path) -> None:
    """Whatever happens to a file: no exception, and every error names a file."""
    chance = random.Random(7)
    sources = [
        path
        for path in (ROOT / "tests" / "cases" / "sites").rglob("*")
        if path.is_file() and "golden" not in path.parts and path.suffix in (".md", ".yaml", ".csv")
    ]
    now = instant("2026-06-01T02:30Z")
    for number in range(300 if not FULL else 10_000):
        victim = chance.choice(sources)
        case = next(part for part in victim.parents if (part / "now.txt").exists())
        site = tmp_path / f"{number}"
        for path in case.rglob("*"):
            if path.is_file() and "golden" not in path.parts:
                copy = site / path.relative_to(case)
                copy.parent.mkdir(parents=True, exist_ok=True)
                content = path.read_bytes()
                copy.write_bytes(_mutated(content, chance) if path == victim else content)
        loaded = load(site)
        problems = loaded.problems + check_site(loaded.site, now)
        assert all(one.diagnostic.where.file for one in locate(site, problems)), victim
        take_snapshot(leave_out(loaded.site, problems), now)


_PIECES = (
    b"---\n", b": ", b"- ", b"&a ", b"*a", b"!!x ", b"{", b"[", b"]", b'"', b"'", b"\x00", b"\xff",
    b"\t", b"\r", b"2026-01-15T10:00:00Z", b"99999999999999999999", b"true", b"|\n", b"\xe2\x80\xae",
    b"title: x\n", b"monitors: 5\n", b"rrule: FREQ=SECONDLY\n", b"timezone: Nowhere\n", b"end: 1\n",
)  # fmt: skip


def _mutated(content: bytes, chance: random.Random) -> bytes:
    """One to four cuts, copies, swaps or insertions."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.randint(0, 20))
        content = chance.choice(
            (
                content[:at] + content[to:],
                content[:at] + content[at:to] * 2 + content[to:],
                content[:at] + chance.choice(_PIECES) + content[at:],
                content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
            )
        )
    return content
