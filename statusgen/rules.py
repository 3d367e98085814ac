"""Every rule that content can break: the one list of codes, levels and summaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from statusgen.diagnostics import Diagnostic, Level, Route, Rule, Where

_ERRORS_OF_READING = {
    "yaml-syntax": "the YAML cannot be read",
    "yaml-alias": "anchors, aliases and merge keys are not allowed",
    "yaml-tag": "YAML tags are not allowed",
    "yaml-duplicate-key": "a key stands twice in one mapping",
    "yaml-too-deep": "the YAML is nested more than 12 levels deep",
    "file-too-large": "a file is larger than it may be",
    "not-utf8": "a file is not UTF-8 text",
    "control-character": "a control character, written out or escaped",
    "bidi-character": "a character that reorders text, so that reviewers see something else",
    "merge-conflict": "a merge conflict was committed",
    "symlink": "a symbolic link where a file or folder should be",
    "not-a-file": "something that is neither a file nor a folder",
    "missing-key": "a key that must be there is missing",
    "wrong-type": "a value of the wrong type",
    "bad-value": "a value that is not one of those allowed",
    "bad-time": "a time that cannot be read",
    "time-without-zone": "a time that does not say in which zone it is",
    "bad-file-name": "a file name that cannot be read",
    "bad-slug": "a folder or file name that cannot be a URL",
    "duplicate-slug": "two entries with one URL",
    "duplicate-id": "two entries with one id",
    "duplicate-tag": "two monitors with one tag",
    "unknown-state": "a state that does not exist",
    "maintenance-without-end": "a maintenance with neither end nor duration",
    "end-before-start": "an end that is not after its start",
    "bad-rrule": "a recurrence that cannot be used",
    "unsafe-link": "a link that a status page must not carry",
    "remote-image": "an image from another server",
    "dropped-markdown": "text nested so deeply that Markdown would drop it",
    "broken-theme": "a theme that cannot be used, now or during an outage",
}

_ERRORS_OF_MEANING = {
    "removed-id-reused": "an id or slug that removed.yaml says is gone for good",
    "unknown-monitor": "a monitor that monitors.yaml does not have",
    "unknown-group": "a group that no monitor is in",
    "state-not-allowed": "a state that may not follow the one before",
    "comment-before-start": "a comment dated before its incident began",
    "comment-in-future": "a comment dated in the future",
    "empty-comment": "a comment without text",
}

_ERRORS_AGAINST_A_BASE = {
    "comment-removed": "a published comment is gone without a word",
    "incident-removed": "a published incident or maintenance is gone without a word",
    "id-changed": "something published has another id",
}

_WARNINGS_AGAINST_A_BASE = {
    "comment-changed": "a published comment says something else, and not why",
    "fact-changed": "a published fact is another one, and nothing says why",
    "back-dated": "a new comment that is older than what readers have seen",
}

_WARNINGS = {
    "no-settings": "there is no monitors.yaml or no content/site.yaml",
    "unknown-key": "a key that means nothing here",
    "unknown-file": "a file that nothing reads",
    "byte-order-mark": "a file begins with a byte order mark",
    "first-state": "an incident that begins as resolved",
    "going-back": "an incident that goes back a state",
    "end-without-resolved": "an incident has an end but was never resolved",
    "pin-differs": "a pinned state or end that the timeline contradicts",
    "forgotten-incident": "an open incident without news for a long time",
    "overlapping-maintenance": "two maintenances of one monitor at the same time",
    "missing-translation": "a text that is missing in one of the site's languages",
    "secret-in-text": "something that looks like a password, token or key",
    "low-contrast": "a colour that is hard to read on its background",
    "unreviewed-language": "a translation of the outage sentences that nobody has reviewed",
    "missing-picture": "a picture that the page cannot show",
    "refused-by-policy": "something in a template that browsers refuse to run or load",
    "original-changed": "a copied theme file whose original has changed since",
    "host-limit": "more files than the chosen host takes",
}

RULES: dict[str, Rule] = {
    **{
        code: Rule(code, Level.ERROR, text, fixed=True) for code, text in _ERRORS_OF_READING.items()
    },
    **{code: Rule(code, Level.ERROR, text) for code, text in _ERRORS_OF_MEANING.items()},
    **{code: Rule(code, Level.ERROR, text) for code, text in _ERRORS_AGAINST_A_BASE.items()},
    **{code: Rule(code, Level.WARNING, text) for code, text in _WARNINGS.items()},
    **{code: Rule(code, Level.WARNING, text) for code, text in _WARNINGS_AGAINST_A_BASE.items()},
}


def problem(
    code: str,
    file: str,
    message: str,
    *,
    hint: str = "",
    route: Route = (),
    line: int = 0,
    column: int = 0,
) -> Diagnostic:
    """A diagnostic of the rule ``code`` at its own level."""
    return Diagnostic(code, message, Where(file, route, line, column), hint, RULES[code].level)


def with_levels(found: list[Diagnostic], levels: Mapping[str, str]) -> list[Diagnostic]:
    """The diagnostics at the levels that site.yaml asks for, without those switched off."""
    if not levels:
        return found
    leveled = (replace(one, level=Level(levels.get(one.code, one.level))) for one in found)
    return [one for one in leveled if one.level is not Level.OFF]


_SEVEREST = (Level.OFF, Level.WARNING, Level.ERROR)


def stricter(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """The levels that two settings ask for, of each rule the higher one."""
    return {
        code: str(max(_level(code, one), _level(code, other), key=_SEVEREST.index))
        for code in {**one, **other}
    }


def _level(code: str, levels: Mapping[str, str]) -> Level:
    return Level(levels.get(code, RULES[code].level))
