"""Discord: one embed whose texts are escaped, and nobody is mentioned."""

from __future__ import annotations

import json
import re

from statusgen.instants import rfc3339
from statusgen.notify.clip import fit
from statusgen.notify.message import Message

_TITLE, _TEXT, _FACT, _FOOTER = 256, 3500, 500, 200
"""The most characters; all of an embed together may have 6,000."""

_MARKUP = re.compile(r"[\\*_~`|>#\[\]()<@:+-]")
_NUMBERED = re.compile(r"(?m)^(\s*[0-9]+)\.")
_COLOUR = {"incident.resolved": 0x1A7F37, "maintenance.completed": 0x1A7F37}
_OTHERS = {"incident": 0xC62828, "maintenance": 0x0B57D0}


def compose(message: Message) -> bytes:
    """The body."""
    topic = message.kind.partition(".")[0]
    embed = {
        "title": fit(message.title, _TITLE, escape),
        "url": message.url,
        "description": fit(message.text, _TEXT, escape),
        "color": _COLOUR.get(message.kind, _OTHERS.get(topic, 0x57606A)),
        "timestamp": rfc3339(message.at),
        "fields": [
            {"name": label, "value": fit(text, _FACT, escape), "inline": True}
            for label, text in message.facts
        ],
        "footer": {"text": fit(message.site, _FOOTER)},
    }
    body = {"embeds": [embed], "allowed_mentions": {"parse": []}}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def escape(text: str) -> str:
    """A backslash before whatever could be markup, a mention, an emoji's name or an address."""
    return _NUMBERED.sub(r"\1\\.", _MARKUP.sub(r"\\\g<0>", text))
