"""One request, many dialects: who answers, in which order, and what an error in the content does."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from statusgen.dialects import DIALECTS
from statusgen.dialects.dispatch import CLERKS, answer, error, reads
from statusgen.dialects.perform import perform
from statusgen.dialects.request import Answer, Request, request_of
from statusgen.editing.desk import Desk
from statusgen.snapshot import Snapshot
from tests.sites import instant, write_site

NOW = instant("2026-01-20T12:00:00Z")
BROKEN = (
    "---\ntitle: Outage\nstart: 2026-01-19T10:00:00Z\nmonitors: {aip: DOWN}\n---\nNothing works.\n"
)
FILE = "content/incidents/2026-01-19-outage/incident.md"


def says(name: str, path: str) -> SimpleNamespace:
    """A dialect that answers every request to one path with its own name and the method."""

    def read(request: Request, snapshot: Snapshot) -> Answer | None:
        return Answer(200, f"{name} {request.method}") if request.path == path else None

    def write(request: Request, desk: Desk) -> Answer | None:
        if request.path != path:
            return None
        desk.draft.write(FILE, request.body.decode())
        return Answer(201, f"{name} {request.method}", "An outage")

    return SimpleNamespace(read=read, write=write, refusal=partial(error, 400, "BAD_REQUEST"))


def test_every_dialect_with_urls_takes_requests_and_leaves_those_of_others(tmp_path: Path) -> None:
    assert {*CLERKS} == {name for name, one in DIALECTS.items() if getattr(one, "ROUTES", ())}
    desk = Desk(write_site(tmp_path, {}), NOW)
    for clerk in CLERKS.values():
        assert clerk.read(request_of("GET", "/nothing"), desk.snapshot()) is None
        assert clerk.write(request_of("POST", "/nothing", {}, b"{}"), desk) is None
        assert clerk.refusal("No.").status == 400


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk in front of two dialects that share a path."""
    for name in list(CLERKS):
        monkeypatch.delitem(CLERKS, name)
    monkeypatch.setitem(CLERKS, "other", says("other", "/api/incidents"))
    monkeypatch.setitem(CLERKS, "kamu", says("kamu", "/api/incidents"))
    monkeypatch.setitem(CLERKS, "v1", says("v1", "/api/incident"))
    return Desk(write_site(tmp_path, {}), NOW)


def test_the_first_that_knows_the_path_answers(desk: Desk) -> None:
    assert answer(request_of("GET", "/api/incidents"), desk).document == "other GET"


def test_a_header_chooses_where_two_share_a_path(desk: Desk) -> None:
    request = request_of("GET", "/api/incidents", {"X-Api-Key": "km_1"})
    assert answer(request, desk).document == "kamu GET"
    assert answer(request_of("GET", "/api/incident", {"x-api-key": "k"}), desk).document == "v1 GET"


def test_a_head_is_answered_like_a_get(desk: Desk) -> None:
    assert answer(request_of("HEAD", "/api/incidents"), desk).document == "other GET"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
def test_an_unknown_path_is_not_found(desk: Desk, method: str) -> None:
    found = answer(request_of(method, "/api/nothing?x=1"), desk)
    message = "No API route matches '/api/nothing'"
    assert found.status == 404
    assert found.document == {"error": {"code": "NOT_FOUND", "message": message}}


@pytest.mark.parametrize(
    ("url", "body", "searches"),
    [
        (
            "/api/incident?state=closed&title_like=Hello%20Incident",
            b'{"isResolved": false "x"}',
            True,
        ),
        ("/api/incident?page=2", b"", True),
        ("/api/incident?state=open", b'{"title": "An outage"}', False),
        ("/api/incident", b'{"isResolved": false}', False),
        ("/api/incident/12?state=open", b"", False),
    ],
)
def test_a_post_may_be_a_search(url: str, body: bytes, searches: bool) -> None:
    assert reads(request_of("POST", url, {}, body)) is searches


def test_a_search_by_post_is_read_and_changes_nothing(desk: Desk) -> None:
    assert answer(request_of("POST", "/api/incident?tags=api"), desk).document == "v1 GET"
    assert desk.draft.files == {}


def test_edits_that_bring_an_error_are_refused_and_not_saved(desk: Desk) -> None:
    request = request_of("POST", "/api/incidents", {}, BROKEN.encode())
    found = perform(desk.root, request, NOW)
    assert found.status == 400
    message = "there is no monitor `aip`: did you mean `api`?"
    assert found.document == {"error": {"code": "BAD_REQUEST", "message": message}}
    assert not (desk.root / FILE).exists()


def test_a_dialect_refuses_in_its_own_shape(desk: Desk) -> None:
    CLERKS["other"].refusal = lambda words: Answer(400, {"status": 400, "said": words})  # type: ignore[method-assign]
    found = answer(request_of("POST", "/api/incidents", {}, BROKEN.encode()), desk)
    assert list(found.document) == ["status", "said"]


def test_what_was_wrong_before_is_not_the_fault_of_a_request(tmp_path: Path, desk: Desk) -> None:
    old = "content/incidents/2026-01-01-old/incident.md"
    write_site(tmp_path, {old: BROKEN.replace("01-19", "01-01")})
    good = BROKEN.replace("aip", "api").encode()
    assert perform(tmp_path, request_of("POST", "/api/incidents", {}, good), NOW).status == 201
    assert (tmp_path / FILE).read_bytes() == good
