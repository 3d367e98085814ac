"""A theme is tried before it is needed: every template read, every page shown in a bad hour.

Most templates are filled in only while something is wrong. A mistake in one of them must not wait
for that hour, so that a theme with files of the site's own is shown an invented one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Settings, Site
from statusgen.series import artifacts
from statusgen.targets import squeeze
from statusgen.targets.cldr import UnknownLocaleError, conventions
from statusgen.targets.faults import ThemeError
from statusgen.targets.layers import Layer
from statusgen.targets.parts import read_yaml
from statusgen.targets.strings import flatten
from statusgen.targets.theme import Theme


def rehearse(theme: Theme, settings: Settings) -> Iterator[Diagnostic]:
    """What would make a build fail, now or one day. Nothing is tried of a built-in theme."""
    own = [layer for layer in theme.layers if layer.own and _has_text(layer)]
    if not own:
        return
    faults = {str(fault): fault for layer in own for fault in _read(theme, layer)}
    if not faults:
        from statusgen.targets.worst_hour import worst_hour

        sites = (
            worst_hour(replace(settings, languages=_spoken(own, settings))),
            Site(replace(settings, languages=())),
        )
        faults = {str(fault): fault for site in sites for fault in _shown(theme, site)}
    for fault in faults.values():
        yield fault.diagnostic(f"{own[0].label}/theme.yaml")


def _spoken(own: list[Layer], settings: Settings) -> tuple[str, ...]:
    """The languages to try: two, and those in which the site has wording of its own. In the
    others nothing can go wrong that does not go wrong in these.
    """
    named = settings.all_languages
    files = {path for layer in own for path in layer.files}
    worded = [
        lang
        for lang in named
        if {f"strings/{lang}.yaml", f"strings/{lang.partition('-')[0]}.yaml"} & files
    ]
    return (*named[:2], *worded)


def _has_text(layer: Layer) -> bool:
    """Whether it has more than files that are published as they are."""
    return any(not path.startswith("static/") for path in layer.files)


def _read(theme: Theme, layer: Layer) -> Iterator[ThemeError]:
    """The templates and the strings of a layer that cannot be read, and what templates lack."""
    for path, text in layer.texts(".html", ".txt", ".yaml", ".css"):
        file = f"{layer.label}/{path}"
        try:
            if path.endswith(".css"):
                _demand_harmless(text, file)
            elif path.startswith("strings/"):
                _demand_locale(layer.files[path], file)
            elif not path.endswith(".yaml"):
                yield from _lacking(theme, text, file)
        except ThemeError as fault:
            yield fault


def _lacking(theme: Theme, text: str, file: str) -> Iterator[ThemeError]:
    for one in theme.templates.references(text, file):
        if not one.optional and not theme.has(one.name):
            hint = f"add {one.name}, or correct the template"
            message = f"the theme has no template `{one.name}`"
            yield ThemeError(message, hint, file=file, line=one.line)


def _demand_locale(content: bytes, file: str) -> None:
    locale = flatten(read_yaml(content, file)).get("language.locale")
    try:
        if locale is not None:
            conventions(str(locale))
    except UnknownLocaleError as error:
        hint = "write one of CLDR's, such as nl-NL"
        raise ThemeError(str(error), hint, file=file, route=("language", "locale")) from error


def _demand_harmless(css: str, file: str) -> None:
    for number, line in enumerate(squeeze.without_comments(css).splitlines(), 1):
        if "</" in line:
            message, hint = "`</` could end the style of the page", "take it out: this is CSS alone"
            raise ThemeError(message, hint, file=file, line=number)


def _shown(theme: Theme, site: Site) -> Iterator[ThemeError]:
    """What goes wrong while all pages of a site are made."""
    from statusgen.snapshot import take_snapshot
    from statusgen.targets import html
    from statusgen.targets.worst_hour import NOW, dates

    snapshot = replace(take_snapshot(site, NOW), dates=dates(site))
    for artifact in artifacts(html.plan(snapshot, theme)):
        try:
            for _ in artifact.render(*artifact.inputs):
                pass
        except ThemeError as fault:
            yield fault
