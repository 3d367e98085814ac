"""What a theme says in one language: sentences with gaps, and their plural forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from statusgen.content.places import did_you_mean
from statusgen.targets.cldr import Conventions, UnknownLocaleError, conventions
from statusgen.targets.faults import ThemeError

Text = str | Mapping[str, str]
"""A sentence, or plural forms by their CLDR name (``one``, ``other``…)."""

ORIGINAL = "en"
"""The language that has every string."""

SAID_IN_TROUBLE = frozenset(
    f"banner.{key}"
    for key in (
        "major", "partial", "degraded", "notice", "unknown", "unknown_some", "broken",
        "also_broken", "also_maintenance", "fix_monitored",
        "one.major", "one.partial", "one.degraded",
    )
)  # fmt: skip
"""The sentences by which a page tells of an outage: in a language that nobody has reviewed they
stay English, unless the owner of the site trusts them.
"""

_PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


class Strings:
    """The wording of one language; what it lacks is said in English."""

    def __init__(
        self,
        lang: str,
        layers: Iterable[tuple[str, Mapping[str, Any]]],
        *,
        trusted: bool = True,
        file_of: Callable[[str], str] = lambda _: "",
    ) -> None:
        """``layers`` are parsed files with their language, English first, later ones win. Unless
        they are ``trusted``, the outage sentences of those that are not ``reviewed`` are left out.
        ``file_of`` a key is the file that is to blame for it.
        """
        self.lang = lang
        self._file_of = file_of
        self._texts: dict[str, Text] = {}
        self._foreign: set[str] = set()
        for language, layer in layers:
            texts = flatten(layer)
            reviewed = texts.pop("language.reviewed", "true") == "true"
            for key, text in texts.items():
                if reviewed or trusted or key not in SAID_IN_TROUBLE:
                    self._texts[key] = text
                    if language == ORIGINAL != lang:
                        self._foreign.add(key)
                    else:
                        self._foreign.discard(key)

    def __call__(self, key: str, **values: object) -> str:
        """A sentence with its gaps filled: ``t("banner.one.major", name="API")``.

        A value ``n`` chooses the plural form. Raises ThemeError.
        """
        text = self._find(key)
        if not isinstance(text, str):
            text = text.get(self.conventions.plural_form(values.get("n")), text["other"])
        try:
            return text.format_map(values) if "{" in text else text
        except (KeyError, ValueError, IndexError) as error:
            message = f"the string `{key}` has a gap that nothing fills: {error}"
            raise self._fault(key, message) from error

    @cached_property
    def conventions(self) -> Conventions:
        """How the language writes dates and numbers. Raises ThemeError."""
        try:
            return conventions(self("language.locale"))
        except UnknownLocaleError as error:
            raise self._fault("language.locale", str(error)) from error

    def around(self, key: str, gap: str) -> tuple[str, str]:
        """What stands before and after the one gap, for sentences with an element in them."""
        text = self._find(key)
        before, _, after = str(text).partition(f"{{{gap}}}")
        return before, after

    def language_of(self, key: str) -> str:
        """``en`` where a string is said in English for want of another, else ""."""
        return ORIGINAL if key in self._foreign else ""

    def keys(self) -> frozenset[str]:
        """All keys that it knows."""
        return frozenset(self._texts)

    def _find(self, key: str) -> Text:
        try:
            return self._texts[key]
        except KeyError:
            near = did_you_mean(key, self._texts)
            hint = near if near.startswith("did") else "add it to strings/en.yaml"
            raise ThemeError(f"there is no string `{key}`", hint) from None

    def _fault(self, key: str, message: str) -> ThemeError:
        """What is wrong with the text of a key."""
        hint = f"correct `{key}` in strings/{self.lang}.yaml"
        return ThemeError(message, hint, file=self._file_of(key), route=tuple(key.split(".")))


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Text]:
    """Nested tables as one, with dotted keys; tables of plural forms stay whole."""
    found: dict[str, Text] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and not _is_plural(value):
            found.update(flatten(value, f"{prefix}{key}."))
        else:
            found[prefix + key] = value if isinstance(value, Mapping) else _written(value)
    return found


def _is_plural(table: Mapping[str, Any]) -> bool:
    return "other" in table and table.keys() <= _PLURAL_FORMS


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
