"""What is wrong with how a site looks and what it says: theme and settings -> diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Site
from statusgen.targets.contrast import faint_colours
from statusgen.targets.misspelt import lost_files, lost_templates
from statusgen.targets.pictures import missing_pictures
from statusgen.targets.refused import refused
from statusgen.targets.theme import Theme
from statusgen.targets.translations import untranslated
from statusgen.targets.unused import unused_strings, unused_tokens


def review(theme: Theme, site: Site) -> Iterator[Diagnostic]:
    """Everything that whoever owns the site should know about its theme and its languages."""
    settings = site.settings
    yield from faint_colours(theme, settings)
    yield from untranslated(theme, settings)
    yield from unused_tokens(theme, settings)
    yield from unused_strings(theme)
    yield from missing_pictures(theme, site)
    yield from lost_files(theme)
    yield from lost_templates(theme)
    yield from refused(theme)
