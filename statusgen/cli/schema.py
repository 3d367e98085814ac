"""`statusgen schema`: JSON Schema for editors and other tools."""

from __future__ import annotations

import json

import click

KINDS = ("incident", "comment", "maintenance", "monitors", "site", "page")


@click.command(epilog="Example: statusgen schema incident > incident.schema.json")
@click.argument("kind", type=click.Choice(KINDS), required=False)
def command(kind: str | None) -> None:
    """Print the JSON Schema of a content file; without KIND, all of them by name."""
    from statusgen.schema import SCHEMAS

    found = SCHEMAS[kind]() if kind else {name: make() for name, make in SCHEMAS.items()}
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
