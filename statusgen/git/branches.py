"""Branches: which one this is, one more for a change that is reviewed, and the way to the remote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from statusgen.errors import CannotWrite, UsageError
from statusgen.git.calling import Done, reason, run


def current_branch(root: Path) -> str:
    """The branch that is checked out; "" where HEAD is detached, or there is no repository."""
    return run(root, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()


def newest_commit(root: Path) -> str:
    """The id of HEAD, "" where there is none."""
    found = run(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return found.stdout.strip()


def remote_for(root: Path) -> str:
    """The remote that this branch is pushed to: its own, else `origin`, else the only one."""
    branch = current_branch(root)
    keys = (f"branch.{branch}.pushRemote", "remote.pushDefault", f"branch.{branch}.remote")
    known = run(root, "remote").stdout.split()
    asked = [run(root, "config", key).stdout.strip() for key in keys]
    wanted = [one for one in (*asked, "origin") if one in known] or known
    if not wanted or (len(known) > 1 and wanted == known):
        raise UsageError("git knows no remote to push to; add one: git remote add origin URL")
    return wanted[0]


@contextmanager
def on_new_branch(root: Path, name: str, files: Iterable[str]) -> Iterator[None]:
    """Makes a branch from HEAD and switches to it; back and without it where the block fails.

    UsageError where there is such a branch, where its name cannot be one, and where ``files``
    have staged changes, which a commit of them would take along.
    """
    _demand_free(root, name, files)
    before, commit = current_branch(root), newest_commit(root)
    _must(run(root, "switch", "--quiet", "--create", name), f"cannot make the branch {name}")
    try:
        yield
    except BaseException:
        if before:
            run(root, "symbolic-ref", "HEAD", f"refs/heads/{before}")
        else:
            run(root, "switch", "--quiet", "--detach", commit)
        run(root, "branch", "--quiet", "-D", name)
        raise


def push(root: Path, remote: str, branch: str) -> str:
    """Pushes a branch and follows it from now on; gives what the remote said."""
    done = run(root, "push", "--quiet", "--set-upstream", remote, f"{branch}:refs/heads/{branch}")
    advice = f"see why with: git push -u {remote} {branch}"
    if "[rejected]" in done.stderr:
        advice = f"somebody pushed before you: git pull --rebase {remote} {branch}, then git push"
    _must(done, "the commit is made, but it could not be pushed", advice)
    said = (line.removeprefix("remote:").strip() for line in done.stderr.splitlines())
    return "\n".join(line for line in said if line)


def _demand_free(root: Path, name: str, files: Iterable[str]) -> None:
    if run(root, "rev-parse", "--git-dir").returncode:
        raise UsageError("this is no git repository, so that it has no branches: git init")
    if name.startswith("refs/") or run(root, "check-ref-format", "--branch", name).returncode:
        raise UsageError(f"`{name}` cannot be the name of a branch")
    if not run(root, "show-ref", "--verify", "--quiet", f"refs/heads/{name}").returncode:
        raise UsageError(f"there is a branch {name} already; choose another name")
    staged = run(root, "diff", "--cached", "--name-only", "--", *files).stdout.split("\n")
    if staged[0]:
        raise UsageError(f"{staged[0]} has staged changes; commit or unstage them first")


def _must(done: Done, what: str, advice: str = "nothing was changed") -> None:
    if done.returncode:
        raise CannotWrite(f"git: {what} ({reason(done)}); {advice}")
