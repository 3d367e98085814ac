"""`statusgen comment`: corrections keep ids, deletions are soft, and both kinds of entry have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.edits import FOLDER, OPEN, OVER, refused, site, told, typed, wrote

FOUND = f"{FOLDER}/2026-01-15T1030Z.identified.md"
FILES: dict[str, str | bytes] = {
    FOUND: "A ful disk.\n",
    f"{FOLDER}/2026-01-15T1030Z.identified.de.md": "Eine volle Platte.\n",
}
WORK = "content/maintenances/2026-01-20-database"


def comments(root: Path) -> list[tuple[str, int]]:
    timeline = told(root, "incident", "show", "api-errors")["entry"]["timeline"]
    return [(one["text"], one["id"]) for one in timeline]


def test_add_is_an_update_of_either_kind(tmp_path: Path) -> None:
    plan = "---\ntitle: Database\nstart: 2026-01-20T02:00Z\nduration: 2h\n---\n"
    root = site(tmp_path, {f"{WORK}/maintenance.md": plan})
    assert wrote(root, "comment", "add", "--state", "Monitoring", "-m", "Better.") == {
        f"{FOLDER}/2026-01-15T104000Z.monitoring.md": "Better.\n"
    }
    assert wrote(root, "comment", "add", "database", "-m", "All is prepared.") == {
        f"{WORK}/2026-01-15T104000Z.scheduled.md": "All is prepared.\n"
    }
    words = ("comment", "add", "database", "--state", "resolved", "-m", "x")
    said = refused(root, *words, code=2)
    assert "has no state `resolved`: use one of scheduled, delayed" in said


@pytest.mark.parametrize("name", ["last", "2", "1030Z", FOUND, FOUND.rpartition("/")[2], "id"])
def test_a_comment_has_many_names(tmp_path: Path, name: str) -> None:
    root = site(tmp_path, FILES)
    name = str(comments(root)[1][1]) if name == "id" else name
    words = ("-m", "A full disk.", "--correction", "A typo")
    assert wrote(root, "comment", "edit", name, *words) == {
        FOUND: "---\ncorrection: A typo\n---\nA full disk.\n"
    }


def test_a_correction_of_state_and_time_renames_the_file_and_keeps_its_id(tmp_path: Path) -> None:
    root = site(tmp_path, FILES)
    before = comments(root)
    words = ("comment", "edit", "api-errors", "2", "--state", "monitoring", "--at", "-5m")
    assert wrote(root, *words) == {
        FOUND: "",
        FOUND.replace(".md", ".de.md"): "",
        f"{FOLDER}/2026-01-15T103500Z.monitoring.md": f"---\nid: {before[1][1]}\n---\nA ful disk.\n",
        f"{FOLDER}/2026-01-15T103500Z.monitoring.de.md": "Eine volle Platte.\n",
    }
    assert comments(root) == before


def test_the_opening_text_is_a_comment_too(tmp_path: Path) -> None:
    root = site(tmp_path, FILES)
    (text,) = wrote(root, "comment", "edit", "1", "-m", "Many fail.").values()
    assert text.endswith("  api: PARTIAL\n---\nMany fail.\n")
    number = comments(root)[0][1]
    found = wrote(root, "comment", "edit", "1", "--correction", "Not one in three")
    assert found[f"{FOLDER}/2026-01-15T102400Z.investigating.md"] == (
        f"---\nid: {number}\ncorrection: Not one in three\n---\nMany fail.\n"
    )
    assert found[OPEN].endswith("---\n")


def test_delete_is_soft(tmp_path: Path) -> None:
    root = site(tmp_path, FILES)
    assert wrote(root, "comment", "delete", "last", "--reason", "Of another incident") == {
        FOUND: "---\ndeleted: true\nreason: Of another incident\n---\nA ful disk.\n"
    }
    assert "identified  deleted\n" in typed(root, "comment", "list").stdout
    assert "deleted before" in refused(root, "comment", "delete", "2", code=2)
    assert told(root, "incident", "show")["entry"]["state"] == "investigating"


def test_a_deletion_that_breaks_the_timeline_is_refused(tmp_path: Path) -> None:
    postmortem = {f"{OVER}/2026-01-05T0900Z.postmortem.md": "Why.\n"}
    said = refused(site(tmp_path, postmortem), "comment", "delete", "slow-pages", "2")
    assert "`postmortem` may not follow `investigating` [state-not-allowed]" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("edit", "7", "-m", "x"), "has no comment `7`: use one of: incident.md"),
        (("edit", "api-errors", "nothing", "-m", "x"), "has no comment `nothing`"),
        (
            ("edit", "-m", "x"),
            "Name the comment\n  2026-01-15 10:35Z  identified     2026-01-15T1035Z.identified.md",
        ),
        (("edit", "a", "b", "c", "-m", "x"), "at most an incident and one of its updates"),
        (("edit", "2026", "-m", "x"), "`2026` may mean more than one"),
        (("edit", "2"), "there is no terminal for an editor"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    more = {f"{FOLDER}/2026-01-15T1035Z.identified.md": "More.\n"}
    assert said in refused(site(tmp_path, {**FILES, **more}), "comment", *words, code=2)


def test_list_as_json_has_every_field(tmp_path: Path) -> None:
    found = told(site(tmp_path, FILES), "comment", "list")["comments"]
    assert [one["number"] for one in found] == [1, 2]
    assert found[1] == {
        "number": 2,
        "id": comments(tmp_path)[1][1],
        "at": "2026-01-15T10:30:00Z",
        "state": "identified",
        "text": "A ful disk.",
        "author": None,
        "monitors": {},
        "opening": False,
        "internal": False,
        "deleted": False,
        "correction": None,
        "notify": True,
        "file": FOUND,
    }


def test_a_correction_that_opens_or_ends_the_whole_says_so(tmp_path: Path) -> None:
    root = site(tmp_path, FILES)
    done = typed(root, "comment", "edit", "slow-pages", "last", "-m", "Fast.")
    assert done.stderr == ""
    done = typed(root, "comment", "delete", "slow-pages", "last", "--reason", "It is not over.")
    said = done.stderr.splitlines()[-1]
    assert said == "note: 2026-01-02-slow-pages was resolved, and is investigating now"
