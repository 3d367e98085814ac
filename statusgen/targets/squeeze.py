"""Style sheets and scripts without what only their authors need: comments, indentation, spaces."""

from __future__ import annotations

import re

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(r"\s+")
_CSS_AROUND = re.compile(r" ?([{};,>]) ?|(?<=:) ")

_SCRIPT = re.compile(
    r"""
    (?P<keep>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)
    | /\*.*?\*/\s* | //[^\n]*           # comments
    | ^[ \t]+ | \n(?=\s*\n)             # indentation, empty lines
    | [ \t]*(?P<sign>[=<>?|&*(){}:;,])[ \t]*
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def style(css: str) -> str:
    """The same rules on one line."""
    css = _CSS_SPACE.sub(" ", _CSS_COMMENT.sub("", css))
    css = _CSS_AROUND.sub(lambda found: found[1] or "", css)
    return css.replace(";}", "}").strip()


def script(text: str) -> str:
    """The same statements on the same lines; strings stay as they are. It does not know regular
    expressions: one with quotes or slashes in it belongs into static/, which is left alone.
    """
    return _SCRIPT.sub(lambda found: found["keep"] or found["sign"] or "", text)
