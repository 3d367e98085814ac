"""`statusgen notify`: what became public since the last time, told to the channels of site.yaml."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.clock import SystemClock
from statusgen.cli.remembering import recalled
from statusgen.cli.terminal import Instant, Length, counted, show_problems, the_present
from statusgen.errors import UsageError
from statusgen.report.sanitize import sanitize, sanitize_lines

if TYPE_CHECKING:
    from statusgen.notify.delivery import Delivered
    from statusgen.notify.ledger.file import FileStore
    from statusgen.notify.ledger.git import GitStore
    from statusgen.notify.plan import Plan
    from statusgen.notify.run import Result
    from statusgen.snapshot import Snapshot


@click.command(epilog="Example: statusgen notify --dry-run")
@click.option("--dry-run", is_flag=True, help="Print exactly what would be sent, and send nothing.")
@click.option("--baseline", is_flag=True, help="Send nothing: everybody knows everything so far.")
@click.option("--ledger", metavar="FILE", help="Keep the ledger in a file, not in git.")
@click.option(
    "--remote",
    metavar="NAME",
    help="The remote that keeps the ledger (default: origin, if there is one).",
)
@click.option("--local", is_flag=True, help="Keep the ledger in this repository alone.")
@click.option("--horizon", type=Length(), default="7d", show_default=True, help="Older is no news.")
@click.option(
    "--expires",
    type=Length(),
    default="15m",
    show_default=True,
    help="After how long the claim of a run that died is void, where a remote keeps the ledger.",
)
@click.option("--keep-going", is_flag=True, help="Notify though files have errors; exit code 3.")
@click.option("--now", type=Instant(), help="The instant at which to look (default: the clock).")
@click.pass_context
def command(
    ctx: click.Context,
    dry_run: bool,
    baseline: bool,
    ledger: str | None,
    remote: str | None,
    local: bool,
    horizon: int,
    expires: int,
    keep_going: bool,
    now: int | None,
) -> None:
    """Tell the channels of site.yaml what became public since the last time.

    Run it after the site was published. Each event is sent once to each channel; what fails is
    tried again by the next run for a day. The first run is `--baseline`.
    """
    from statusgen.notify.run import Options, Runner

    root: Path = ctx.obj
    snapshot, broken = _snapshot(ctx, root, the_present(now), keep_going)
    if not snapshot.settings.notifications:
        click.echo("There are no `notifications` in content/site.yaml: nobody to tell.", err=True)
        ctx.exit(3 if broken else 0)
    clock = SystemClock()
    store = _store(root, ledger, remote, local, clock)
    runner = Runner(snapshot, store, clock, Options(horizon, expires), _tell)
    if dry_run:
        for plan in runner.preview():
            _show(plan, clock.now())
        ctx.exit(3 if broken else 0)
    with _alone(store, clock):
        if baseline:
            count = runner.baseline()
            click.echo(f"{sanitize(store.place)}: {count:,} events are known, and nothing was sent")
            ctx.exit(3 if broken else 0)
        result = runner.notify(os.environ.get)
    ctx.exit(_summed_up(result) or (3 if broken else 0))


def _snapshot(ctx: click.Context, root: Path, now: int, keep_going: bool) -> tuple[Snapshot, bool]:
    """What is public, and whether something is left out; without --keep-going errors end it."""
    from statusgen.prepare import Options, has_errors, survey

    snapshot, problems = survey(root, Options(now, keep_going=keep_going), recalled(root))
    show_problems(root, problems)
    if snapshot is None:
        click.echo(f"Nobody was told anything: {counted(problems)}.", err=True)
        ctx.exit(1)
    return snapshot, has_errors(problems)


def _store(
    root: Path, ledger: str | None, remote: str | None, local: bool, clock: SystemClock
) -> FileStore | GitStore:
    from statusgen.git.calling import has_remote, is_repository

    if ledger:
        from statusgen.notify.ledger.file import FileStore

        return FileStore(root / ledger)
    from statusgen.notify.ledger.git import GitStore

    if not is_repository(root):
        raise UsageError(f"{root} is not in a git repository: name a file with --ledger")
    if remote and not has_remote(root, remote):
        raise UsageError(f"there is no remote `{remote}`; `git remote` lists them")
    origin = "origin" if not local and has_remote(root, "origin") else ""
    return GitStore(root, remote or origin, clock)


@contextmanager
def _alone(store: FileStore | GitStore, clock: SystemClock) -> Iterator[None]:
    """Where only this machine has the ledger, one run waits for another."""
    from statusgen.notify.ledger.lock import held

    if not store.exclusive:
        yield
        return
    with held(store.lock, clock):
        yield


def _tell(one: Delivered) -> None:
    """A line for each message; what failed says why."""
    said = [str(one.outcome.code)] if one.outcome.code else []
    said += [one.outcome.note] if one.outcome.note else []
    why = f" ({', '.join(said)})" if said else ""
    line = f"{one.state} {one.channel} {one.id} {one.kind} {one.title}{why}"
    click.echo(sanitize(line))


def _show(plan: Plan, now: int) -> None:
    from statusgen.notify.channels import shown

    if plan.new:
        click.echo(f"# {plan.channel.name} is new: it is told what comes from now on")
    for job in plan.jobs:
        found = shown(job.message, plan.channel, now)
        click.echo(sanitize(f"# {plan.channel.name} {job.message.kind} {job.message.id}"))
        for line in (found.where, *found.headers, "", found.body, ""):
            click.echo(sanitize_lines(line))


def _summed_up(result: Result) -> int:
    """What there is to say of the run as a whole, on stderr, and its exit code."""
    states = [str(one.state) for one in result.delivered]
    for plan in result.plans:
        if plan.new:
            click.echo(f"{plan.channel.name} is new: it is told what comes from now on", err=True)
        if plan.waiting:
            text = f"another run is at work on {plan.waiting:,} events of {plan.channel.name}"
            click.echo(text, err=True)
    for name, reason in result.not_ready.items():
        click.echo(sanitize(f"statusgen: channel {name}: {reason}"), err=True)
    counts = [f"{states.count(word):,} {word}" for word in ("sent", "failed", "dead")]
    click.echo(", ".join(counts), err=True)
    if "failed" in states:
        click.echo("What failed is tried again by the next run, for a day.", err=True)
    if "dead" in states:
        return 1
    return 2 if result.not_ready else 0
