"""A site whose files say which build they are from, to see old, new and mixed sites apart.

As a command it publishes builds of it, one after another, so that it can be killed:
``python numbered_site.py FOLDER FILES FIRST LAST``, and a file in which to remember them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from statusgen import oldsite, predecessor
from statusgen.artifact import Artifact
from statusgen.errors import StatusgenError
from statusgen.manifest import MANIFEST_NAME, read_manifest
from statusgen.output import publish


def numbered_site(files: int, number: int) -> list[Artifact]:
    """``files`` files: some never change, some change in each build, one comes and goes."""
    return [
        Artifact("index", one_file, ("index.html", f"build {number}")),
        Artifact("this-build", one_file, (f"builds/{number}/index.html", f"build {number}")),
        *(Artifact(f"page-{n}", one_file, (_page(n), _text(n, number))) for n in range(files - 2)),
    ]


def one_file(path: str, text: str) -> Iterable[tuple[str, bytes]]:
    yield path, text.encode()


def number_of(folder: Path, files: int) -> int:
    """Which build ``folder`` holds; AssertionError unless it holds all of it and no more."""
    number = int((folder / "index.html").read_text().removeprefix("build "))
    found = {path: data.decode() for path, data in tree(folder).items() if path != MANIFEST_NAME}
    assert found == dict(artifact.inputs for artifact in numbered_site(files, number))
    recorded = [entry.sizes().items() for entry in read_manifest(folder).values()]
    assert dict(file for files in recorded for file in files) == {
        path: len(text) for path, text in found.items()
    }
    return number


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its path."""
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _page(n: int) -> str:
    return f"incidents/{n % 3}/page-{n}.html"


def _text(n: int, number: int) -> str:
    return "the same in all builds" if n % 2 else f"build {number}"


@contextmanager
def as_if_large(out_of_sight: float = 0.0) -> Iterator[None]:
    """A small site is published as a large one is, and a site is out of sight after so many seconds."""
    kept = oldsite.FEW, predecessor.MANY, predecessor.OUT_OF_SIGHT
    oldsite.FEW, predecessor.MANY, predecessor.OUT_OF_SIGHT = 0, 2, out_of_sight
    try:
        yield
    finally:
        oldsite.FEW, predecessor.MANY, predecessor.OUT_OF_SIGHT = kept


def main() -> None:
    folder, (files, first, last) = Path(sys.argv[1]), map(int, sys.argv[2:5])
    record = Path(sys.argv[5]) if sys.argv[5:] else None
    out_of_sight = float(sys.argv[6]) if sys.argv[6:] else 0.0
    os.write(1, b"ready\n")
    try:
        with as_if_large(out_of_sight) if record else nullcontext():
            for number in range(first, last + 1):
                publish(numbered_site(files, number), folder, state=record)
    except StatusgenError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(error.exit_code) from error


if __name__ == "__main__":
    main()
