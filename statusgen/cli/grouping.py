"""Groups of commands whose help cuts nothing off."""

from __future__ import annotations

import click

_WHOLE = 1000


class Grouped(click.Group):
    """A group that says of each command the whole first sentence: the terminal wraps it."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of its commands."""
        said = [
            (name, command.get_short_help_str(_WHOLE))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name))
        ]
        with formatter.section("Commands"):
            formatter.write_dl(said)
