"""Style sheets and scripts without what only their authors need: comments, spaces, long names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from statusgen.patterns import pattern

_CSS_COMMENT = pattern(r"/\*.*?\*/", re.DOTALL)
_VISIBLE = pattern(r"\S")
_CSS_SPACE = pattern(r"\s+")
_CSS_AROUND = pattern(r" ?([{};,>]) ?|(?<=:) ")

_STRING = r""" "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*` """
_SCRIPT = pattern(
    rf"""
    (?P<keep>{_STRING})
    | /\*.*?\*/\s* | //[^\n]*           # comments
    | ^[ \t]+ | \n(?=\s*\n)             # indentation, empty lines
    | [ \t]*(?P<sign>[=<>?|&*(){{}}:;,])[ \t]*
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TOKEN = pattern(rf"{_STRING} | [\w$]+ | \s+ | .", re.VERBOSE | re.DOTALL)
_WORD = pattern(r"[\w$]+")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_SHORT = 2


def style(css: str) -> str:
    """The same rules on one line."""
    css = _CSS_SPACE.sub(" ", _CSS_COMMENT.sub("", css))
    css = _CSS_AROUND.sub(lambda found: found[1] or "", css)
    return css.replace(";}", "}").strip()


def without_comments(css: str) -> str:
    """The same rules in the same places, spaces instead of comments."""
    return _CSS_COMMENT.sub(lambda found: _VISIBLE.sub(" ", found[0]), css)


def script(text: str) -> str:
    """The same statements; strings stay as they are. It does not know regular expressions: one
    with quotes or slashes in it belongs into static/, which is left alone.

    In a script that is one function or block, its own names become short: no other script sees
    them.
    """
    bare = _SCRIPT.sub(lambda found: found["keep"] or found["sign"] or "", text)
    if bare[:1] not in ("(", "{"):
        return bare
    return "".join(_joined(_shortened(_TOKEN.findall(bare))))


def _joined(tokens: Iterable[str]) -> Iterator[str]:
    """Without the ends of lines behind what never ends a statement by itself."""
    before = ""
    for part in tokens:
        if not (part.isspace() and before and before in "({,;"):
            yield part
        before = part


def _shortened(tokens: Sequence[str]) -> Iterator[str]:
    """With one letter or two in place of the names that are declared, the most frequent first."""
    from string import ascii_letters

    count = Counter(tokens)
    names = {name for name in _declared(tokens) if len(name) > _SHORT} - set(_unclear(tokens))
    letters = ("".join(found) for n in (1, 2) for found in product(ascii_letters, repeat=n))
    free = (name for name in letters if name not in count)
    in_order = sorted(names, key=lambda name: (-count[name], name))
    short = dict(zip(in_order, free, strict=False))
    return (short.get(part, part) for part in tokens)


def _declared(tokens: Sequence[str]) -> Iterator[str]:
    """What `const` and `let` declare, also behind commas; `depths` are those of the brackets in
    each declaration that has not ended.
    """
    depths: list[int] = []
    awaited = False
    for part in tokens:
        if awaited and not part.isspace():
            awaited = False
            if part.isidentifier():
                yield part
        if part in ("const", "let"):
            depths.append(0)
            awaited = True
        elif depths and part in ",;" and depths[-1] == 0:
            awaited = part == ","
            if not awaited:
                depths.pop()
        elif depths and part in _BRACKETS:
            depths[-1] += _BRACKETS[part]
            if depths[-1] < 0:
                depths.pop()


def _unclear(tokens: Sequence[str]) -> Iterator[str]:
    """Words that are, or may be, something else than a variable somewhere: a property, a key, a
    part of a string.
    """
    before = ""
    solid = [part for part in tokens if not part.isspace()]
    for part, after in zip(solid, [*solid[1:], ""], strict=True):
        shorthand = before in ("{", ",") and after in (",", "}")
        if before == "." or after == ":" or shorthand:
            yield part
        if part[0] == "`":
            yield from _WORD.findall(part)
        before = part
