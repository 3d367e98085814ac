"""What a theme says in one language: sentences with gaps, plural forms, and the words of dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from statusgen.errors import StatusgenError

Text = str | tuple[str, ...] | Mapping[str, str]
"""A sentence, a list of words, or plural forms by their CLDR name (``one``, ``other``…)."""

_PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


class ThemeError(StatusgenError):
    """A theme cannot be used; the message says which file is wrong and what to do."""

    exit_code = 1


class Strings:
    """The wording of one language; what it lacks is said in English."""

    __slots__ = ("_texts", "lang")

    def __init__(self, lang: str, layers: Iterable[Mapping[str, Any]]) -> None:
        """``layers`` are parsed files, later ones win."""
        self.lang = lang
        self._texts: dict[str, Text] = {}
        for layer in layers:
            self._texts.update(flatten(layer))

    def __call__(self, key: str, **values: object) -> str:
        """A sentence with its gaps filled: ``t("banner.one.major", name="API")``.

        A value ``n`` chooses the plural form. Raises ThemeError.
        """
        text = self._find(key)
        if isinstance(text, Mapping):
            text = text.get(plural_form(values.get("n")), text["other"])
        if not isinstance(text, str):
            raise ThemeError(f"the string `{key}` is a list: ask for its words")
        try:
            return text.format_map(values) if "{" in text else text
        except (KeyError, ValueError, IndexError) as error:
            message = f"the string `{key}` has a gap that nothing fills: {error}"
            raise ThemeError(f"{message}; correct strings/{self.lang}.yaml") from error

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words, such as the months."""
        text = self._find(key)
        if not isinstance(text, tuple):
            raise ThemeError(f"the string `{key}` is no list: correct strings/{self.lang}.yaml")
        return text

    def around(self, key: str, gap: str) -> tuple[str, str]:
        """What stands before and after the one gap, for sentences with an element in them."""
        text = self._find(key)
        before, _, after = str(text).partition(f"{{{gap}}}")
        return before, after

    def keys(self) -> frozenset[str]:
        """All keys that it knows."""
        return frozenset(self._texts)

    def _find(self, key: str) -> Text:
        try:
            return self._texts[key]
        except KeyError:
            raise ThemeError(f"there is no string `{key}`: add it to strings/en.yaml") from None


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Text]:
    """Nested tables as one, with dotted keys; tables of plural forms stay whole."""
    found: dict[str, Text] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and not _is_plural(value):
            found.update(flatten(value, f"{prefix}{key}."))
        elif isinstance(value, list):
            found[prefix + key] = tuple(map(str, value))
        else:
            found[prefix + key] = value if isinstance(value, Mapping) else str(value)
    return found


def _is_plural(table: Mapping[str, Any]) -> bool:
    return "other" in table and table.keys() <= _PLURAL_FORMS


def plural_form(n: object) -> str:
    """The name of the plural form for ``n``, in languages that have two of them."""
    return "one" if n == 1 else "other"
