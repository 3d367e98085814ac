"""What the theme of a site does not say in a language, or says unread: -> diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.content.load import SETTINGS
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.site import Settings
from statusgen.rules import problem
from statusgen.targets.strings import ORIGINAL, SAID_IN_TROUBLE
from statusgen.targets.theme import Theme


def untranslated(theme: Theme, settings: Settings) -> Iterator[Diagnostic]:
    """Languages of the site in which the theme says less than in English, or says it unread."""
    known = theme.strings(ORIGINAL).keys()
    for route, language in _named(settings):
        if language.partition("-")[0] == ORIGINAL:
            continue
        strings = theme.strings(language)
        missing = sorted(key for key in known if strings.language_of(key))
        if missing:
            some = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
            message = f"the theme says {len(missing)} of {len(known)} texts in English, not in"
            yield problem(
                "missing-translation",
                SETTINGS,
                f"{message} `{language}`: {some}",
                hint=f"add them to themes/{theme.name}/strings/{language}.yaml",
                route=route,
            )
        cautious = theme.strings(language, trusted=language in settings.unreviewed_languages)
        if any(cautious.language_of(key) for key in SAID_IN_TROUBLE - set(missing)):
            yield problem(
                "unreviewed-language",
                SETTINGS,
                f"nobody who speaks `{language}` has read what the theme says during an outage;"
                " the page says that in English",
                hint=f"read `banner` in its strings/{language}.yaml, then add {language} to"
                " `unreviewed_languages`, or write your own into"
                f" themes/{theme.name}/strings/{language}.yaml",
                route=route,
            )


def _named(settings: Settings) -> Iterator[tuple[Route, str]]:
    """The languages of a site and where site.yaml names them."""
    yield ("language",), settings.language
    for index, language in enumerate(settings.languages):
        if language != settings.language:
            yield ("languages", index), language
