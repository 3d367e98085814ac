"""What the names of files and folders say: slugs, and when and in which state a comment was made."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from statusgen.content.fields import LANGUAGE
from statusgen.content.places import did_you_mean
from statusgen.content.times import is_instant
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.model.slugs import LONGEST_SLUG, slugify
from statusgen.patterns import pattern
from statusgen.rules import problem

_EPOCH = date(1970, 1, 1).toordinal()
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WINDOWS = {"con", "prn", "aux", "nul"} | {f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)}
_NAME = pattern(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})"
    r"\.([a-z][a-z_-]*)(?:\.(\d{1,3}))?(?:\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*))?\.md",
    re.IGNORECASE | re.ASCII,
)
_LOOSE = pattern(
    r"(?P<day>\d{4}-?\d\d-?\d\d)(?:[T _-]*(?P<clock>\d\d(?:[.:h-]?\d\d(?:[.:-]?\d\d)?)?)"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE | re.ASCII,
)


_TRANSLATION = pattern(r"(incident|maintenance)\.(.+)\.md", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CommentName:
    """What a comment's file name says; ``at`` is Unix time, ``lang`` "" is the original."""

    at: int
    state: str
    order: int = 1
    lang: str = ""


def slug_problem(slug: str, file: str) -> Diagnostic | None:
    """What is wrong with a folder's name as a part of a URL."""
    if _SLUG.fullmatch(slug) and len(slug) <= LONGEST_SLUG and slug not in _WINDOWS:
        return None
    if slug in _WINDOWS:
        hint = f"Windows cannot have a folder of that name: rename it to `{slug}-1`"
    else:
        hint = f"rename it to `{slugify(slug)}`"
    rule = f"use a-z, 0-9 and single `-`, at most {LONGEST_SLUG} characters"
    return problem("bad-slug", file, f"`{slug}` cannot be a part of a URL: {rule}", hint=hint)


def is_comment_name(name: str) -> bool:
    """Whether a file's name has the form of a comment's."""
    return _NAME.fullmatch(name) is not None


def parse_name(
    name: str, states: type[StrEnum], file: str, problems: list[Diagnostic]
) -> CommentName | None:
    """What the name of a comment file says, or None after reporting what is wrong with it."""
    found = _NAME.fullmatch(name)
    at = _instant(found) if found else None
    if found is None or at is None:
        hint = _better_name(name, states)
        message = f"`{name}` is no comment's name"
        if found:
            hint = "correct the date, the time or the zone in the name"
            message = f"`{name}` names a day, an hour or a zone that does not exist"
        problems.append(problem("bad-file-name", file, message, hint=hint))
        return None
    state = found[8].lower().replace("_", "-")
    if state not in states._value2member_map_:
        hint = did_you_mean(state, [str(known) for known in states])
        problems.append(
            problem("unknown-state", file, f"there is no state `{found[8]}`", hint=hint)
        )
        return None
    return CommentName(at, state, int(found[9] or 1), (found[10] or "").lower())


def _better_name(name: str, states: type[StrEnum]) -> str:
    """What to do about a name that says nothing."""
    translation = _TRANSLATION.fullmatch(name)
    if translation:
        right = f"{translation[1].lower()}.{translation[2].lower()}.md"
        if LANGUAGE.fullmatch(translation[2].lower()):
            return f"rename it to `{right}`: languages are written in lower case"
        return (
            f"a translation is named after its language, such as `{translation[1].lower()}.de.md`"
        )
    loose = _LOOSE.search(name)
    right = suggest_name(name, states)
    if not loose or not loose["clock"] or loose["zone"]:
        verb = "name it" if loose else "give it a name such as"
        return f"{verb} `{right}`: date, time, zone and state; Z is UTC"
    other = right.replace("Z.", "+0100.", 1)
    return f"name it `{right}` if that is UTC, or `{other}` if that clock is an hour ahead of UTC"


def _instant(found: re.Match[str]) -> int | None:
    year, month, day, hour, minute, second, zone = found.group(1, 2, 3, 4, 5, 6, 7)
    hours, minutes, seconds = int(hour), int(minute), int(second or 0)
    try:
        midnight, ahead = _midnight(year, month, day), _offset(zone)
    except ValueError:
        return None
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    at = midnight + hours * 3600 + minutes * 60 + seconds - ahead
    return at if is_instant(at) else None


@lru_cache(maxsize=1024)
def _midnight(year: str, month: str, day: str) -> int:
    """Unix seconds of the beginning of a day in UTC."""
    return (date(int(year), int(month), int(day)).toordinal() - _EPOCH) * 86400


def _offset(zone: str) -> int:
    """How many seconds the clocks of a zone are ahead of UTC."""
    if zone in ("Z", "z"):
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:5])
    if hours > 14 or minutes > 59:
        raise ValueError
    return (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)


def suggest_name(name: str, states: type[StrEnum]) -> str:
    """The right name for a comment file whose name is wrong, as far as it can be guessed."""
    loose = _LOOSE.search(name)
    day = re.sub(r"\D", "", loose["day"]) if loose else "20260115"
    clock = (re.sub(r"\D", "", (loose and loose["clock"]) or "") or "1030").ljust(4, "0")
    zone = ((loose and loose["zone"]) or "Z").upper().replace(":", "")
    zone = zone if zone == "Z" else zone.ljust(5, "0")
    words = name.lower().replace("_", "-")
    state = next((str(known) for known in states if known in words), str(next(iter(states))))
    tail = re.search(
        rf"\.{state}((?:\.\d{{1,3}})?(?:\.[a-z]{{2,3}}(?:-[a-z0-9]{{2,8}})*)?)\.md$", words
    )
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}T{clock}{zone}.{state}{tail[1] if tail else ''}.md"
