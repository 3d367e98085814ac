"""Edits of comments: said, changed, withdrawn, renamed, deleted."""

from __future__ import annotations

import os
from pathlib import Path

from tests.edits.site import (
    DAY,
    HOUR,
    MINUTE,
    EditedSite,
    at,
    comment_name,
    comments_of,
    instant_of,
    set_key,
    state_of,
    text_of,
)


def added_to_an_old_one(site: EditedSite) -> str:
    return _say(site, site.entries()[len(site.entries()) // 4])


def added_to_the_newest(site: EditedSite) -> str:
    return _say(site, site.entries()[-1])


def added_with_front_matter(site: EditedSite) -> str:
    front = f"---\nauthor: Ada\nmonitors: {site.impacts()}\n---\n"
    return _say(site, site.entry(), front)


def back_dated(site: EditedSite) -> str:
    after = site.comment()
    name = comment_name(instant_of(after) + 1, state_of(after))
    return _shown(site.write(after.with_name(name), site.words()))


def of_the_future(site: EditedSite) -> str:
    """An error: it is kept out until its time, which the clock reaches some edits later."""
    folder = site.entry()
    name = comment_name(site.now + site.chance.choice((MINUTE, HOUR, DAY)), site.next_state(folder))
    return _shown(site.write(folder / name, site.words()))


def rewritten(site: EditedSite) -> str:
    comment = site.comment()
    return _shown(site.write(comment, text_of(comment)[0] + site.words()))


def rewritten_in_the_same_length(site: EditedSite) -> str:
    comment = site.comment()
    _swap_a_letter(site, comment)
    return _shown(comment)


def rewritten_with_the_same_stamp(site: EditedSite) -> str:
    """As `rsync --times`, `tar` or `touch` leave it: same length, same time of writing."""
    comment = site.comment()
    before = comment.stat()
    _swap_a_letter(site, comment)
    os.utime(comment, ns=(before.st_atime_ns, before.st_mtime_ns))
    return _shown(comment)


def replaced_by_an_editor(site: EditedSite) -> str:
    """Many editors write a new file and give it the old one's name."""
    comment = site.comment()
    new = site.write(comment.with_name("new~"), comment.read_text(encoding="utf-8"))
    _swap_a_letter(site, new)
    new.replace(comment)
    return _shown(comment)


def touched(site: EditedSite) -> str:
    comment = site.comment()
    comment.touch()
    return _shown(comment)


def renamed(site: EditedSite) -> str:
    """A minute that was wrong is corrected."""
    comment = site.comment()
    moved = comment.with_name(comment_name(instant_of(comment) + 1, state_of(comment)))
    comment.rename(moved)
    return f"{_shown(comment)} -> {moved.name}"


def said_otherwise(site: EditedSite) -> str:
    """The newest comment gets another state."""
    folder = site.entry()
    newest = max(comments_of(folder) or [site.comment(folder)])
    state = site.chance.choice(("identified", "monitoring", "resolved"))
    newest.rename(newest.with_name(comment_name(instant_of(newest), state)))
    return f"{_shown(newest)} -> {state}"


def translated(site: EditedSite) -> str:
    comment = site.comment()
    german = comment.with_name(comment.name.removesuffix(".md") + ".de.md")
    return _shown(site.write(german, f"Wir wissen mehr, Nummer {site.number()}.\n"))


def withdrawn(site: EditedSite) -> str:
    comment = site.comment()
    set_key(comment, "deleted", "true")
    set_key(comment, "reason", "It was wrong.")
    return _shown(comment)


def internal(site: EditedSite) -> str:
    comment = site.comment()
    set_key(comment, "visibility", site.chance.choice(("internal", "public")))
    return _shown(comment)


def corrected(site: EditedSite) -> str:
    comment = site.comment()
    set_key(comment, "correction", f'"It was number {site.number()}."')
    return _shown(comment)


def deleted(site: EditedSite) -> str:
    comment = site.comment()
    comment.unlink()
    return _shown(comment)


def moved_to_another_incident(site: EditedSite) -> str:
    comment, folder = site.comment(), site.entry()
    newest = max(map(instant_of, comments_of(folder)), default=site.now - HOUR)
    at_last = min(newest + MINUTE, site.now)
    moved = folder / comment_name(at_last, "resolved")
    comment.rename(moved)
    return f"{_shown(comment)} -> {_shown(moved)}"


def _say(site: EditedSite, folder: Path, front: str = "") -> str:
    name = comment_name(site.now - site.chance.randrange(5), site.next_state(folder))
    return _shown(site.write(folder / name, front + site.words()))


def _swap_a_letter(site: EditedSite, path: Path) -> None:
    """Writes another letter in place of the last one, into the same file."""
    text = path.read_bytes()
    last = max((n for n, byte in enumerate(text) if chr(byte).isalpha()), default=None)
    if last is None:
        return
    other = site.chance.choice([letter for letter in b"abcdefghij" if letter != text[last]])
    with path.open("r+b") as file:
        file.seek(last)
        file.write(bytes([other]))


def _shown(comment: Path) -> str:
    return f"{comment.parent.name}/{comment.name}"


def written_at(site: EditedSite) -> str:
    comment = site.comment()
    set_key(comment, "updated_at", at(site.now - site.chance.randrange(HOUR)))
    return _shown(comment)


KINDS = {
    "comment added to an old incident": added_to_an_old_one,
    "comment added to the newest": added_to_the_newest,
    "comment added, with front matter": added_with_front_matter,
    "comment added, back-dated": back_dated,
    "comment added, of the future": of_the_future,
    "comment rewritten": rewritten,
    "comment rewritten, same length": rewritten_in_the_same_length,
    "comment rewritten, same length and stamp": rewritten_with_the_same_stamp,
    "comment replaced by an editor": replaced_by_an_editor,
    "comment touched": touched,
    "comment's minute changed": renamed,
    "comment's state changed": said_otherwise,
    "comment's dates changed": written_at,
    "comment translated": translated,
    "comment withdrawn": withdrawn,
    "comment hidden or shown": internal,
    "comment corrected": corrected,
    "comment deleted": deleted,
    "comment moved to another incident": moved_to_another_incident,
}
