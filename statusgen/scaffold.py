"""Files of ours that become files of a site: those of a new one, and those for its hosts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

_HERE = Path(__file__).parent
_HOSTS = _HERE / "hosts"

NEW_SITE = (_HERE / "new_site",)
"""The files of a new site."""

HOSTS: Mapping[str, tuple[Path, ...]] = {
    "github": (_HOSTS / "action", _HOSTS / "github"),
    "gitlab": (_HOSTS / "requirements", _HOSTS / "gitlab"),
    "netlify": (_HOSTS / "requirements", _HOSTS / "netlify"),
    "cloudflare": (_HOSTS / "requirements", _HOSTS / "cloudflare"),
    "private": (_HOSTS / "action", _HOSTS / "private", _HOSTS / "publish"),
    "publish": (_HOSTS / "publish",),
}
"""The folders whose files a host needs."""


def lay_out(
    folders: tuple[Path, ...], place: Path, names: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[tuple[Path, bool]]:
    """Writes the files of ``folders`` into ``place``; one that is there is kept.

    ``names`` are put in for words in the names of files, ``words`` for those in their texts. Gives
    each path and whether it was written.
    """
    for source, name in _files(folders):
        target = place / _filled(name, names)
        if target.exists() or target.is_symlink():
            yield target, False
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_filled(source.read_text(encoding="utf-8"), words))
        shutil.copymode(source, target)
        yield target, True


def _files(folders: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Every file below the folders, and its path there."""
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield path, path.relative_to(folder).as_posix()


def _filled(text: str, words: Mapping[str, str]) -> str:
    for word, instead in words.items():
        text = text.replace(word, instead)
    return text
