"""`python -m tests.bench.yardstick`: a fixed piece of work, whose instructions others are counted by.

It does in small what a build does much of: text, dictionaries, patterns, JSON, digests.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b

_WORD = re.compile(r"[a-z]+(\d+)")


def main() -> None:
    """Prints the digest of what it made: the same everywhere."""
    digest = blake2b()
    for number in range(20_000):
        words = {f"word{number + one}": [one, str(number)] for one in range(10)}
        text = ", ".join(f"{word}={value}" for word, value in words.items()).replace("'", "&#39;")
        digest.update(json.dumps([text, _WORD.findall(text)]).encode())
    print(digest.hexdigest())


if __name__ == "__main__":
    main()
