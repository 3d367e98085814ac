"""Microsoft Teams: an adaptive card of text runs, the one element in which Markdown is not read."""

from __future__ import annotations

import json
from typing import Any

from statusgen.notify.clip import fit
from statusgen.notify.message import Message

_TITLE, _TEXT, _FACT = 500, 5000, 500
"""The most characters: Teams refuses messages of more than 28 KB."""


def compose(message: Message) -> bytes:
    """The body, as the workflow "when a Teams webhook request is received" expects it."""
    body = [_block(message.title, _TITLE, weight="Bolder", size="Medium")]
    body += [_block(line, _TEXT) for line in [message.text] if line]
    body += [_block(f"{label}: {text}", _FACT, isSubtle=True) for label, text in message.facts]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": "Details", "url": message.url}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    said = {"type": "message", "attachments": [attachment]}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def escape(text: str) -> str:
    """Text in which ``{{DATE(…)}}``, the one thing that a text run would replace, is none."""
    return text.replace("{{", "{\u200b{")


def _block(text: str, most: int, **looks: Any) -> dict[str, Any]:
    run = {"type": "TextRun", "text": fit(text, most, escape), **looks}
    return {"type": "RichTextBlock", "inlines": [run]}
