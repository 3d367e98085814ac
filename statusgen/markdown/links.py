"""Which addresses a body may link to, and why another one may not: a list of what is allowed."""

from __future__ import annotations

from statusgen.patterns import pattern

HOST = r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
"""A host with or without a port, as a regular expression; no user name, no escapes."""

_AUTHORITY = pattern(HOST)
_HEAD = pattern(r"[^/?#]*")
_NEVER_IN_AN_ADDRESS = pattern(r"[\x00-\x20\x7f\\]")


def scheme(url: str) -> str:
    """What stands before the colon in front of ``url``, in lower case; "" if it has none."""
    before, colon, _ = _head(url).partition(":")
    return before.lower() if colon else ""


def is_relative(url: str) -> bool:
    """Whether ``url`` stays on the host it is read from."""
    return not scheme(url) and not url.startswith("//")


def refusal(url: str) -> str:
    """Why a status page may not link to ``url``, as the end of a sentence; "" if it may.

    http, https, mailto and relative addresses are allowed, and nothing else, however it is written.
    """
    if _NEVER_IN_AN_ADDRESS.search(url):
        return "it has a space, a backslash or a control character in it"
    if url.startswith("//"):
        return "it begins with //, which leads to another host"
    kind = scheme(url)
    if kind in ("http", "https"):
        return _refusal_of_host(url[len(kind) + 1 :])
    if kind == "mailto" or not _head(url).count(":"):
        return ""
    return f"it begins with {kind[:30]}:"


def _refusal_of_host(rest: str) -> str:
    if not rest.startswith("//"):
        return "it has no // before its host"
    host = _head(rest[2:])
    if "@" in host:
        return "it has a user name or a password in it"
    return "" if _AUTHORITY.fullmatch(host) else "its host cannot be read"


def _head(url: str) -> str:
    found = _HEAD.match(url)
    return found.group() if found else ""
