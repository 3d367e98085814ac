"""What people call things, and the URL under which a branch becomes a pull request."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.addresses import proposal
from statusgen.content.load import load
from statusgen.editing.finding import comments_called, entries_called
from statusgen.model.site import Repository
from tests.sites import write_site

TEXT = "---\ntitle: A\nstart: 2026-01-15T10:00Z\nid: {}\n---\nText.\n"
FILES: dict[str, str | bytes] = {
    "content/incidents/2026-01-15-api-errors/incident.md": TEXT.format(15),
    "content/incidents/2026-01-16-api-errors/incident.md": TEXT.format(16),
    "content/incidents/api/incident.md": TEXT.format(17),
    "content/incidents/api/2026-01-15T1000Z.identified.md": "One.\n",
    "content/incidents/api/2026-01-15T1000Z.identified.2.md": "Two.\n",
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("api", ["api"]),
        ("2026-01-15-api-errors", ["2026-01-15-api-errors"]),
        ("api-errors", ["2026-01-16-api-errors", "2026-01-15-api-errors"]),
        ("01-16", ["2026-01-16-api-errors"]),
        ("16", ["2026-01-16-api-errors"]),
        ("inc_17", ["api"]),
        ("content/incidents/api/", ["api"]),
        ("content/incidents/api/2026-01-15T1000Z.identified.md", ["api"]),
        ("../x", []),
        ("/", []),
        ("\x00/", []),
        ("", []),
        ("nothing", []),
    ],
)
def test_names_of_entries(tmp_path: Path, words: str, found: list[str]) -> None:
    site = load(write_site(tmp_path, FILES)).site
    slugs = [one.slug for one in entries_called(site.incidents, words, tmp_path)]
    assert sorted(slugs) == sorted(found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("last", [3]),
        ("LAST", [3]),
        ("#2", [2]),
        ("4", []),
        ("0", []),
        ("2026-01-15T1000Z.identified", [2]),
        ("2026-01-15t1000z.identified.2.md", [3]),
        ("identified", [2, 3]),
        ("incident.md", [1]),
    ],
)
def test_names_of_comments(tmp_path: Path, words: str, found: list[int]) -> None:
    site = load(write_site(tmp_path, FILES)).site
    comments = next(one for one in site.incidents if one.slug == "api").comments
    assert [comments.index(one) + 1 for one in comments_called(comments, words)] == found


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("github", "https://x.example/r/compare/main...fix/a%23b?expand=1"),
        (
            "gitlab",
            "https://x.example/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=fix/a%23b&merge_request%5Btarget_branch%5D=main",
        ),
        ("codeberg", "https://x.example/r/compare/main...fix/a%23b"),
    ],
)
def test_where_a_branch_becomes_a_pull_request(host: str, address: str) -> None:
    repository = Repository(host, "https://x.example/r/")
    assert proposal(repository, "fix/a#b") == address
    assert proposal(repository, "main") == ""
    assert proposal(None, "fix") == ""
