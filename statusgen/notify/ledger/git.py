"""The ledger as a ref of the site's repository: nothing to set up, and shared by all clones."""

from __future__ import annotations

from pathlib import Path

from statusgen.git.calling import git_folder
from statusgen.git.refs import Ref
from statusgen.notify.clock import Clock

NAME = "refs/statusgen/ledger"
FILE = "ledger.jsonl"


class GitStore:
    """The ref, here or at a remote. Only here can a lock tell whether another run is alive."""

    def __init__(self, root: Path, remote: str, clock: Clock) -> None:
        self.exclusive = not remote
        self.place = f"{remote} {NAME}".strip()
        self._root, self._clock = root, clock
        self._ref = Ref(root, NAME, FILE, remote)

    @property
    def lock(self) -> Path:
        """The file that is locked where the ref is this repository's own."""
        return git_folder(self._root) / "statusgen-notify.lock"

    def read(self) -> str | None:
        """The text, or None where there is no ref."""
        return self._ref.read()

    def swap(self, text: str, note: str, *, anew: bool) -> bool:
        """By compare-and-swap; each commit is one that nobody else can make."""
        return self._ref.swap(text, f"{note} {self._clock.nonce()}", anew=anew)
