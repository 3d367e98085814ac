"""What all commands that write share: a desk, the re-check, the diff, the commit, the report."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from statusgen.cli.composing import attended, kept
from statusgen.cli.documents import show_json
from statusgen.cli.remembering import recalled, scan_of
from statusgen.cli.terminal import (
    counted,
    now_option,
    processors,
    show_problems,
    the_present,
)
from statusgen.cli.written import (
    Result,
    files_document,
    note_left_behind,
    show_files,
    show_patch,
)
from statusgen.dataclass import dataclass
from statusgen.errors import StatusgenError, UsageError
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.diagnostics import Diagnostic
    from statusgen.editing.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--commit", is_flag=True, help="Make the change one git commit."),
    click.option("--branch", metavar="NAME", help="Commit it on a new branch, and switch to it."),
    click.option("--push", is_flag=True, help="Commit it and push the branch."),
    click.option("--dry-run", is_flag=True, help="Print the change as a diff; write nothing."),
    click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON."),
    now_option,
)
_NO_COMMIT = {"commit": None, "branch": None, "pull_request": None}


class Refused(StatusgenError):
    """The edit would bring an error into the content."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Saving:
    """What is to become of an edit, as the options say; ``now`` is Unix seconds."""

    commit: bool
    branch: str | None
    push: bool
    dry_run: bool
    as_json: bool
    now: int

    @property
    def commits(self) -> bool:
        """Whether it becomes a commit."""
        return self.commit or self.push or self.branch is not None


@dataclass(slots=True)
class Session:
    """A desk, and ``text``: what a person wrote in an editor and must not lose."""

    desk: Desk
    saving: Saving
    text: str = ""


def edits(command: F) -> F:
    """Gives a command the options of all that write; they arrive as ``saving``."""

    @functools.wraps(command)
    def wrapped(
        *words: Any,
        commit: bool,
        branch: str | None,
        push: bool,
        dry_run: bool,
        as_json: bool,
        now: int | None,
        **rest: Any,
    ) -> Any:
        saving = Saving(commit, branch, push, dry_run, as_json, the_present(now))
        try:
            return command(*words, saving=saving, **rest)
        except UnicodeEncodeError as error:
            raise UsageError("what was typed is not UTF-8 text: nothing was written") from error

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


def site_at(root: Path, now: int) -> Desk:
    """The desk of the site in ``root``; UsageError where there is none."""
    if not (root / "content").is_dir():
        raise UsageError(f"there is no content/ in {root}: name the site's folder with -C")
    scan = scan_of(root, no_cache=False, jobs=processors())
    from statusgen.editing.desk import Desk

    return Desk(root, now, recalled(root), scan)


@contextmanager
def session(ctx: click.Context, saving: Saving) -> Iterator[Session]:
    """A desk for one edit. Other writers wait, but never for a person who is thinking.

    What was written in an editor is kept in a file where the edit comes to nothing.
    """
    from statusgen.editing.saving import writing

    desk = site_at(ctx.obj, saving.now)
    here = Session(desk, saving)
    with nullcontext() if attended() or saving.dry_run else writing(desk.root):
        try:
            yield here
        except BaseException:
            if here.text:
                click.echo(f"Your text is kept in {kept(here.text)}", err=True)
            raise


def finish(here: Session, describe: Callable[[], Result]) -> None:
    """Checks the edit, and shows, saves, commits and pushes it as the options say.

    ``describe`` says what it was, once it is known to be right. Refused where it would bring an
    error: then nothing is changed.
    """
    from statusgen.editing.diffs import patch

    _show_new_problems(here)
    result = describe()
    saving, draft = here.saving, here.desk.draft
    draft.forget_what_stays()
    if not draft.files:
        click.echo("nothing changes", err=True)
    if saving.dry_run and not saving.as_json:
        show_patch(patch(draft))
        return
    saves = bool(draft.files) and not saving.dry_run
    git = _save(here, result) if saves else dict(_NO_COMMIT)
    if saving.as_json:
        shown = {"diff": patch(draft)} if saving.dry_run else {}
        show_json({**files_document(draft), **result.about, **git, **shown})
    else:
        show_files(draft, result, git, pushed=saving.push)
    if saving.push and saves:
        _push(here.desk)


def _show_new_problems(here: Session) -> None:
    """Shows what the edit would bring on stderr; Refused where an error is among it.

    A tool gets the document of `check --format json` then.
    """
    from statusgen.content.locate import locate
    from statusgen.diagnostics import Level
    from statusgen.report import json_v1

    root, reader = here.desk.root, here.desk.draft.reader()
    found = here.desk.new_problems()
    errors = [one for one in found if one.level is Level.ERROR]
    if errors and here.saving.as_json:
        click.echo(json_v1.render(locate(root, found, reader)))
    else:
        show_problems(root, found, reader)
    refuse(errors)


def refuse(errors: list[Diagnostic]) -> None:
    """Refused where there are errors."""
    if errors:
        raise Refused(f"nothing was written: {counted(errors)} would come with it")


def _save(here: Session, result: Result) -> dict[str, Any]:
    """Writes and, where it is asked for, commits; what a JSON document says of the commit."""
    from statusgen.editing.saving import save, writing
    from statusgen.git.branches import current_branch, newest_commit, on_new_branch, remote_for

    saving, desk = here.saving, here.desk
    message = " ".join(result.message.split()) if saving.commits else ""
    if saving.push:
        remote_for(desk.root)
        if saving.branch is None and not current_branch(desk.root):
            raise UsageError("HEAD is on no branch that could be pushed; name one: --branch NAME")
    branch: AbstractContextManager[None] = nullcontext()
    if saving.branch is not None:
        branch = on_new_branch(desk.root, saving.branch, desk.draft.files)
    with writing(desk.root) if attended() else nullcontext(), branch:
        save(desk.draft, message)
    if not message:
        return dict(_NO_COMMIT)
    name = current_branch(desk.root)
    note_left_behind(desk)
    return {
        "commit": newest_commit(desk.root),
        "branch": name or None,
        "pull_request": _proposal(desk, name) or None,
    }


def _proposal(desk: Desk, branch: str) -> str:
    from statusgen.addresses import proposal

    return proposal(desk.site.settings.repository, branch) if branch else ""


def _push(desk: Desk) -> None:
    from statusgen.git.branches import current_branch, push, remote_for

    branch, remote = current_branch(desk.root), remote_for(desk.root)
    for line in push(desk.root, remote, branch).splitlines():
        click.echo(sanitize(f"{remote}: {line}"), err=True)
    click.echo(f"pushed {branch} to {sanitize(remote)}", err=True)
