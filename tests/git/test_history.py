"""What git is asked about files, in real repositories: who wrote them, and what became of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statusgen.git.kept import history
from statusgen.git.lives import Life
from statusgen.git.log import NoHistory
from tests.repositories import BOB, clone, commit, git, merge, new_repository
from tests.sites import instant

FILE = "content/incidents/outage/2026-01-15T1000Z.investigating.md"
OTHER = "content/incidents/outage/2026-01-15T1010Z.identified.md"
TEXT = "We are looking for the cause.\nThere is no news yet.\nWe will write again at noon.\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with one commit of other files."""
    made = new_repository(tmp_path / "repo")
    commit(made, {"README.md": "A status page."}, "2026-01-01T00:00Z")
    return made


def lives(repo: Path, folder: str = "") -> dict[str, Life]:
    """All that is known of the files of a site."""
    return history(repo / folder, "content", "test")


def story(life: Life) -> list[tuple[str, str, str]]:
    """Who changed it, when, and when that was published; clocks alone."""

    def clock(at: int | None) -> str:
        assert at is not None
        return f"{at % 86400 // 3600:02}:{at % 3600 // 60:02}"

    return [
        (one.commit.author, clock(one.commit.written), clock(one.published.committed))
        for one in life.changes
    ]


def test_a_commit_on_the_main_line_publishes_itself(repo: Path) -> None:
    number = commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z", committed="2026-01-15T10:05Z")
    (change,) = lives(repo)[FILE].changes
    assert (change.commit.id, change.published.id) == (number, number)
    assert change.commit.written == instant("2026-01-15T10:01Z")
    assert change.published.committed == instant("2026-01-15T10:05Z")


def test_a_merge_publishes_what_its_branch_brings(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z", author=BOB)
    commit(repo, {FILE: TEXT + "More.\n"}, "2026-01-15T10:05Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:20Z")
    assert story(lives(repo)[FILE]) == [("Bob", "10:01", "10:20"), ("Ada", "10:05", "10:20")]


def test_a_merge_of_main_into_a_branch_publishes_nothing(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "checkout", "-q", "main")
    commit(repo, {OTHER: "A disk."}, "2026-01-15T10:05Z")
    git(repo, "checkout", "-q", "update")
    merge(repo, "main", "2026-01-15T10:10Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:20Z")
    found = lives(repo)
    assert story(found[FILE]) == [("Ada", "10:01", "10:20")]
    assert story(found[OTHER]) == [("Ada", "10:05", "10:05")]


@pytest.mark.parametrize("how", ["fast-forward", "squash", "rebase"])
def test_without_a_merge_commit_the_commit_that_arrives_publishes_itself(
    repo: Path, how: str
) -> None:
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "checkout", "-q", "main")
    if how == "fast-forward":
        git(repo, "merge", "-q", "--ff-only", "update")
        expected = ("Ada", "10:01", "10:01")
    elif how == "squash":
        git(repo, "merge", "-q", "--squash", "update")
        commit(repo, {}, "2026-01-15T10:20Z", author=BOB)
        expected = ("Bob", "10:20", "10:20")
    else:
        commit(repo, {OTHER: "A disk."}, "2026-01-15T10:05Z")
        git(repo, "checkout", "-q", "update")
        git(repo, "rebase", "-q", "main", committed="2026-01-15T10:30Z")
        git(repo, "checkout", "-q", "main")
        git(repo, "merge", "-q", "--ff-only", "update")
        expected = ("Ada", "10:01", "10:30")
    assert story(lives(repo)[FILE]) == [expected]


def test_an_edit_is_another_change_and_an_amended_commit_is_none(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    commit(repo, {FILE: TEXT + "!"}, "2026-01-15T10:02Z", amend=True)
    assert story(lives(repo)[FILE]) == [("Ada", "10:02", "10:02")]
    commit(repo, {FILE: TEXT}, "2026-01-15T11:00Z", author=BOB)
    assert story(lives(repo)[FILE]) == [("Ada", "10:02", "10:02"), ("Bob", "11:00", "11:00")]


def test_only_a_change_of_the_content_counts(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    (repo / FILE).chmod(0o755)
    commit(repo, {}, "2026-01-15T11:00Z")
    moved = FILE.replace("outage", "2026-outage")
    (repo / moved).parent.mkdir()
    git(repo, "mv", FILE, moved)
    commit(repo, {}, "2026-01-15T12:00Z")
    assert story(lives(repo)[moved]) == [("Ada", "10:01", "10:01")]


def test_another_name_is_a_change_of_the_same_file(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "mv", FILE, OTHER)
    commit(repo, {OTHER: TEXT + "Soon.\n"}, "2026-01-15T11:00Z")
    commit(repo, {FILE: "Something else."}, "2026-01-15T12:00Z")
    found = lives(repo)
    assert story(found[OTHER]) == [("Ada", "10:01", "10:01"), ("Ada", "11:00", "11:00")]
    assert story(found[FILE]) == [("Ada", "12:00", "12:00")]


def test_what_was_removed_and_comes_again_is_the_same_file(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    commit(repo, {FILE: None}, "2026-01-15T11:00Z")
    assert FILE not in lives(repo)
    commit(repo, {FILE: TEXT}, "2026-01-15T12:00Z")
    assert story(lives(repo)[FILE]) == [("Ada", "10:01", "10:01"), ("Ada", "12:00", "12:00")]


def test_the_file_that_went_when_another_came_is_remembered(repo: Path) -> None:
    commit(repo, {FILE: "Short."}, "2026-01-15T10:01Z")
    commit(repo, {FILE: None, OTHER: "---\nid: 7\n---\nNothing in common."}, "2026-01-15T11:00Z")
    ((path, former),) = lives(repo)[OTHER].before
    assert (path, story(former)) == (FILE, [("Ada", "10:01", "10:01")])


def test_what_only_a_merge_commit_wrote_is_its_own(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {"content/pages/about.md": "About."}, "2026-01-15T10:10Z")
    git(repo, "checkout", "-q", "main")
    git(repo, "merge", "-q", "--no-ff", "--no-commit", "update")
    commit(repo, {OTHER: "Slipped in.", FILE: "Rewritten."}, "2026-01-15T10:20Z", author=BOB)
    found = lives(repo)
    assert story(found[OTHER]) == [("Bob", "10:20", "10:20")]
    assert story(found[FILE]) == [("Ada", "10:01", "10:01"), ("Bob", "10:20", "10:20")]
    assert story(found["content/pages/about.md"]) == [("Ada", "10:10", "10:20")]


def test_a_merge_that_puts_two_edits_together_is_none_itself(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FILE: "First.\n" + TEXT}, "2026-01-15T10:10Z")
    git(repo, "checkout", "-q", "main")
    commit(repo, {FILE: TEXT + "Last.\n"}, "2026-01-15T10:15Z", author=BOB)
    merge(repo, "update", "2026-01-15T10:20Z")
    assert story(lives(repo)[FILE]) == [
        ("Ada", "10:01", "10:01"),
        ("Bob", "10:15", "10:15"),
        ("Ada", "10:10", "10:20"),
    ]


def test_an_edit_that_a_merge_leaves_out_never_was(repo: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FILE: "Nonsense."}, "2026-01-15T10:10Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:20Z", "-s", "ours")
    assert story(lives(repo)[FILE]) == [("Ada", "10:01", "10:01")]


def test_a_branch_without_a_common_beginning(repo: Path) -> None:
    git(repo, "checkout", "-q", "--orphan", "other")
    git(repo, "rm", "-q", "-r", "--cached", ".")
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    git(repo, "checkout", "-q", "-f", "main")
    merge(repo, "other", "2026-01-15T10:20Z", "--allow-unrelated-histories")
    assert story(lives(repo)[FILE]) == [("Ada", "10:01", "10:20")]


def test_a_site_in_a_folder_of_the_repository(repo: Path) -> None:
    commit(repo, {f"a/b [c]/{FILE}": TEXT, FILE: "Another site."}, "2026-01-15T10:01Z")
    commit(repo, {f"a/b c/{FILE}": TEXT}, "2026-01-15T11:01Z")
    assert story(lives(repo, "a/b [c]")[FILE]) == [("Ada", "10:01", "10:01")]


def test_a_site_that_was_moved_in_the_repository(repo: Path) -> None:
    files = {FILE: TEXT, OTHER: TEXT + "A disk.\n", "monitors.yaml": "[]"}
    commit(repo, files, "2026-01-15T10:01Z")
    (repo / "status").mkdir()
    git(repo, "mv", "content", "monitors.yaml", "status")
    commit(repo, {}, "2026-01-16T10:01Z")
    found = lives(repo, "status")
    assert found.keys() == {FILE, OTHER}
    assert [story(life) for life in found.values()] == [[("Ada", "10:01", "10:01")]] * 2


def test_another_working_copy_and_a_commit_that_no_branch_names(repo: Path, tmp_path: Path) -> None:
    first = commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    commit(repo, {FILE: TEXT + "!"}, "2026-01-15T11:00Z")
    git(repo, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), first)
    assert len(lives(tmp_path / "tree")[FILE].changes) == 1
    assert len(lives(repo)[FILE].changes) == 2


def test_a_submodule_has_a_history_of_its_own(repo: Path, tmp_path: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    outer = new_repository(tmp_path / "outer")
    allow = ("-c", "protocol.file.allow=always")
    git(outer, *allow, "submodule", "--quiet", "add", str(repo), "status")
    commit(outer, {}, "2026-01-16T10:01Z", author=BOB)
    assert story(lives(outer / "status")[FILE]) == [("Ada", "10:01", "10:01")]


def test_names_come_from_the_mailmap_that_is_committed(repo: Path) -> None:
    commit(repo, {FILE: TEXT, ".mailmap": "Ada L. <ada@example.com>\n"}, "2026-01-15T10:01Z")
    (repo / ".mailmap").write_text("Somebody <ada@example.com>\n")
    (repo / "other").write_text("Nobody <ada@example.com>\n")
    git(repo, "config", "mailmap.file", str(repo / "other"))
    assert story(lives(repo)[FILE]) == [("Ada L.", "10:01", "10:01")]


SETTINGS = (
    "log.showSignature=true",
    "log.showRoot=false",
    "log.mailmap=false",
    "log.follow=true",
    "log.diffMerges=off",
    "log.decorate=full",
    "log.date=relative",
    "diff.renames=false",
    "diff.renames=copies",
    "diff.renameLimit=1",
    "diff.relative=true",
    "diff.noprefix=true",
    "diff.orderFile=README.md",
    "diff.ignoreSubmodules=all",
    "diff.external=false",
    "core.quotepath=true",
    "core.abbrev=5",
    "color.ui=always",
    "format.pretty=oneline",
    "i18n.logOutputEncoding=ISO-8859-1",
    "notes.displayRef=*",
)


def test_the_settings_of_whoever_builds_change_nothing(repo: Path) -> None:
    about = "content/pages/über uns.md"
    commit(repo, {FILE: TEXT, about: "Wir."}, "2026-01-15T10:01Z", author="Zoë <zoe@example.com>")
    git(repo, "mv", FILE, OTHER)
    commit(repo, {OTHER: TEXT + "Soon.\n"}, "2026-01-15T11:00Z")
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FILE: "New."}, "2026-01-15T12:00Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T12:20Z")
    before = lives(repo)
    assert story(before[about]) == [("Zoë", "10:01", "10:01")]
    assert story(before[FILE]) == [("Ada", "12:00", "12:20")]
    assert len(before[OTHER].changes) == 2
    for setting in SETTINGS:
        name, _, value = setting.partition("=")
        git(repo, "config", name, value)
        kept(repo).unlink()
        assert lives(repo) == before, setting
        git(repo, "config", "--unset", name)


def test_a_commit_in_the_place_of_another_is_not_believed(repo: Path) -> None:
    first = commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    fake = commit(repo, {FILE: TEXT}, "2026-01-15T09:00Z", author=BOB, amend=True)
    git(repo, "reset", "-q", "--hard", first)
    git(repo, "replace", first, fake)
    assert story(lives(repo)[FILE]) == [("Ada", "10:01", "10:01")]


def test_commits_that_no_git_would_write(repo: Path) -> None:
    """By hand: a name in another encoding, a date that is none, one beyond all calendars."""
    for author, written in ((b"Zo\xeb", b"99999999999999"), (b"\xe2\x80\xae", b"soon")):
        tree = git(repo, "write-tree").encode()
        blob = git(repo, "hash-object", "-w", "--stdin", given=author).encode()
        tree = git(repo, "mktree", given=b"100644 blob %b\tx.md\n" % blob).encode()
        tree = git(repo, "mktree", given=b"040000 tree %b\tcontent\n" % tree).encode()
        text = b"tree %b\nauthor %b <a@b.c> %b +9999\ncommitter C <c@b.c> 1768471260 -1234\n\n-\n"
        raw = text % (tree, author, written)
        number = git(repo, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=raw)
        git(repo, "update-ref", "refs/heads/main", number)
        (change,) = lives(repo)["content/x.md"].changes
        assert change.commit.written is None
        assert change.commit.author.encode() in (b"Zo\xef\xbf\xbd", b"\xe2\x80\xae")
        assert change.published.committed == 1768471260


def test_there_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="not a git repository"):
        history(tmp_path, "content", "test")


def test_there_is_no_commit(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="git cannot tell it"):
        lives(new_repository(tmp_path))


def test_there_is_no_git(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoHistory, match="no git on this machine"):
        lives(repo)


def test_a_part_of_the_history_is_none(repo: Path, tmp_path: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    with pytest.raises(NoHistory, match="only a part of the history; run `git fetch --unshallow`"):
        lives(clone(repo, tmp_path / "shallow", "--depth=1"))
    git(repo, "config", "uploadpack.allowFilter", "true")
    with pytest.raises(NoHistory, match="only a part of the files"):
        lives(clone(repo, tmp_path / "partial", "--filter=blob:none"))
    grafted = clone(repo, tmp_path / "grafted")
    (grafted / ".git/info/grafts").write_text(git(grafted, "rev-parse", "HEAD") + "\n")
    with pytest.raises(NoHistory, match="only a part of the history"):
        lives(grafted)


def test_a_broken_repository_is_told_and_not_guessed(repo: Path) -> None:
    number = commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    commit(repo, {FILE: TEXT + "!"}, "2026-01-15T11:00Z")
    path = repo / ".git/objects" / number[:2] / number[2:]
    path.unlink()
    with pytest.raises(NoHistory, match="git cannot tell it"):
        lives(repo)


def test_a_folder_in_which_everything_is_replaced_again_and_again(tmp_path: Path) -> None:
    """Names and contents that have nothing in common, a thousand times, and many at once."""
    repo = new_repository(tmp_path)
    commits = []
    for number in range(1200):
        commits.append(f"commit refs/heads/main\ncommitter C <c@b.c> {10**9 + number} +0000\n")
        commits.append("data 1\n-\ndeleteall\n")
        for part in range(1 if number < 1100 else number % 40):
            text = f"{number}.{part}"
            commits.append(f"M 100644 inline content/a/{text}\ndata {len(text)}\n{text}\n")
    git(repo, "fast-import", "--quiet", given="".join(commits).encode())
    found = lives(repo)
    assert len(found) == 39
    kept(repo).unlink()
    assert lives(repo) == found


def kept(repo: Path) -> Path:
    return repo / ".git/statusgen/dates.json"


def test_what_was_read_is_kept_until_there_is_another_commit(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    commit(repo, {FILE: None, OTHER: "Another name, another text."}, "2026-01-15T11:00Z")
    found = lives(repo)
    with monkeypatch.context() as patch:
        patch.setattr("statusgen.git.kept.steps_of", None)
        assert lives(repo) == found
        with pytest.raises(TypeError):
            history(repo, "content", "another version")
    commit(repo, {FILE: TEXT}, "2026-01-15T12:00Z")
    assert lives(repo).keys() == {FILE, OTHER}
    assert [path.name for path in kept(repo).parent.iterdir()] == ["dates.json"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-20],
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: text.replace('"Ada"', "1"),
        lambda text: text.replace('"files":{', '"files":{"x":[[[9,9]],[]],'),
        lambda text: json.dumps({**json.loads(text), "key": ["test", "0" * 40, "", "content"]}),
    ],
)
def test_what_is_kept_and_broken_is_read_again(repo: Path, spoil: object) -> None:
    assert callable(spoil)
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    found = lives(repo)
    whole = kept(repo).read_text()
    kept(repo).write_text(spoil(whole))
    assert lives(repo) == found
    assert kept(repo).read_text() == whole


def test_where_nothing_can_be_kept_it_is_read_each_time(repo: Path, tmp_path: Path) -> None:
    commit(repo, {FILE: TEXT}, "2026-01-15T10:01Z")
    kept(repo).parent.write_text("a file in the way")
    assert lives(repo) == lives(repo)
    kept(repo).parent.unlink()
    (tmp_path / "elsewhere").write_text("{}")
    kept(repo).parent.mkdir()
    kept(repo).symlink_to(tmp_path / "elsewhere")
    assert lives(repo).keys() == {FILE}
    assert (tmp_path / "elsewhere").read_text() == "{}"
