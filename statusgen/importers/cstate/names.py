"""What the path of an issue says: its name, its language, and the addresses that Hugo gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath

from statusgen.content.opening import OLD_PATH
from statusgen.dataclass import dataclass
from statusgen.importers.cstate.addresses import hugo_path
from statusgen.importers.cstate.config import Config
from statusgen.importers.losses import Losses
from statusgen.importers.markdown_source import Document

FOLDER = "content/issues"


@dataclass(frozen=True, slots=True)
class Name:
    """The path of an issue below the folder, without its ending; its language, "" for the site's.

    ``seed`` is what its id is made of: the path, or that of its file where another one has it.
    """

    path: str
    seed: str
    language: str = ""

    @property
    def last(self) -> str:
        """The last step of the path."""
        return self.path.rpartition("/")[2]


def name_of(document: Document, config: Config) -> Name:
    """The name of an issue; ``x.de.md`` is a translation where German is a language of the site."""
    file = PurePosixPath(document.file).relative_to(FOLDER)
    stem, _, ending = file.stem.rpartition(".")
    language = ending.lower()
    known = bool(stem) and language in (*config.languages, config.default_language)
    found = file.with_name(stem if known else file.stem)
    if found.name == "index" and len(found.parts) > 1:
        found = found.parent
    own = known and language != config.default_language
    return Name(str(found), str(found), language if own else "")


def addresses(document: Document, name: Name, losses: Losses) -> list[str]:
    """The old addresses of an issue: its own, then those of its ``aliases``."""
    found: dict[str, None] = {}
    for path in _addresses(document, name):
        if re.fullmatch(OLD_PATH, path):
            found[path] = None
        else:
            losses.left_out(document.place("address"), path, "this address cannot be kept")
    return list(found)


def _addresses(document: Document, name: Name) -> Iterator[str]:
    """As Hugo makes them of the path and of ``url``, ``slug`` and ``aliases``."""
    keys = {key.lower(): value for key, value in document.keys.items()}
    site = f"/{name.language}" if name.language else ""
    *folders, last = (hugo_path(step) for step in name.path.split("/"))
    folder = "/".join([f"{site}/issues", *folders])
    url, slug, others = keys.get("url"), keys.get("slug"), keys.get("aliases")
    last = hugo_path(slug) if isinstance(slug, str) and slug else last
    own = f"{site}/{url.lstrip('/')}" if isinstance(url, str) and url else f"{folder}/{last}/"
    yield own
    for one in others if isinstance(others, list) else []:
        path = normpath(str(one) if str(one).startswith("/") else f"{folder}/{one}")
        yield path if path.endswith((".html", "/")) else f"{path}/"
