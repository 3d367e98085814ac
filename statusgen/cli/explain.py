"""`statusgen explain`: what a rule means, with an example that fails and one that passes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from statusgen.cli.terminal import painter
from statusgen.content.places import did_you_mean
from statusgen.rules import RULES

if TYPE_CHECKING:
    from statusgen.explain import Example
    from statusgen.report.text import Paint


@click.command(epilog="Example: statusgen explain unknown-monitor")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain what a rule means; without CODE, list all rules."""
    from statusgen.explain import explain

    paint = painter(sys.stdout)
    if code is None:
        width = max(map(len, RULES))
        for rule in RULES.values():
            click.echo(f"{paint(f'{rule.code:{width}}', 'bold')}  {rule.level:7}  {rule.summary}")
        return
    if code not in RULES:
        raise click.UsageError(f"There is no rule `{code}`: {did_you_mean(code, RULES)}")
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
    }
    return words[kind] + (f"{int(number):,} times)" if number else "")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
