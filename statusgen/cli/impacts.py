"""Options that say something of a monitor: `api=DOWN`, and links: `Title=URL`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import click

from statusgen.cli import completing
from statusgen.content.places import did_you_mean
from statusgen.model.status import IMPACTS, Status

F = TypeVar("F", bound=Callable[..., object])


class Impact(click.ParamType[tuple[str, Status]]):
    """`TAG=IMPACT`; a tag alone has the impact ``default``."""

    name = "impact"

    def __init__(self, default: Status) -> None:
        self.default = default

    def convert(  # noqa: D102 - click's own interface
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Status]:
        if isinstance(value, tuple):
            return value
        tag, sign, impact = str(value).partition("=")
        if not sign:
            return tag.strip(), self.default
        word = impact.strip().upper()
        if word not in [str(one) for one in IMPACTS]:
            hint = did_you_mean(word, [str(one) for one in IMPACTS])
            self.fail(f"`{impact}` is no impact: {hint}", param, ctx)
        return tag.strip(), Status(word)


class NamedLink(click.ParamType[tuple[str, str]]):
    """`Title=URL`."""

    name = "link"

    def convert(  # noqa: D102 - click's own interface
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(.+?)=((?:https?://|mailto:|/).+|[^=]+)", str(value), re.DOTALL)
        if found is None:
            self.fail(f"`{value}` is not of the form 'Title=https://example.com'", param, ctx)
        return found[1].strip(), found[2].strip()


def monitor_option(default: Status, words: str) -> Callable[[F], F]:
    """The option ``--monitor TAG[=IMPACT]``, as often as there are monitors."""
    return click.option(
        "--monitor",
        "monitors",
        metavar="TAG[=IMPACT]",
        multiple=True,
        type=Impact(default),
        shell_complete=completing.offer(completing.impacts),
        help=words,
    )
