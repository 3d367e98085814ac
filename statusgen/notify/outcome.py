"""What came of one attempt to deliver."""

from __future__ import annotations

from enum import StrEnum

from statusgen.dataclass import dataclass


class Came(StrEnum):
    """SENT; AGAIN: another attempt may help; REFUSED: the same message would be refused again."""

    SENT = "sent"
    AGAIN = "again"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``code`` is the answer's (0: there was none), ``wait`` how long it asks to wait (seconds).

    ``note`` says more; it never holds an address or a secret.
    """

    came: Came
    code: int = 0
    note: str = ""
    wait: int | None = None
