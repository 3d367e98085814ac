"""What people are told who asked for something: a line, a reply on the issue, a commit message."""

from __future__ import annotations

import re
from collections.abc import Iterable

from statusgen.inbox.payloads import Event, text
from statusgen.inbox.verdicts import Deed, Fault, Received
from statusgen.report.sanitize import sanitize

MARK = "<!-- statusgen -->"
"""The first line of every reply: comments that begin with it are never published."""

TRAILER = "Statusgen-Event"
"""The trailer by which a commit names the event that asked for it."""

_LONGEST, _MOST = 100, 1000
_QUIET = re.compile(r"[^\w .,'()+&!?-]|_")
_REFERENCE = re.compile(r"\bgh-(?=\d)", re.IGNORECASE)


def name_of(event: Event) -> str:
    """The event in a few words, such as ``issues labeled``."""
    action = event.action if re.fullmatch(r"[a-z][a-z_-]{0,99}", event.action) else ""
    return " ".join(word for word in (event.name, action) if word)


def commit_message(event: Event, deed: Deed, mark: str) -> str:
    """What was done, who asked for it and by what; nothing in it commands GitHub anything."""
    number = event.payload.get("issue")
    issue = number.get("number") if isinstance(number, dict) else None
    where = f", issue #{issue}" if isinstance(issue, int) else ""
    about = _quiet(deed.title) or deed.slug
    subject = f"{deed.what}: {about}" if about else deed.what
    trailer = f"\n\n{TRAILER}: {mark}" if mark else ""
    return f"{subject}\n\nAsked for by {event.sender} ({name_of(event)}{where}).{trailer}"


def reply_to(event: Event, found: Received) -> str:
    """Markdown for the issue: what readers see now, or why not; "" where there is nothing to say."""
    if found.faults:
        lines = [line for one in found.faults for line in told(one)]
        head, last = "**Not published; nothing was changed.**", _advice(event)
    elif found.deed and found.changed:
        lines, last = list(found.shown), ""
        head = f"**{found.deed.what}.**" + (f" [The page]({found.url})" if found.url else "")
    else:
        return ""
    return "\n".join([MARK, head, "", *fenced(lines), *(["", last] if last else []), ""])


def failed(reason: str) -> str:
    """Markdown for the issue where something was in the way that its author cannot change."""
    head = "**Not published yet; nothing was changed.** Run the workflow again."
    return "\n".join([MARK, head, "", *fenced([reason]), ""])


def told(fault: Fault) -> list[str]:
    """A fault as lines for people; what is long is cut."""
    hint = [f"  hint: {_cut(fault.hint)}"] if fault.hint else []
    return [_cut(fault.message), *hint]


def _cut(words: str) -> str:
    return sanitize(words if len(words) <= _MOST else f"{words[:_MOST]}…")


def _advice(event: Event) -> str:
    """How to try again."""
    if event.name == "issue_comment":
        return "Edit your comment: then it is read again."
    label = sanitize(text(event.payload, "label", "name"))
    if event.name == "issues" and event.action == "labeled" and "`" not in label:
        return f"Correct the text of the issue, take the label `{label}` off and set it again."
    return ""


def fenced(lines: Iterable[str]) -> list[str]:
    """Foreign text in a fence that nothing in it can close: no link, no mention, no HTML."""
    found = [sanitize(line) for text in lines for line in text.split("\n")]
    if not found:
        return []
    ticks = max((len(run) for line in found for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, ticks + 1)
    return [f"{fence}text", *found, fence]


def _quiet(title: str) -> str:
    """A title without what a host obeys in a commit message: references, mentions, commands."""
    plain = _REFERENCE.sub("gh ", _QUIET.sub(" ", title))
    return " ".join(plain.split())[:_LONGEST].strip()
