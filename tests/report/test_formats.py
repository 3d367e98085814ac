"""Problems as machines take them: GitHub's annotations and its summary, SARIF."""

from __future__ import annotations

import json

from statusgen.content.locate import Located
from statusgen.diagnostics import Diagnostic, Level, Where
from statusgen.report import github, sarif

TYPO = Diagnostic(
    "unknown-monitor",
    "there is no monitor `aip`",
    Where("content/incidents/a, b/incident.md", (), 5, 3),
    "did you mean `api`?",
)
HOSTILE = "::stop-commands::x\r\n::error::forged ##[set-env name=A] 100% | `<b>` *[x](y)*"


def found(*diagnostics: Diagnostic) -> list[Located]:
    return [Located(one) for one in diagnostics]


def warning(number: int) -> Diagnostic:
    return Diagnostic(
        "unknown-key", f"key {number}", Where("a.yaml", (), number, 1), "", Level.WARNING
    )


def test_an_annotation_stands_at_its_line() -> None:
    assert github.render(found(TYPO)) == (
        "::error file=content/incidents/a%2C b/incident.md,line=5,col=3,title=unknown-monitor"
        "::there is no monitor `aip`%0Adid you mean `api`?"
    )


def test_errors_come_first_and_what_github_would_not_show_is_counted() -> None:
    lines = github.render(found(*map(warning, range(1, 13)), TYPO)).splitlines()
    assert lines[0].startswith("::error ")
    assert len(lines) == 12
    assert lines[-1] == "::notice::and 2 more warnings, which GitHub would not show"


def test_what_people_wrote_gives_no_command_to_the_runner() -> None:
    hostile = Diagnostic("bad-value", HOSTILE, Where(HOSTILE, (), 1, 1), HOSTILE)
    (line,) = github.render(found(hostile)).splitlines()
    assert line.count("::error") - line.count("\\u000a::error") == 1
    assert "##[" not in line
    assert "\r" not in line


def test_the_summary_is_a_table_that_nothing_breaks_out_of() -> None:
    hostile = Diagnostic("bad-value", HOSTILE, Where("a.md", (), 2, 1), "")
    text = github.summary(found(TYPO, hostile), "1 incident checked: 2 errors.")
    assert text.startswith(
        "### Content of the status page\n\n1 incident checked: 2 errors.\n\n| place "
    )
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert rows[0] == (
        "| content/incidents/a, b/incident.md:5 | error |"
        " there is no monitor \\`aip\\` (unknown-monitor) | did you mean \\`api\\`? |"
    )
    assert "<b>" not in rows[1]
    assert "\\[x\\](y)" in rows[1]
    assert (
        github.summary([], "All is well.") == "### Content of the status page\n\nAll is well.\n\n"
    )


def test_nothing_is_markup_in_the_summary() -> None:
    problem = Diagnostic("bad-value", "~~a~~ $b$ @jo #1", Where("a.md", (), 1, 1), "")
    (row,) = github.summary(found(problem), "").splitlines()[-1:]
    assert "\\~\\~a\\~\\~ \\$b\\$ @&#8203;jo \\#&#8203;1" in row


def test_a_summary_is_never_too_large_for_github() -> None:
    many = found(*(warning(n) for n in range(1, 40_000)))
    text = github.summary(many, "Much is wrong.")
    assert 800_000 < len(text.encode()) < 1_000_000
    assert text.rstrip().endswith("more.")


def test_sarif_names_the_rules_and_the_places() -> None:
    document = json.loads(sarif.render(found(TYPO, warning(7), TYPO)))
    (run,) = document["runs"]
    assert document["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "unknown-monitor",
        "unknown-key",
    ]
    assert run["results"][0] == {
        "ruleId": "unknown-monitor",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "there is no monitor `aip`; did you mean `api`?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "content/incidents/a%2C%20b/incident.md"},
                    "region": {"startLine": 5, "startColumn": 3},
                }
            }
        ],
    }
    assert [one["ruleIndex"] for one in run["results"]] == [0, 1, 0]


def test_without_a_line_the_file_as_a_whole_is_meant() -> None:
    whole = Diagnostic("bad-slug", "no", Where("content/incidents/A"))
    assert github.render(found(whole)) == "::error file=content/incidents/A,title=bad-slug::no"
    (result,) = json.loads(sarif.render(found(whole)))["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]
