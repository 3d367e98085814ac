"""One call of git for everything says the same as asking git about each file and each commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.git.lives import Life, lives_of
from statusgen.git.log import repository_of, steps_of
from tests.repositories import git, new_repository
from tests.tools import FULL

PATHS = ("content/a/1.md", "content/a/2.md", "content/b/1.md", "README.md")
LINES = [f"This is line {number} of a text that is long enough.\n" for number in range(12)]
TEXTS = (
    "".join(LINES[:8]),
    "".join(LINES[:6] + LINES[10:]),
    "".join(LINES[4:]),
    "Short.\n",
    "",
)


@dataclass(frozen=True)
class Made:
    """A commit: its parents by number, its time, and what is in each of PATHS (None: no file)."""

    parents: tuple[int, ...]
    at: int
    texts: tuple[str | None, ...]


@st.composite
def histories(draw: st.DrawFn) -> list[Made]:
    """Commits that people make, and merges in which anything may have slipped."""
    made: list[Made] = []
    for number in range(draw(st.integers(1, 9))):
        parents = draw(
            st.lists(st.integers(max(number - 3, 0), number - 1), max_size=2, unique=True)
            if number
            else st.just([])
        )
        texts: list[str | None] = list(made[parents[0]].texts) if parents else [None] * len(PATHS)
        for place in range(len(PATHS)):
            # Most merges take what one of the branches has; most commits touch one file.
            for parent in parents[1:]:
                if draw(st.booleans()):
                    texts[place] = made[parent].texts[place]
            if draw(st.integers(0, 3)) == 0:
                texts[place] = draw(st.sampled_from((None, *TEXTS)))
        made.append(Made(tuple(parents), 10**9 + draw(st.integers(0, 99)), tuple(texts)))
    return made


def script(history: list[Made]) -> bytes:
    """The commits as `git fast-import` takes them; the last one is checked out."""
    parts = []
    for number, one in enumerate(history):
        parts.append(f"commit refs/heads/{number}\nmark :{number + 1}\n")
        parts.append(f"author A{number} <a@b.c> {one.at - number} +0000\n")
        parts.append(f"committer C <c@b.c> {one.at} +0000\ndata 1\n-\n")
        verbs = ("from", *["merge"] * len(one.parents))
        parts += [
            f"{verb} :{parent + 1}\n" for verb, parent in zip(verbs, one.parents, strict=False)
        ]
        parts.append("deleteall\n")
        for path, text in zip(PATHS, one.texts, strict=True):
            if text is not None:
                parts.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
    parts.append(f"reset refs/heads/main\nfrom :{len(history)}\n")
    return "".join(parts).encode()


Story = tuple[tuple[str, ...], bool]
"""The commits behind a file, and whether it is there."""


@dataclass
class Oracle:
    """Asks git about one commit and one file at a time, from the end to the beginning."""

    repo: Path
    _told: dict[tuple[str, ...], str] = field(default_factory=dict)

    def ask(self, *words: str) -> str:
        """What git says, asked once."""
        if words not in self._told:
            self._told[words] = git(self.repo, *words)
        return self._told[words]

    def parents(self, commit: str) -> list[str]:
        return self.ask("rev-list", "--parents", "-n1", commit).split()[1:]

    def blob(self, commit: str, path: str) -> str:
        found = self.ask("ls-tree", "-r", commit, "--", path)
        return found.split()[2] if found else ""

    def renames(self, commit: str) -> dict[str, str]:
        """The new names against the first parent, each with the old one."""
        first = self.parents(commit)[:1]
        if not first:
            return {}
        told = self.ask("diff-tree", "-r", "-M50%", *first, commit, "--", "content").splitlines()
        rows = [line.split("\t")[1:] for line in told if line.split()[4].startswith("R")]
        return {new: old for old, new in rows}

    def story(self, commit: str, path: str) -> Story | None:
        """What happened to a file up to a commit; None where it never was under that name."""
        own, *others = self.parents(commit) or [""]
        blob = self.blob(commit, path)
        if own and self.blob(own, path) == blob:
            return self.story(own, path)
        renames = self.renames(commit)
        if not blob:
            before = self.story(own, path) if own else None
            return (before[0], False) if before and path not in renames.values() else None
        old = renames.get(path, path)
        mine = [(own, old, self.story(own, old))] if own else []
        theirs = [(one, path, self.story(one, path)) for one in others]
        theirs = [one for one in theirs if one[2]]
        if old != path and theirs and mine[0][2] and theirs[0][2]:
            mine = mine if mine[0][2][0][0] == theirs[0][2][0][0] else []
        known = [one for one in (*mine, *theirs) if one[2]]
        changes = dict.fromkeys(change for _, _, story in known if story for change in story[0])
        blobs = {self.blob(parent, name) for parent, name, _ in known} - {""}
        named = old != path and not theirs and Path(old).name != Path(path).name
        if named or (blob not in blobs and len(blobs) < 2):
            changes[commit] = None
        return tuple(changes), True

    def publisher(self, commit: str) -> str:
        """The first commit of the main line that has it behind it."""
        for link in self.ask("rev-list", "--first-parent", "--reverse", "main").split():
            if commit in self.ask("rev-list", link).split():
                return link
        raise AssertionError(commit)

    def files(self) -> Iterator[str]:
        yield from self.ask("ls-tree", "-r", "--name-only", "main", "--", "content").splitlines()


def told(life: Life) -> list[tuple[str, str]]:
    return [(one.commit.id, one.published.id) for one in life.changes]


@given(histories())
@settings(max_examples=1000 if FULL else 60)
def test_one_call_knows_what_git_says_of_each_file(history: list[Made]) -> None:
    with TemporaryDirectory() as folder:
        repo = new_repository(Path(folder))
        git(repo, "fast-import", "--quiet", "--force", given=script(history))
        found = lives_of(steps_of(repository_of(repo), "content"))
        oracle = Oracle(repo)
        expected = {}
        for file in oracle.files():
            story = oracle.story(git(repo, "rev-parse", "main"), file)
            assert story
            expected[file] = [(one, oracle.publisher(one)) for one in story[0]]
        assert {path: told(life) for path, life in found.items()} == expected
