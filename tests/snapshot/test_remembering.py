"""Whatever is edited, and whichever way the clock is set: what is remembered is what is true."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.cache import forgetful, remembered
from statusgen.checks import check_site
from statusgen.content.load import load
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.site import DAY, HOUR
from statusgen.snapshot import take_snapshot
from statusgen.snapshot.ahead import make_ahead
from statusgen.snapshot.runs import known, runs
from statusgen.snapshot.timeline import IncidentView, incident_view
from statusgen.triage import leave_out
from tests.bench.generate import END, generate
from tests.sites import instant, write_site
from tests.tools import FULL

_file = "---\n{}\n---\nText.\n".format

NOW = instant("2026-03-20T12:00Z")
INCIDENT = "content/incidents/{}-incident/incident.md"
WORK = "content/maintenances/{}-work/maintenance.md"
OPENINGS = (
    "title: One\nstart: 2026-03-20T10:00Z\nmonitors: {api: DOWN}",
    "title: Later\nstart: 2026-03-21T10:00Z\nmonitors: {website: PARTIAL, secret: DOWN}",
    "title: Hidden\nstart: 2026-03-19T10:00Z\nmonitors: {secret: DOWN}",
    "title: Alerted\nstart: 2026-03-20T10:00Z\nsource: ALERT\noncall: {priority: P1}",
    (
        "title: Pinned\nstart: 2026-03-20T09:00Z\nmonitors: [api]\n"
        "pin: {at: 2026-03-20T12:30Z, state: resolved, end: 2026-03-20T13:00Z}"
    ),
    "title: Notice\nstart: 2026-03-20T11:59Z\nkind: notice\nmonitors: {nobody: DOWN}",
)
UPDATES = (
    "2026-03-20T1030Z.identified.md",
    "2026-03-20T1130Z.monitoring.md",
    "2026-03-20T1201Z.resolved.md",
    "2026-03-20T1300Z.investigating.md",
    "2026-03-25T0900Z.postmortem.md",
    "2026-03-20T1100Z.acknowledged.md",
    "2026-03-20T1045Z.investigating.de.md",
    "2026-03-20T1045Z.investigating.md",
)
PLANS = (
    "title: Once\nstart: 2026-03-20T12:30Z\nduration: 1h\nmonitors: [api]",
    (
        "title: Weekly\nstart: 2025-06-01T02:00Z\nduration: 2h\nrrule: FREQ=WEEKLY\nmonitors: [api]\n"
        "exdates: [2026-03-22, 2027-06-06T02:00Z]\n"
        "overrides: [{occurrence: 2026-06-14T02:00Z, status: completed}]"
    ),
    (
        "title: Daily\nstart: 2026-02-01T11:00Z\nduration: 90m\nrrule: FREQ=DAILY\n"
        "timezone: Europe/Berlin\nmonitors: {website: DEGRADED}\nexdates: [2026-03-21]"
    ),
    (
        "title: Moved\nstart: 2026-01-04T02:00Z\nduration: 2h\nrrule: FREQ=MONTHLY\nmonitors: [api]\n"
        "overrides: [{occurrence: 2026-04-04T02:00Z, start: 2026-04-05T02:00Z}]"
    ),
)
STEPS = (
    "2026-03-20T1240Z.in-progress.md",
    "2026-03-20T1320Z.verifying.md",
    "2026-03-20T1400Z.completed.md",
    "2026-03-20T1215Z.delayed.md",
    "2026-03-20T1100Z.cancelled.md",
)
TEXTS = (
    "Words.\n",
    "---\nvisibility: internal\n---\nOurs.\n",
    "---\nmonitors: {website: DEGRADED}\n---\nMore.\n",
    "---\ndeleted: true\nreason: wrong\n---\n",
    "password: hunter2-hunter2\n",
    "---\nmonitors: {nobody: DOWN}\n---\nNobody.\n",
)
DELAY = "---\nstart: 2026-03-22T10:00Z\nend: 2026-03-22T15:00Z\n---\nLater.\n"
MONITORS = (
    "- {tag: api, name: API}\n- {tag: website, name: Website, aliases: [/old/]}\n",
    (
        "- {tag: api, name: API}\n- {tag: website, name: Web, default_status: NO_DATA}\n"
        "- {tag: secret, name: Secret, hidden: true}\n"
    ),
)
SITES = ("", "languages: [de]\n", "oncall: {publish: true}\n", "checks: {unknown-monitor: off}\n")
REMOVED = ("[]\n", "- {kind: incident, slug: 2026-03-20-a-incident}\n")

SLUGS = ("2026-03-20-a", "2026-03-20-b", "2026-03-20-c", "2026-03-20-d")
BEGUN = {
    **{INCIDENT.format(slug): _file(text) for slug, text in zip(SLUGS, OPENINGS, strict=False)},
    **{WORK.format(slug): _file(text) for slug, text in zip(SLUGS, PLANS, strict=True)},
}

slugs = st.sampled_from(SLUGS)
_Edit = tuple[str, str | None]


def _in(places: st.SearchStrategy[str], names: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda place, name: f"{place.rpartition('/')[0]}/{name}", places, st.sampled_from(names)
    )


incidents, works = slugs.map(INCIDENT.format), slugs.map(WORK.format)
openings, plans = st.sampled_from(OPENINGS).map(_file), st.sampled_from(PLANS).map(_file)
texts = st.sampled_from(TEXTS)
edits = st.one_of(
    st.tuples(incidents, openings),
    st.tuples(_in(incidents, UPDATES), texts),
    st.tuples(works, plans),
    st.tuples(_in(works, STEPS), texts | st.just(DELAY)),
    st.tuples(incidents | works | _in(incidents, UPDATES) | _in(works, STEPS), st.none()),
    st.tuples(st.just("monitors.yaml"), st.sampled_from(MONITORS)),
    st.tuples(st.just("content/removed.yaml"), st.sampled_from(REMOVED)),
    st.tuples(
        st.just("content/site.yaml"),
        st.sampled_from(SITES).map("title: A\nurl: https://status.example.com\n{}".format),
    ),
)
steps = st.one_of(st.integers(-3 * HOUR, 3 * HOUR), st.integers(-800 * DAY, 800 * DAY), st.just(0))
rounds = st.lists(st.tuples(st.lists(edits, max_size=6), steps), min_size=2, max_size=8)


def _write(root: Path, edit: _Edit) -> None:
    place, content = root / edit[0], edit[1]
    if content is None:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)


def _stays_true(
    changes: list[tuple[list[_Edit], int]], open_memory: Callable[[Path], Memory]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, now = write_site(Path(folder) / "site", BEGUN), NOW
        for batch, step in changes:
            for edit in batch:
                _write(root, edit)
            now += step
            memory, loaded = open_memory(Path(folder)), load(root)
            problems = check_site(loaded.site, now)
            assert check_site(loaded.site, now, memory) == problems
            public = leave_out(loaded.site, loaded.problems + problems)
            assert take_snapshot(public, now, memory) == take_snapshot(public, now)
            memory.put_away()


@settings(max_examples=1000 if FULL else 30, deadline=None)
@given(rounds)
def test_in_one_process(changes: list[tuple[list[_Edit], int]]) -> None:
    memory = Memory()
    _stays_true(changes, lambda folder: memory)


@settings(max_examples=300 if FULL else 10, deadline=None)
@given(rounds)
def test_from_one_process_to_the_next(changes: list[tuple[list[_Edit], int]]) -> None:
    def opened(folder: Path) -> Memory:
        return remembered(folder / "site", folder / "cache", time.time_ns)

    _stays_true(changes, opened)


def test_hour_by_hour_the_same_as_looked_at_for_the_first_time(tmp_path: Path) -> None:
    said = {
        f"{INCIDENT.format(SLUGS[0]).rpartition('/')[0]}/{name}": "Words.\n" for name in UPDATES
    }
    told = {f"{WORK.format(SLUGS[0]).rpartition('/')[0]}/{name}": "Words.\n" for name in STEPS[:3]}
    site = load(write_site(tmp_path, {**BEGUN, **said, **told})).site
    memory = Memory()
    for now in range(NOW - 5 * DAY, NOW + 9 * DAY, HOUR if FULL else 3 * HOUR):
        assert check_site(site, now, memory) == check_site(site, now)
        assert take_snapshot(site, now, memory) == take_snapshot(site, now)


def test_several_processes_look_at_many_entries(tmp_path: Path) -> None:
    generate(tmp_path, 600, seed=4, monitors=3)
    for opening in sorted(tmp_path.glob("content/incidents/*/*/incident.md"))[::40]:
        (opening.parent / "2026-11-20T110000Z.resolved.md").write_text("")
    site, now = load(tmp_path).site, int(END.timestamp())
    alone, memory = take_snapshot(site, now), forgetful()
    problems = check_site(site, now, memory, jobs=2)
    assert {one.code for one in problems} >= {"empty-comment"}
    assert problems == check_site(site, now)
    assert take_snapshot(site, now, memory, jobs=2) == alone


def test_what_another_process_made_is_not_made_again(tmp_path: Path) -> None:
    generate(tmp_path, 600, seed=4, monitors=3)
    site, now = load(tmp_path).site, int(END.timestamp())
    shown = {one.tag: one for one in site.monitors}
    memory, every = forgetful(), list(runs(site.incidents))

    def take(run: Sequence[Incident]) -> tuple[IncidentView | None, ...]:
        return tuple(incident_view(one, shown, now, ()) for one in run)

    make_ahead(memory, "incident-views", b"", every, now, take, jobs=2)
    for run in every:
        found = known(memory, "incident-views", b"", run, now)
        assert found
        assert [one.digest for one in found.value] == [one.digest for one in take(run) if one]
