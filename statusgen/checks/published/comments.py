"""Published comments stay as they are, or the change is declared; new ones are new."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.checks.published.entries import Pair
from statusgen.checks.published.facts import is_declared
from statusgen.checks.published.words import (
    DECLARE,
    impacts_of,
    place_of,
    shortened,
    time_of,
)
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.incident import Comment
from statusgen.model.site import DAY
from statusgen.rules import problem
from statusgen.snapshot.side import Side
from statusgen.snapshot.timeline import IncidentView, Update

BACK_DATED = DAY
"""How much older than the revision it is compared with a new comment may be, in seconds."""


def changed(pair: Pair, after: Side) -> Iterator[Diagnostic]:
    """Published comments that are gone, say something else, or have another id."""
    broken = {*after.site.left_out}
    removed = {one.id for one in after.site.removed if one.kind == "comment"}
    for old in _published(pair):
        new = _now(old, pair)
        if new is None:
            if old.file not in broken and old.id not in removed and not _is_edited_away(old, pair):
                yield _gone(old)
            continue
        if new.id != old.id and not old.opening:
            message = f"the id of this published comment was {old.id} and is now {new.id}"
            hint = f"write `id: {old.id}` into its front matter: readers know it by that"
            yield problem("id-changed", new.file, message, hint=hint, route=("id",))
        yield from _hidden(new, pair.now)
        if new.public and not is_declared(old.correction, new.correction):
            for route, message in _differences(old, new, pair.tags):
                yield problem("comment-changed", new.file, message, hint=DECLARE, route=route)


def back_dated(pair: Pair, since: int) -> Iterator[Diagnostic]:
    """New comments that stand before what readers have seen, or long before ``since``."""
    published = _published(pair)
    newest = max((one.at for one in published), default=0)
    known = {one.id for one in pair.old.comments} | {one.file for one in pair.old.comments}
    texts = {one.text for one in published}
    for one in pair.new.comments:
        fresh = one.id not in known and one.file not in known and one.text not in texts
        if not fresh or not one.public or not one.text or one.correction:
            continue
        if one.at < newest:
            seen = f"one of {time_of(newest)}"
        elif one.at < min(since, pair.now) - BACK_DATED:
            seen = f"the last revision, of {time_of(since)}"
        else:
            continue
        message = f"this new comment is of {time_of(one.at)}, but readers have seen {seen}"
        hint = "date it when it is published, or say why in the key `correction`"
        route: Route = ("start",) if one.opening else ("timestamp",)
        yield problem("back-dated", one.file, message, hint=hint, route=route)


def _published(pair: Pair) -> list[Comment]:
    """The comments that the public has seen."""
    seen = pair.seen
    updates: list[Update] = list(seen.updates) if isinstance(seen, IncidentView) else []
    if not isinstance(seen, IncidentView):
        updates = [one for found in (*seen.occurrences, *seen.later) for one in found.updates]
    ids = {one.id for one in updates}
    return [one for one in pair.old.comments if one.id in ids]


def _now(old: Comment, pair: Pair) -> Comment | None:
    """What a comment is now: the one with its id, else in its file, else with its words."""
    known = {one.id for one in pair.old.comments}
    if old.opening:
        return next((one for one in pair.new.comments if one.opening), None)
    if found := next((one for one in pair.new.comments if one.id == old.id), None):
        return found
    fresh = [one for one in pair.new.comments if one.id not in known and not one.opening]
    in_place = (one for one in fresh if one.file == old.file)
    return next(in_place, next((one for one in fresh if old.text and one.text == old.text), None))


def _is_edited_away(old: Comment, pair: Pair) -> bool:
    """Whether it is the opening update, and its file says why it has no text any more."""
    return old.opening and is_declared(pair.old.correction, pair.new.correction)


def _gone(old: Comment) -> Diagnostic:
    what = "opening update" if old.opening else "comment"
    message = f"the published {what} of {time_of(old.at)} is gone: {shortened(old.text)}"
    hint = "put the file back and write `deleted: true` and `reason: …` into its front matter"
    if old.opening:
        hint = "put its text back, or say why in the key `correction` of this file"
    return problem("comment-removed", old.file, message, hint=hint)


def _hidden(new: Comment, now: int) -> Iterator[Diagnostic]:
    """A comment that is still there and not for the public."""
    if new.deleted and not new.reason:
        message, key = "this published comment is deleted without a reason", "deleted"
        hint = "say why in the key `reason`"
    elif new.internal:
        message, key = "this published comment is internal now: readers lose it", "visibility"
        hint = "write `deleted: true` and `reason: …` instead, or leave it public"
    elif new.at > now and not new.deleted:
        message, key = (
            f"this published comment is of {time_of(new.at)} now, in the future",
            "timestamp",
        )
        hint = "put its time back"
    else:
        return
    yield problem("comment-removed", new.file, message, hint=hint, route=(key,))


def _differences(old: Comment, new: Comment, tags: frozenset[str]) -> Iterator[tuple[Route, str]]:
    """What readers of a comment see differently, with its place."""
    if old.text != new.text:
        said = f"{shortened(old.text)} and is now {shortened(new.text)}"
        yield place_of(old.text, new.text), f"the text of this published comment was {said}"
    for language, text in old.texts.items():
        if new.texts.get(language, "") != text:
            yield (), f"the text of this published comment in `{language}` was {shortened(text)}"
    impacts = [impacts_of(one.monitors, tags) for one in (old, new)]
    facts = (
        ("state", "opened_as" if old.opening else "", str(old.state), str(new.state)),
        ("time", "timestamp", time_of(old.at), time_of(new.at)),
        ("impact", "monitors", *impacts),
        ("author", "author", old.author or "nobody", new.author or "nobody"),
        ("new start", "start", time_of(old.start), time_of(new.start)),
        ("new end", "end", time_of(old.end), time_of(new.end)),
    )
    for what, key, was, now in facts:
        if was != now and not (old.opening and what == "time"):
            said = f"the {what} of this published comment was {was} and is now {now}"
            yield ((key,) if key else ()), said
