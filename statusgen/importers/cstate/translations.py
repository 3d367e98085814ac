"""An issue in another language -> the translations of the incident that it is."""

from __future__ import annotations

from dataclasses import replace

from statusgen.editing.splice import Writable
from statusgen.importers.found import FoundComment, FoundEntry
from statusgen.importers.losses import Losses


def with_translation(
    original: FoundEntry, other: FoundEntry, language: str, losses: Losses
) -> FoundEntry:
    """The original with the title, the texts and the addresses of the same issue in a language."""
    keys: dict[str, Writable] = {}
    for key, value in original.keys.items():
        keys[key] = value
        if key == "title" and other.keys["title"] != value:
            keys[f"title.{language}"] = other.keys["title"]
    aliases = [keys.get("aliases"), other.keys.get("aliases")]
    keys["aliases"] = [path for one in aliases if isinstance(one, list) for path in one]
    comments = original.comments
    if len(comments) == len(other.comments):
        pairs = zip(comments, other.comments, strict=True)
        comments = tuple(_translated(one, told.text, language) for one, told in pairs)
    else:
        why = "the translation has other updates than the original"
        losses.left_out(other.place, f"{len(other.comments)} updates", why)
    texts = dict(original.texts)
    if original.text and other.text:
        texts[language] = other.text
    elif other.text:
        losses.left_out(other.place, other.text, "the original has no such text")
    return replace(original, keys=keys, comments=comments, texts=texts)


def _translated(comment: FoundComment, text: str, language: str) -> FoundComment:
    return replace(comment, texts={**comment.texts, language: text}) if text else comment
