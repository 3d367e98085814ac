"""The content of the benchmark: the same for a seed, without errors, and not all of one kind."""

from __future__ import annotations

from pathlib import Path

from statusgen.model.ids import incident_id
from statusgen.prepare import check, has_errors
from tests.bench.generate import generate, own_ids, slug_of, start_of
from tests.bench.subject import NOW


def test_a_seed_gives_the_same_content_every_time(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        generate(tmp_path / name, 30, seed)
    assert texts(tmp_path / "one") == texts(tmp_path / "same")
    assert texts(tmp_path / "one") != texts(tmp_path / "other")


def test_the_content_has_no_errors_and_every_incident_is_over(tmp_path: Path) -> None:
    generate(tmp_path, 200)
    site, problems = check(tmp_path, NOW)
    assert len(site.incidents) == 200
    assert not has_errors(problems)
    assert all(incident.comments[-1].at < NOW for incident in site.incidents)


def test_texts_have_what_people_write(tmp_path: Path) -> None:
    generate(tmp_path, 200)
    found = [text.partition("---\n")[2] or text for text in texts(tmp_path).values()]
    for what in ("\n- ", "](https://", "`", "```", "**", "\n> ", "\n## "):
        assert any(what in text for text in found), what
    assert 0.02 < sum(not text.isascii() for text in found) / len(found) < 0.3
    words = [len(text.split()) for text in found]
    assert 40 < sum(words) / len(words) < 90
    assert max(words) > 150
    assert 3.5 < len(found) / 200 - 1 < 4.5  # comments besides the opening text


def texts(root: Path) -> dict[str, str]:
    files = sorted((root / "content" / "incidents").rglob("*.md"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_of_very_many_incidents_none_has_the_id_of_another() -> None:
    many = 100_000
    own = own_ids(many)
    ids = [own.get(number) or _derived(number, many) for number in range(many)]
    assert own
    assert len(set(ids)) == many


def _derived(number: int, incidents: int) -> int:
    start = start_of(number, incidents)
    return incident_id(slug_of(number, start), int(start.timestamp()))
