"""Beginning an incident or a maintenance: from options, a template, or an editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from statusgen.cli.composing import attended, demand_text, written_text
from statusgen.cli.editing import Refused, Session, refuse
from statusgen.cli.moments import When
from statusgen.cli.posting import done
from statusgen.cli.terminal import show_problems
from statusgen.content.places import did_you_mean
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.editing.splice import Writable
    from statusgen.editing.templates import Template
    from statusgen.model.status import Status

Keys = Mapping[str, "Writable | None"]


def open_incident(
    here: Session,
    title: str | None,
    parts: tuple[str, ...],
    monitors: Mapping[str, Status],
    start: When | None,
    template: str | None,
    slug: str | None,
    keys: Keys,
) -> None:
    """Adds an incident to the draft and finishes the edit; options win over the template."""
    from statusgen.editing.entries import begin
    from statusgen.editing.incidents import NewIncident

    base = template_called(here, template, "incident.md")
    kept = merged(base, keys, ("title", "start", *(("monitors",) if monitors else ())))
    name = demand_title(title, base)
    text = first_text(here, parts, base, name)
    if kept.get("opened_as") and not text:
        raise click.UsageError("--state is the state of the first text: say it with -m TEXT.")
    at = here.desk.now if start is None else start.at(here.desk.now)
    new = NewIncident(name, at, dict(monitors), text, keys=kept, slug=free(here, slug))
    made = begin(here.desk, new)
    done(here, made, str(kept.get("opened_as", "investigating")))


def template_called(here: Session, name: str | None, opening: str) -> Template | None:
    """The template of this name; UsageError with the names that there are, where it is unknown."""
    from statusgen.diagnostics import Diagnostic
    from statusgen.editing.templates import FOLDER, read_template, template_names

    if name is None:
        return None
    known = template_names(here.desk.root, opening)
    if name not in known:
        hint = did_you_mean(name, known) or f"there is no {FOLDER}/*/{opening}"
        names = f" (there are: {', '.join(known)})" if "did you mean" in hint else ""
        raise click.UsageError(f"There is no template `{sanitize(name)}`: {hint}{names}")
    problems: list[Diagnostic] = []
    found = read_template(here.desk.root, name, opening, problems)
    show_problems(here.desk.root, problems)
    if found is None:
        refuse(problems)
        raise Refused("nothing was written: the template cannot be read")
    return found


def demand_title(title: str | None, base: Template | None) -> str:
    """The title that was typed, else the template's; a person at the terminal is asked."""
    inherited = base.keys.get("title") if base else None
    if title and title.strip():
        return title.strip()
    if isinstance(inherited, str):
        return inherited
    if not attended():
        raise click.UsageError("Name a TITLE: what happened, in a few words.")
    asked: str = click.prompt("Title", err=True)
    return asked.strip()


def free(here: Session, slug: str | None) -> str:
    """A slug that was wished for, if it can be one and nobody has it; "" for none."""
    from statusgen.content.names import slug_problem
    from statusgen.editing.incidents import slugs_taken

    if slug is None:
        return ""
    wrong = slug_problem(slug, "")
    if wrong:
        raise click.UsageError(f"{wrong.message}: {wrong.hint}")
    if slug in slugs_taken(here.desk.site):
        raise click.UsageError(f"`{slug}` is the slug of something else, or was: choose another")
    return slug


def first_text(here: Session, parts: tuple[str, ...], base: Template | None, title: str) -> str:
    """The text that it begins with; a template's is looked over by whoever sits there."""
    inherited = base.text if base else ""
    if parts:
        return demand_text(parts, title)
    if not attended():
        return inherited
    here.text = written_text(title, inherited)
    return here.text


def merged(base: Template | None, keys: Keys, own: tuple[str, ...]) -> dict[str, Writable]:
    """The keys of a template but ``own``, and over them those of the options."""
    inherited = {key: value for key, value in (base.keys if base else {}).items() if key not in own}
    return {**inherited, **{key: value for key, value in keys.items() if value is not None}}
