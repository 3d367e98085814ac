"""Slack: blocks of plain text, in which nothing is a link, a mention or formatting."""

from __future__ import annotations

import json
from typing import Any

from statusgen.notify.clip import fit
from statusgen.notify.message import Message

_HEADER, _SECTION, _SUMMARY = 150, 3000, 300
"""The most characters that Slack takes; of a summary, what a notification shows."""


def compose(message: Message) -> bytes:
    """The body. The summary is what notifications on a phone show in place of the blocks."""
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(message.title, _HEADER)}]
    if message.text:
        blocks.append({"type": "section", "text": _plain(message.text, _SECTION)})
    facts = [_plain(f"{label}: {text}", _SUMMARY) for label, text in message.facts]
    details = {"type": "mrkdwn", "verbatim": True, "text": f"<{_address(message.url)}|Details>"}
    blocks.append({"type": "context", "elements": [*facts, details]})
    body = {
        "text": fit(message.title, _SUMMARY, escape),
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": blocks,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def escape(text: str) -> str:
    """The three characters that begin a link, a mention or an entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "emoji": False, "text": fit(text, most, escape)}


def _address(url: str) -> str:
    return escape(url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E"))
