"""Webhooks of one's own: the event as JSON, signed as Standard Webhooks has it."""

from __future__ import annotations

import base64
import binascii
import hmac
import json

from statusgen.notify.message import Message, envelope

SHORTEST_KEY = 24
"""Bytes; the standard asks for no less."""


def compose(message: Message) -> bytes:
    """The body."""
    text = json.dumps(envelope(message), ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="backslashreplace")


def key_of(secret: str) -> bytes:
    """The key in ``whsec_<base64>``, with or without the prefix. ValueError where there is none."""
    try:
        key = base64.b64decode(secret.strip().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < SHORTEST_KEY:
        raise ValueError("write it as whsec_ and the base64 of 24 to 64 random bytes")
    return key


def signed(name: str, at: int, body: bytes, key: bytes) -> dict[str, str]:
    """The headers by which a receiver knows that ``body`` is ours, and from when (Unix seconds)."""
    said = b".".join((name.encode(), str(at).encode(), body))
    signature = base64.b64encode(hmac.digest(key, said, "sha256")).decode()
    return {
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }
