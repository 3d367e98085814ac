"""Results: kept in a file, shown as tables, held against goals and against other results."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import markdown, tables
from tests.bench.goals import GOALS, growth
from tests.bench.phases import Phase
from tests.bench.results import NotResults, OfSize, Results, Runs, load_results, paired


def measured(incidents: int = 10_000, slower: float = 1) -> OfSize:
    """A size as a run of three rounds leaves it; cState was so slow that it ran once."""
    phases = {
        Phase.PYTHON: Runs([0.01, 0.02, 0.01], [0.01, 0.01, 0.01]),
        Phase.COLD: Runs([6 * slower, 4, 5], [8, 8, 8], [120, 120, 120]),
        Phase.COPY: Runs([4, 2, 5], [2, 2, 2]),
        Phase.OLD: Runs([0.4, 0.4, 0.6], [0.4, 0.4, 0.4], [37, 37, 99]),
        Phase.COLD_CSTATE: Runs([2, 3, 4], [2, 2, 2], [9, 9, 9]),
        Phase.CSTATE_PATCHED: Runs([150], [180]),
    }
    return OfSize(
        incidents,
        5 * incidents,
        {str(name): runs for name, runs in phases.items()},
        memory={str(Phase.COLD): 250_000_000},
        kinds={str(Phase.COLD): {"incidents/<slug>/index.html": 119, "index.html": 1}},
        bytes={str(Phase.COLD): 2_000_000},
        skipped={str(Phase.CSTATE): "takes minutes"},
    )


def test_a_file_of_results_is_read_as_it_was_written(tmp_path: Path) -> None:
    results = Results({"cpu": "a processor", "load": [1.0, 2.0, 3.0]}, [measured(), measured(20)])
    results.save(tmp_path / "results.json")
    assert load_results(tmp_path / "results.json") == results


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 0}', '{"format": 1, "sizes": 3}'])
def test_another_file_is_no_results(tmp_path: Path, content: str) -> None:
    (tmp_path / "old.json").write_text(content)
    with pytest.raises(NotResults, match=r"old\.json"):
        load_results(tmp_path / "old.json")


def test_runs_of_one_round_are_compared() -> None:
    assert paired([6, 4, 5], [4, 2, 5]) == [1.5, 2, 1]


def test_what_ran_once_is_compared_with_the_median() -> None:
    assert paired([150], [2, 3, 4]) == [50]


def test_what_was_not_measured_has_no_ratio() -> None:
    assert paired([], [1, 2]) == []
    assert all(list(goal.values(OfSize(20, 100))) == [] for goal in GOALS)


def test_the_phases_have_a_row_each_and_say_why_one_is_missing() -> None:
    table = rows(tables.phases(measured()))
    assert table["10,000 incidents, 50,000 texts"] == ""
    assert table["cold build"].split() == ["4.000", "5.000", "6.000", "8.000", "120", "250"]
    assert table["cState as shipped"] == "not measured: takes minutes"


def test_goals_are_reached_or_missed_at_the_size_they_are_meant_for() -> None:
    table = rows(tables.goals(measured()))
    assert table["cold build / cp -r of its output"].split() == (
        ["1.50", "1.00", "2.00", "4.00", "≤", "1.5:", "reached"]
    )
    assert table["most memory of a cold build"].endswith("≤ 200 MB: MISSED")
    assert table["files written by an old comment"].endswith("≤ 60 files: reached")
    assert table["cState without 15 lines / cold build with its JSON"].endswith("≥ 40: reached")
    small = rows(tables.goals(measured(100)))
    assert small["cold build / cp -r of its output"].split() == ["1.50", "1.00", "2.00", "4.00"]


def test_the_tables_of_the_documentation_have_the_spread_and_what_is_reached() -> None:
    lines = list(markdown.tables(Results({}, [measured(1_000), measured()])))
    assert lines[0] == "| ratio, or what people wait for | goal | 1,000 | 10,000 |"
    assert "| rounds |  | 3 | 3 |" in lines
    copied = "| cold build / cp -r of its output | ≤ 1.5 at 10,000 | 1.50 (1.00–2.00) |"
    assert f"{copied} 1.50 (1.00–2.00) reached |" in lines
    assert "| – the same of the processors |  | 4 (4–4) | 4 (4–4) |" in lines
    assert "| files written by an old comment | ≤ 60 files | 37 files (37–99) reached |" in (
        line.rpartition(" 37 files")[0].rstrip() for line in lines
    )
    assert any(line.endswith("250 MB (once) | 250 MB (once) **missed** |") for line in lines)
    assert "| cold build | 5 (4–6), 8.00 | 5 (4–6), 8.00 |" in lines


def test_ten_times_the_content_is_told_by_its_price() -> None:
    sizes = [
        OfSize(n, n, {str(Phase.COLD): Runs([n / 100], [n / 100]), str(Phase.OLD): Runs([1], [1])})
        for n in (100, 1_000, 10_000)
    ]
    lines = list(markdown.tables(Results({}, sizes)))
    assert "| times the processor time of the size before | 1,000 | 10,000 |" in lines
    assert "| content | 10 | 10 |" in lines
    assert "| cold build | 10.0 | 10.0 |" in lines
    assert "| a comment added to any old incident | 1.00 | 1.00 |" in lines


def test_growth_in_proportion_is_one() -> None:
    sizes = [
        OfSize(n, n, {str(Phase.COLD): Runs([0.0], [1 + n / 100])}) for n in (100, 1_000, 10_000)
    ]
    ((words, value),) = growth(Results({}, sizes))
    assert words == "one more incident up to 10,000 / before that"
    assert value == pytest.approx(1)


def test_a_comparison_names_what_differs_and_gives_new_by_old() -> None:
    old = Results({"python": "3.11.7", "load": [0.1]}, [measured()])
    new = Results({"python": "3.13.0", "load": [9.0]}, [measured(slower=3), measured(7)])
    lines = list(tables.comparison(old, new))
    assert lines[0] == "python: was 3.11.7, is 3.13.0"
    assert rows(lines[1:])["cold build"].split() == ["1.00", "1.00"]
    assert not any("7 incidents" in line for line in lines)


def test_single_files_are_counted_not_listed() -> None:
    assert list(tables.files(measured())) == [
        "cold build: 120 files, 2.0 MB",
        "      119  incidents/<slug>/index.html",
        "        1  single files",
    ]


def rows(lines: object) -> dict[str, str]:
    """Each line's first column, and the rest of it."""
    assert hasattr(lines, "__iter__")
    return {line[:52].strip(): line[52:].strip() for line in lines}
