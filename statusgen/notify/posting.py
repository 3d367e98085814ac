"""The door to HTTP: one POST to a vetted address, without redirects, with an end in sight."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

from statusgen import __version__
from statusgen.dataclass import dataclass
from statusgen.notify.connecting import NotAllowed, Resolve, connect, deadline, resolve
from statusgen.notify.outcome import Came, Outcome

TIMEOUT = 10
"""Seconds for all of one request."""

_MOST = 16 * 1024
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Way:
    """How far a request may go; ``trusted`` None: the machine's own certificates."""

    private: bool = False
    plain: bool = False
    trusted: ssl.SSLContext | None = None
    resolver: Resolve = resolve
    timeout: float = TIMEOUT


def post(url: str, body: bytes, headers: Mapping[str, str], way: Way, now: int) -> Outcome:
    """Posts JSON. ``now`` (Unix seconds) is what a date in Retry-After is counted from."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return Outcome(Came.REFUSED, note="its address cannot be read")
    wrong = _refusal(parts, way)
    if wrong:
        return Outcome(Came.REFUSED, note=wrong)
    try:
        return _asked(parts, port, body, headers, way, now)
    except NotAllowed as error:
        return Outcome(Came.REFUSED, note=str(error))
    except ssl.SSLCertVerificationError:
        return Outcome(Came.REFUSED, note="its certificate cannot be trusted")
    except socket.gaierror:
        return Outcome(Came.AGAIN, note="its host is not known")
    except TimeoutError:
        return Outcome(Came.AGAIN, note=f"no answer within {way.timeout:g} s")
    except (OSError, http.client.HTTPException) as error:
        return Outcome(Came.AGAIN, note=f"no connection ({type(error).__name__})")
    except ValueError:
        return Outcome(Came.REFUSED, note="its host name cannot be used")


def _refusal(parts: SplitResult, way: Way) -> str:
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "its address is not an https URL"
    if parts.scheme == "http" and not way.plain:
        return "its address is not https; `allow_http: true` would allow it"
    if parts.username is not None or re.search(r"[^!-~]", parts.geturl()):
        return "its address has a user name, a blank or a strange character in it"
    return ""


def _asked(
    parts: SplitResult, port: int, body: bytes, headers: Mapping[str, str], way: Way, now: int
) -> Outcome:
    host = parts.hostname or ""
    raw = connect(host, port, way.timeout, private=way.private, resolver=way.resolver)
    with (
        deadline(raw, way.timeout),
        raw if parts.scheme == "http" else _tls(raw, host, way) as line,
    ):
        asking = http.client.HTTPConnection(host, port)
        asking.sock = line
        asking.default_port = 80 if parts.scheme == "http" else 443  # the Host header names others
        said = {"Content-Type": "application/json", "User-Agent": f"statusgen/{__version__}"}
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asking.request("POST", path, body, {**said, **headers, "Connection": "close"})
        answer = asking.getresponse()
        answer.read(_MOST)
        return outcome_of(answer.status, answer.getheader("Retry-After"), now)


def _tls(raw: socket.socket, host: str, way: Way) -> ssl.SSLSocket:
    """TLS with the name that was asked for, not with the address."""
    return (way.trusted or ssl.create_default_context()).wrap_socket(raw, server_hostname=host)


def outcome_of(status: int, retry_after: str | None, now: int) -> Outcome:
    """What an answer's status means for the delivery."""
    if 200 <= status < 300:
        return Outcome(Came.SENT, status)
    if 300 <= status < 400:
        return Outcome(Came.REFUSED, status, "it redirects, and no redirect is followed")
    if status in _LATER or status >= 500:
        return Outcome(Came.AGAIN, status, wait=_seconds(retry_after, now))
    return Outcome(Came.REFUSED, status)


def _seconds(retry_after: str | None, now: int) -> int | None:
    """How long Retry-After asks to wait: it holds seconds or a date."""
    text = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        return int(float(text) + 0.999)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0, int(date.timestamp()) - now)
