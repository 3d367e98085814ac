"""Every rule has an explanation whose first example breaks it and whose second does not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import statusgen.explain
from statusgen.content.locate import Located, locate
from statusgen.explain import Example, explain
from statusgen.prepare import check
from statusgen.review import check_base
from statusgen.rules import RULES
from tests.repositories import repository
from tests.sites import instant, write_site

NOW = instant("2026-01-20T12:00:00Z")
FOLDER = Path(statusgen.explain.__file__).parent / "explanations"

WITHOUT_LINE = {
    "symlink",
    "not-a-file",
    "bad-slug",
    "duplicate-slug",
    "removed-id-reused",
    "no-settings",
    "unknown-file",
}
"""Rules about the name, the kind or the absence of a file or folder."""

WORD = {
    "yaml-syntax": ": cards are declined",
    "yaml-alias": "&on-call",
    "yaml-tag": "!secret",
    "yaml-duplicate-key": "monitors:",
    "yaml-too-deep": "{any:",
    "wrong-type": "yes",
    "bad-value": "OUTAGE",
    "bad-time": "15.01.2026",
    "time-without-zone": "2026-01-19 08:15",
    "duplicate-id": "412",
    "duplicate-tag": "api",
    "bad-rrule": "every Sunday",
    "unsafe-link": "file://",
    "remote-image": "https://graphs",
    "dropped-markdown": ">>>>",
    "unknown-monitor": "databse",
    "unknown-group": "Cores",
    "end-before-start": "2026-02-07T01:30:00Z",
    "unknown-key": "severty",
    "end-without-resolved": "2026-01-16T05:40:00Z",
    "pin-differs": "resolved",
    "overlapping-maintenance": "2026-02-01T03:00:00Z",
    "secret-in-text": "postgres://app:",
    "low-contrast": '"#7fb2ff"',
    "unreviewed-language": "de",
    "refused-by-policy": "style=",
    "missing-picture": "assets/lgoo.svg",
    "broken-theme": "<p>{{ site.titel",
    "host-limit": "1",
    "comment-changed": "There is room on the disk. Some",
    "comment-removed": "true",
    "incident-removed": "internal",
    "id-changed": "7",
    "fact-changed": "2026-01-19T07:40:00Z",
}
"""What stands where the mark is, by rule."""


def diagnose(root: Path, examples: Iterable[Example]) -> list[Located]:
    """What is wrong with the base site with the files of an example in it."""
    odd = ("link", "absent")
    examples = list(examples)
    published = {one.file: one.bytes() for one in examples if one.how == "before"}
    if published:
        repository(root, published)
    now = {one.file: one.bytes() for one in examples if one.how not in (*odd, "before")}
    write_site(root, now)
    for one in examples:
        path = root / one.file
        if one.how == "link":
            path.parent.mkdir(parents=True)
            path.symlink_to(one.text.strip())
        elif one.how == "absent":
            path.unlink()
    site, problems = check(root, NOW)
    if published:
        problems += check_base(root, "HEAD", site, problems, NOW)
    return locate(root, problems)


def test_there_is_one_for_each_rule_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*")} == set(RULES)


def test_what_is_no_rule_has_none() -> None:
    with pytest.raises(KeyError):
        explain("no-such-rule")


@pytest.mark.parametrize("code", RULES)
def test_it_says_in_a_few_sentences_what_the_rule_means(code: str) -> None:
    assert (FOLDER / f"{code}.md").read_text("utf-8").startswith(f"# {code}\n\n")
    text = explain(code).text
    assert 80 <= len(text) <= 600
    assert "```" not in text


@pytest.mark.parametrize("code", RULES)
def test_the_wrong_example_breaks_the_rule_and_no_other(code: str, tmp_path: Path) -> None:
    found = [located.diagnostic for located in diagnose(tmp_path, explain(code).wrong)]
    assert {one.code for one in found} == {code}
    for one in found:
        assert one.level is RULES[code].level
        assert one.where.file
        assert one.hint
        assert code in WITHOUT_LINE or (one.where.line and one.where.column)


@pytest.mark.parametrize("code", WORD)
def test_the_mark_is_below_the_very_word(code: str, tmp_path: Path) -> None:
    located = diagnose(tmp_path, explain(code).wrong)[0]
    assert located.excerpt[located.diagnostic.where.column - 1 :].startswith(WORD[code])


@pytest.mark.parametrize("code", RULES)
def test_nothing_is_wrong_with_the_right_example(code: str, tmp_path: Path) -> None:
    right = explain(code).right
    assert right
    assert diagnose(tmp_path, right) == []
