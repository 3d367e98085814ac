"""What search engines and hosts want to know: sitemaps, robots.txt, and the host's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched
