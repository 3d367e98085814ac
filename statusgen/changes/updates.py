"""The updates of an incident or a maintenance, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from statusgen.changes.change import Moved, UpdateChange, What
from statusgen.changes.said import impacts, moved, when
from statusgen.changes.wording import excerpt, pieces
from statusgen.model.incident import Comment
from statusgen.snapshot.timeline import Update


def updates_of(
    before: Sequence[Update],
    after: Sequence[Update],
    comments: Iterable[Comment],
    names: Mapping[str, str],
) -> tuple[UpdateChange, ...]:
    """What became of each, in order of time; ``comments`` are those that are written now."""
    known = {_key(one): one for one in before}
    found = {_key(one): one for one in after}
    newest = max((one.at for one in before), default=None)
    reasons = {one.id: one.reason for one in comments if one.deleted}
    changed = [_removed(one, reasons) for key, one in known.items() if key not in found]
    for key, one in found.items():
        if key not in known:
            changed.append(_added(one, back_dated=newest is not None and one.at < newest))
        elif one != known[key]:
            changed += _edited(known[key], one, names)
    return tuple(sorted(changed, key=lambda one: (one.at, one.id, one.what)))


def _key(update: Update) -> int:
    """The opening update is the same one, whatever its time: its id depends on that."""
    return 0 if update.opening else update.id


def _added(one: Update, *, back_dated: bool) -> UpdateChange:
    text, state = excerpt(one.text), str(one.state)
    return UpdateChange(What.ADDED, one.id, one.at, state, text, back_dated=back_dated)


def _removed(one: Update, reasons: Mapping[int, str]) -> UpdateChange:
    reason, state = reasons.get(one.id, ""), str(one.state)
    return UpdateChange(What.REMOVED, one.id, one.at, state, excerpt(one.text), reason=reason)


def _edited(old: Update, new: Update, names: Mapping[str, str]) -> Iterator[UpdateChange]:
    facts = tuple(_facts(old, new, names))
    words = pieces(old.text, new.text)
    if facts or words:
        reason = new.correction if new.correction != old.correction else ""
        what, state = What.CHANGED, str(new.state)
        yield UpdateChange(what, new.id, new.at, state, "", words, facts, reason)


def _facts(old: Update, new: Update, names: Mapping[str, str]) -> Iterator[Moved]:
    yield from moved("state", str(old.state), str(new.state))
    yield from moved("time", when(old.at), when(new.at))
    yield from moved("impact", impacts(old.changes, names), impacts(new.changes, names))
    yield from moved("author", old.author, new.author)
    yield from moved("new start", when(old.start), when(new.start))
    yield from moved("new end", when(old.end), when(new.end))
    yield from moved("correction", old.correction, new.correction)
    for language in dict.fromkeys((*old.texts, *new.texts)):
        texts = old.texts.get(language, ""), new.texts.get(language, "")
        if texts[0] != texts[1]:
            yield Moved(f"translation ({language})", *(excerpt(text, 80) for text in texts))
