"""How the work on an event ends: something was done, it is refused, or there is nothing to do."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.dialects.request import Answer


@dataclass(frozen=True, slots=True)
class Deed:
    """What an event came to; the edits are in the desk's draft.

    ``what`` is our own words, such as "Open incident"; ``title`` are those of others. ``answer``
    is that of an API.
    """

    what: str
    slug: str = ""
    title: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a request, and what to do about it; both may repeat foreign text."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an event.

    ``deed`` is None where nothing was done: then ``faults`` say what is wrong, or ``note`` why
    there was nothing to do. ``shown`` are lines of what readers see now.
    """

    deed: Deed | None = None
    note: str = ""
    faults: tuple[Fault, ...] = ()
    files: tuple[str, ...] = ()
    slug: str = ""
    url: str = ""
    commit: str = ""
    shown: tuple[str, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer of an API, where one was asked."""
        return self.deed.answer if self.deed else None

    @property
    def changed(self) -> bool:
        """Whether there are edits."""
        return bool(self.files)


class Refused(Exception):
    """The event asks for something that cannot be; nothing is changed."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(one.message for one in faults))
        self.faults = faults


class Nothing(Exception):
    """The event asks for nothing, or for what is not for the page; the message says why."""


def refused(message: str, hint: str = "") -> Refused:
    """The refusal for one fault."""
    return Refused(Fault(message, hint))


def refused_by(problems: Sequence[Diagnostic]) -> Refused:
    """The refusal for what a check has found."""
    return Refused(*(Fault(one.message, one.hint) for one in problems))
