"""File names as people write them, what they say, and the right name for a wrong one."""

from __future__ import annotations

import pytest

from statusgen.content.names import parse_name, slug_problem, suggest_name
from statusgen.diagnostics import Diagnostic
from statusgen.model.lifecycle import Phase, State
from statusgen.model.slugs import slugify
from tests.sites import instant


@pytest.mark.parametrize(
    ("name", "at", "state", "order", "lang"),
    [
        ("2026-01-15T1030Z.identified.md", "2026-01-15T10:30Z", "identified", 1, ""),
        ("2026-01-15T103059Z.identified.md", "2026-01-15T10:30:59Z", "identified", 1, ""),
        ("2026-01-15T1030+0100.identified.md", "2026-01-15T09:30Z", "identified", 1, ""),
        ("2026-01-15T0030-0530.identified.md", "2026-01-15T06:00Z", "identified", 1, ""),
        ("2026-01-15t1030z.IDENTIFIED.md", "2026-01-15T10:30Z", "identified", 1, ""),
        ("2026-01-15T1030Z.identified.2.md", "2026-01-15T10:30Z", "identified", 2, ""),
        ("2026-01-15T1030Z.identified.de.md", "2026-01-15T10:30Z", "identified", 1, "de"),
        ("2026-01-15T1030Z.identified.2.pt-br.md", "2026-01-15T10:30Z", "identified", 2, "pt-br"),
        ("2026-02-29T1030Z.identified.md", None, "", 0, ""),
        ("2026-01-15T2430Z.identified.md", None, "", 0, ""),
        ("1969-12-31T2359Z.identified.md", None, "", 0, ""),
        ("3000-01-01T0000Z.identified.md", None, "", 0, ""),
        ("9999-12-31T2359-1200.identified.md", None, "", 0, ""),
        ("0001-01-01T0000+0100.identified.md", None, "", 0, ""),
        ("2026-01-15T1030+0160.identified.md", None, "", 0, ""),
        ("2026-01-15T1030+1500.identified.md", None, "", 0, ""),
        ("2026-01-15T1030+1459.identified.md", "2026-01-14T19:31Z", "identified", 1, ""),
        ("2026-01-15T1030.identified.md", None, "", 0, ""),
        ("2026-01-15T1030Z.md", None, "", 0, ""),
        ("2026-01-15T1030Z.identfied.md", None, "", 0, ""),
        ("2026-01-15T1030Z.identified.txt", None, "", 0, ""),
    ],
)
def test_what_a_comments_name_says(
    name: str, at: str | None, state: str, order: int, lang: str
) -> None:
    problems: list[Diagnostic] = []
    found = parse_name(name, State, "x", problems)
    if at is None:
        assert found is None
        assert len(problems) == 1
        return
    assert found is not None
    assert (found.at, found.state, found.order, found.lang) == (instant(at), state, order, lang)


@pytest.mark.parametrize("name", ["in-progress", "in_progress", "IN_PROGRESS", "In-Progress"])
def test_a_phase_may_be_written_in_any_way(name: str) -> None:
    found = parse_name(f"2026-01-15T1030Z.{name}.md", Phase, "x", [])
    assert found is not None
    assert found.state == "in-progress"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("2026-01-15T1030.identified.md", "2026-01-15T1030Z.identified.md"),
        ("2026-01-15T10:30Z.identified.md", "2026-01-15T1030Z.identified.md"),
        ("2026-01-15 10:30 identified.md", "2026-01-15T1030Z.identified.md"),
        ("20260115T1030Z-resolved.md", "2026-01-15T1030Z.resolved.md"),
        ("2026-01-15T10:30+01:00.monitoring.md", "2026-01-15T1030+0100.monitoring.md"),
        ("2026-01-15T1030+01.identified.md", "2026-01-15T1030+0100.identified.md"),
        ("2026-01-15T10Z.identified.md", "2026-01-15T1000Z.identified.md"),
        ("2026-01-15T10-05.identified.md", "2026-01-15T1005Z.identified.md"),
        ("resolved.md", "2026-01-15T1030Z.resolved.md"),
    ],
)
def test_the_right_name_for_a_wrong_one(wrong: str, right: str) -> None:
    assert suggest_name(wrong, State) == right


@pytest.mark.parametrize(
    "slug", ["2026-01-15-api-gateway-outage", "a", "7", "x" * 80, "api-2-down"]
)
def test_slugs_that_can_be_a_part_of_a_url(slug: str) -> None:
    assert slug_problem(slug, "x") is None


@pytest.mark.parametrize(
    ("slug", "better"),
    [
        ("API-Outage", "api-outage"),
        ("api--outage", "api-outage"),
        ("-api", "api"),
        ("api_outage", "api-outage"),
        ("störung bei ä", "stoerung-bei-ae"),
        ("Große U\u0308bung", "grosse-uebung"),
        ("x" * 81, "x" * 80),
        ("con", "con-1"),
        ("lpt1", "lpt1-1"),
        ("日本", "unnamed"),
    ],
)
def test_slugs_that_cannot(slug: str, better: str) -> None:
    found = slug_problem(slug, "x")
    assert found is not None
    assert (found.code, found.hint.count(f"`{better}`")) == ("bad-slug", 1)


def test_slugify_makes_what_slug_problem_accepts() -> None:
    for words in ("API outage!", "  ", "Ünïcödé", "a" * 200, "--"):
        assert slug_problem(slugify(words), "x") is None
