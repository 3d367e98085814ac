"""Regular expressions that are compiled when they are first used, not when a module is imported.

Most of them are about what people wrote, and a build in which nothing changed reads none of that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 - it stands where `re.compile` would
        """Takes what `re.compile` takes, and has what a compiled pattern has."""

        def __init__(self, written: str, flags: int = 0) -> None:
            self._written = written, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(*self._written), name)
            setattr(self, name, found)
            return found


__all__ = ["pattern"]
