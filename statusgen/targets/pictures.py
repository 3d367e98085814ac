"""Pictures that site.yaml and monitors.yaml name and no page can show: -> diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.content.load import MONITORS, SETTINGS
from statusgen.content.places import did_you_mean
from statusgen.diagnostics import Diagnostic, Route
from statusgen.markdown.links import is_relative
from statusgen.model.site import Site
from statusgen.rules import problem
from statusgen.targets.theme import Theme

_FOLDER = "assets/"
_OF_OTHERS = ("api/", "badges/", "favicon.svg")
"""What the site has beside the files of its theme."""


def missing_pictures(theme: Theme, site: Site) -> Iterator[Diagnostic]:
    """Each picture that is not among the files of the theme, or on another server."""
    for file, route, path in _named(site):
        plain = path.partition("?")[0].partition("#")[0].lstrip("/").removeprefix("./")
        if not is_relative(path):
            message = "the page shows no pictures from other servers"
            hint = f"put the file into themes/{theme.name}/static/ and write `{_FOLDER}NAME`"
        elif plain.removeprefix(_FOLDER) in theme.asset_names and plain.startswith(_FOLDER):
            continue
        elif plain.startswith(_OF_OTHERS):
            continue
        else:
            message = f"there is no `{plain}` on the site"
            hint = _advice(plain, theme)
        yield problem("missing-picture", file, message, hint=hint, route=route)


def _named(site: Site) -> Iterator[tuple[str, Route, str]]:
    settings = site.settings
    for key in ("logo", "logo_dark", "favicon"):
        if path := getattr(settings, key):
            yield SETTINGS, (key,), path
    for monitor in site.monitors:
        if monitor.image and not monitor.hidden:
            yield MONITORS, (monitor.entry, "image"), monitor.image


def _advice(path: str, theme: Theme) -> str:
    """The nearest picture that there is, or where to put this one."""
    name = path.rpartition("/")[2]
    if name in theme.asset_names:
        return f"did you mean `{_FOLDER}{name}`?"
    own = [one for layer in theme.layers if layer.own for one in layer.files if "static/" in one]
    near = did_you_mean(name, [one.removeprefix("static/") for one in own])
    if near.startswith("did you"):
        return near.replace("`", f"`{_FOLDER}", 1)
    return f"put the file into themes/{theme.name}/static/ and write `{_FOLDER}{name}`"
