"""Expressions of GitHub Actions, as far as our files use them: anything else raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<op>&&|\|\||==|!=|[!(),])|(?P<name>[A-Za-z_][\w.*-]*))"
)
_WORDS = {"true": True, "false": False, "null": None}


class Unknown(Exception):
    """An expression that this evaluator does not understand; it never guesses."""


def evaluate(expression: str, contexts: Mapping[str, Any], failed: bool = False) -> Any:
    """The value of an expression without its braces."""
    return _Evaluator(_tokens(expression), contexts, failed).whole()


def interpolate(text: str, contexts: Mapping[str, Any]) -> str:
    """A text with every `${{ … }}` in it replaced."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: shown(evaluate(found[1], contexts)), text)


def condition(text: str, contexts: Mapping[str, Any], failed: bool) -> bool:
    """Whether a step or job with this `if` runs; without a word on failures, success is asked."""
    bare = text.strip().removeprefix("${{").removesuffix("}}")
    says = re.search(r"\b(always|failure|success|cancelled)\(\)", bare)
    return truth(evaluate(bare, contexts, failed)) and (bool(says) or not failed)


def shown(value: Any) -> str:
    """A value as text, as GitHub writes it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def truth(value: Any) -> bool:
    """Whether a value counts as true: not for false, 0, "" and null."""
    return bool(value)


def _tokens(expression: str) -> list[str]:
    found, at = [], 0
    text = expression.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unknown(expression)
        found.append(match[0].strip())
        at = match.end()
    return found


class _Evaluator:
    def __init__(self, tokens: list[str], contexts: Mapping[str, Any], failed: bool) -> None:
        self.tokens, self.contexts = tokens, contexts
        self.functions: dict[str, Callable[..., Any]] = {
            "always": lambda: True,
            "success": lambda: not failed,
            "failure": lambda: failed,
            "cancelled": lambda: False,
            "contains": _contains,
        }

    def whole(self) -> Any:
        value = self.either()
        if self.tokens:
            raise Unknown(self.tokens)
        return value

    def either(self) -> Any:
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value if truth(value) else other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self.take("&&"):
            other = self.compared()
            value = other if truth(value) else value
        return value

    def compared(self) -> Any:
        value = self.single()
        for operator, same in (("==", True), ("!=", False)):
            if self.take(operator):
                return (_plain(value) == _plain(self.single())) is same
        return value

    def single(self) -> Any:
        if self.take("!"):
            return not truth(self.single())
        if self.take("("):
            value = self.either()
            self.expect(")")
            return value
        token = self.tokens.pop(0) if self.tokens else ""
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token in _WORDS:
            return _WORDS[token]
        return self.call(token) if self.take("(") else self.lookup(token)

    def call(self, name: str) -> Any:
        arguments = []
        while not self.take(")"):
            arguments.append(self.either())
            self.take(",")
        if name not in self.functions:
            raise Unknown(name)
        return self.functions[name](*arguments)

    def lookup(self, path: str) -> Any:
        """A value of a context: a missing key is null, a missing context a mistake."""
        first, *rest = path.split(".")
        if first not in self.contexts:
            raise Unknown(path)
        value: Any = self.contexts[first]
        for index, key in enumerate(rest):
            if key == "*":
                tail = rest[index + 1 :]
                return [one[tail[0]] if tail else one for one in value or []]
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def take(self, token: str) -> bool:
        if self.tokens and self.tokens[0] == token:
            self.tokens.pop(0)
            return True
        return False

    def expect(self, token: str) -> None:
        if not self.take(token):
            raise Unknown(token)


def _contains(where: Any, what: Any) -> bool:
    if isinstance(where, list):
        return _plain(what) in [_plain(one) for one in where]
    return str(_plain(what)) in str(_plain(where))


def _plain(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else ("" if value is None else value)
