"""`statusgen explain`: what a rule means, or why a monitor had its status at an instant."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.cli.remembering import recalled
from statusgen.cli.terminal import Instant, painter, the_present
from statusgen.content.places import did_you_mean
from statusgen.report.sanitize import sanitize
from statusgen.rules import RULES

if TYPE_CHECKING:
    from statusgen.explain import Example
    from statusgen.report.text import Paint


@click.command(
    epilog="Example: statusgen explain unknown-monitor, or: statusgen explain api 2026-01-15T10:30Z"
)
@click.argument("name", metavar="[CODE | TAG TIME]", required=False)
@click.argument("at", metavar="", required=False, type=Instant())
@click.pass_context
def command(ctx: click.Context, name: str | None, at: int | None) -> None:
    """Explain what a rule means, or why a monitor had its status at an instant.

    Without arguments, list all rules.
    """
    paint = painter(sys.stdout)
    if at is not None and name is not None:
        _explain_status(ctx.obj, name, at, paint)
    else:
        _explain_rule(name, paint)


def _explain_status(root: Path, tag: str, at: int, paint: Paint) -> None:
    from statusgen.content.locate import line_of
    from statusgen.prepare import check
    from statusgen.triage import leave_out
    from statusgen.why import reasons

    present = the_present(None)
    site = leave_out(*check(root, present, recalled(root)))
    monitor = next((one for one in site.monitors if one.tag == tag), None)
    if monitor is None:
        hint = did_you_mean(tag, [one.tag for one in site.monitors])
        raise click.UsageError(f"There is no monitor `{sanitize(tag)}`: {hint}")
    found = reasons(site, monitor, at, present)
    click.echo(
        f"{paint(sanitize(monitor.name), 'bold')} at {_time(at)}: {paint(found[0].status, 'bold')}"
    )
    for number, reason in enumerate(found):
        since = f" since {_time(reason.since)}" if reason.since is not None else ""
        verb = "because of" if number == 0 else "outvoted:"
        line = line_of(root, reason.where)
        place = f"{reason.where.file}:{line}" if line else reason.where.file
        words = sanitize(f"{verb} {reason.words}: {reason.status}{since}")
        click.echo(f"  {words}\n    {paint(sanitize(place), 'dim')}")


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%SZ}"


def _explain_rule(code: str | None, paint: Paint) -> None:
    from statusgen.explain import explain

    if code is None:
        width = max(map(len, RULES))
        for rule in RULES.values():
            click.echo(f"{paint(f'{rule.code:{width}}', 'bold')}  {rule.level:7}  {rule.summary}")
        return
    if code not in RULES:
        raise click.UsageError(f"There is no rule `{sanitize(code)}`: {did_you_mean(code, RULES)}")
    rule, found = RULES[code], explain(code)
    click.echo(f"{paint(code, 'bold')} ({rule.level}): {rule.summary}\n\n{found.text}\n")
    click.echo(paint("This fails:", "red") + "\n\n" + _shown(found.wrong, paint) + "\n")
    click.echo(paint("This passes:", "green") + "\n\n" + _shown(found.right, paint))
    if not rule.fixed:
        click.echo(f"\nTo change its level, in content/site.yaml: `checks: {{{code}: off}}`")


def _shown(examples: Iterable[Example], paint: Paint) -> str:
    return "\n\n".join(
        f"  {paint(example.file, 'bold')}{_how(example)}\n\n{_indented(example.text)}".rstrip()
        for example in examples
    )


def _how(example: Example) -> str:
    if not example.text and not example.how:
        return "  (is empty)"
    kind, _, number = example.how.partition(" ")
    words = {
        "": "",
        "escaped": "  (with escapes)",
        "link": "  -> a link to",
        "repeat": "  (repeated ",
        "absent": "  (is not there)",
        "before": "  (as it was published)",
    }
    return words[kind] + (f"{int(number):,} times)" if number else "")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
