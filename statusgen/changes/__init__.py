"""Two sides of a site at one instant -> what the public sees differently, as a frozen value."""

from statusgen.changes.change import Changes
from statusgen.changes.compare import compare
from statusgen.changes.published import Published

__all__ = ["Changes", "Published", "compare"]
