"""content/pages of a cState site -> free pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from statusgen.importers.found import FoundPage
from statusgen.importers.losses import Losses
from statusgen.importers.markdown_source import documents
from statusgen.importers.prose import line, prose
from statusgen.model.slugs import slugify


def pages(root: Path, losses: Losses) -> Iterator[FoundPage]:
    """Every page that is no draft."""
    for document in documents(root, "content/pages", losses):
        if document.keys.get("draft") is True:
            losses.left_out(document.place("draft"), "the page", "a draft of a page is not public")
            continue
        slug = slugify(PurePosixPath(document.file).stem)
        title = str(document.keys.get("title") or slug)
        yield FoundPage(
            document.place(),
            slug,
            {"title": line(title, 255, document.place("title"), losses)},
            prose(document.text, document.place(), losses),
        )
