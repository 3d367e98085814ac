"""What is wrong where a YAML parser stumbles, in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import starmap
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong, and what to do; ``{}`` is the character that stands there.

    ``case`` is a pattern of what the parser says, of the line up to the place and from there on, and
    of the line above, each on a line of its own. ``at_start``: the place is where the thing begins.
    """

    case: str
    code: str
    at_start: bool
    message: str
    hint: str


# fmt: off
_FAULTS = tuple(starmap(Fault, (
    (r"\A[^\n]*( tab |'\\t')|\A.*any token.*\n.*\n\t", "yaml-syntax", False,
     "a tab stands where YAML wants spaces", "indent with spaces"),
    (r"\A.*quoted.*(end of stream|document)", "yaml-syntax", True,
     "the quotation mark that opens here is never closed", "close it; put a text with an apostrophe into double quotes"),
    (r"\A.*(invalid Unicode|chr\(\)|C int)", "control-character", False,
     "this escape stands for no character", "write the character itself"),
    (r"\A.*quoted", "yaml-syntax", False,
     "this backslash begins no escape that YAML knows", "write `\\\\` for a backslash, or use single quotes"),
    (r"\A.*(directive|incompatible)", "yaml-syntax", False,
     "a line cannot begin with `%`", "delete it, or quote a text that begins with `%`"),
    (r"\A.*node content.*\n.*\n\n", "yaml-syntax", False,
     "something is missing before the end of this line", "close the brackets that are open"),
    (r"\A.*(an alias|an anchor|any token|mapping keys|node content)", "yaml-syntax", True,
     "a text cannot begin with `{}`", "put the whole text in quotes"),
    (r"\A.*(a tag|tag handle)", "yaml-tag", True,
     "tags are not allowed", "leave it out; quote a text that begins with `!`"),
    (r"\A.*block scalar", "yaml-syntax", True,
     "after `{}` the text begins on the next line", "quote a text that begins with `{}`"),
    (r"\A.*mapping values.*\n.*:", "yaml-syntax", False,
     "a text that is not quoted cannot contain `: `", 'quote a title that contains `: `, such as `title: "API: down"`'),
    (r"\A.*mapping values.*\n.*\n.*\n\s*(- )*[\w.-]+:\S", "yaml-syntax", False,
     "the line above has no space after its colon", "write `key: value`"),
    (r"\A.*flow (sequence|mapping)", "yaml-syntax", True,
     "the `{}` that opens here is not closed, or a comma is missing", "close it; quote a text that begins with `{}`"),
    (r"\A.*sequence entries", "yaml-syntax", False,
     "a list begins on a line of its own", "put `- ` on the next line, or quote the text"),
    (r"\A.*document start.*\n\s*\n- ", "yaml-syntax", False,
     "this entry of the list is indented less than the first one", "begin every entry with `- ` in the same column"),
    (r"\A.*document start", "yaml-syntax", False,
     "something stands after the end of the document", "delete the line above with `...`"),
    (r"\A.*simple key", "yaml-syntax", True,
     "this line has no `: `", "write `key: value`, or indent a line that goes on with the text above"),
    (r"\A.*block mapping.*\n\s*\n- ", "yaml-syntax", False,
     "this entry of the list is indented further than the ones above", "begin every entry with `- ` in the same column"),
    (r"\A.*block mapping.*\n[^:\n]*:\s+['\"\[{]", "yaml-syntax", False,
     "text goes on after a closing quotation mark or bracket", "quote the whole text; one with an apostrophe goes into double quotes"),
    (r"\A.*block collection", "yaml-syntax", False,
     "the list does not go on here", "begin every entry of a list with `- `, all in the same column"),
    (r"", "yaml-syntax", False,
     "this line does not fit in with the lines above", "begin all keys of one mapping in the same column"),
)))
# fmt: on


def fault_of(said: str, lines: Sequence[str], line: int, column: int) -> Fault:
    """The fault of what a parser said about a place; line and column begin with 0."""
    here, above = lines[line], lines[line - 1] if line else ""
    parts = (here[:column], here[column:], above)
    case = "\n".join([said, *(part[:200] for part in parts)])
    return next(fault for fault in _FAULTS if re.search(fault.case, case))
