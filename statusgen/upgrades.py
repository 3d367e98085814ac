"""What became of the originals of a site's copies of theme files, and of the copies themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from statusgen.content.places import did_you_mean
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.errors import UsageError
from statusgen.rules import problem
from statusgen.targets.layers import known_themes
from statusgen.themes import ORIGINALS, originals_of, path_of, write

_ADDITIONS = ("strings/", "hooks/", "css/custom.css", "theme.yaml")
"""What themes add to others by files of the same name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A copy and its original: as diffs, "" where there is nothing to tell.

    ``news`` is what the original became since it was copied, None where nobody knows what it
    was then; ``own`` is what the copy has that the original which it was taken from has not.
    ``gone`` says that there is no original any more.
    """

    path: str
    news: str | None
    own: str
    gone: bool


def differences(root: Path, name: str, wanted: str = "") -> Iterator[Difference]:
    """Each copy of the site against its original; ``wanted`` names one of them.

    What themes add to others by a file of the same name is a copy only where it was taken as one.
    """
    originals = originals_of(root, name)
    folder = root / "themes" / name
    own = _own_files(root, name)
    meant = path_of(wanted, own)
    if wanted and not meant:
        raise UsageError(f"{folder / wanted} does not exist: {did_you_mean(wanted, own)}")
    for path in [meant] if wanted else sorted(own):
        kept = folder / ORIGINALS / path
        before = kept.read_bytes() if kept.is_file() else None
        now = originals.get(path)
        if before is None and (now is None or (path.startswith(_ADDITIONS) and not wanted)):
            continue
        yield Difference(
            path,
            None if before is None else _diff(before, now or b"", path, "as copied", "now"),
            _diff(now or b"" if before is None else before, own[path], path, "original", "yours"),
            now is None,
        )


def outdated(root: Path, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Copies in the themes ``names`` whose originals have changed since, or are gone."""
    for name in names:
        copied = (root / "themes" / name / ORIGINALS).is_dir()
        for one in differences(root, name) if copied else ():
            file = f"themes/{name}/{one.path}"
            if one.gone:
                message = "the original of this copy is gone: statusgen does not use the file"
                hint = f"delete it, or note that: `statusgen theme diff {one.path} --accept`"
                yield problem("original-changed", file, message, hint=hint)
            elif one.news:
                message = "the original of this copy has changed since it was copied"
                command = f"statusgen theme diff {one.path}"
                hint = f"see what is new with `{command}`, take it over, then `{command} --accept`"
                yield problem("original-changed", file, message, hint=hint)


def accept(root: Path, name: str, wanted: str = "") -> list[str]:
    """Says that the news of the originals are known: those of now are what was copied."""
    originals = originals_of(root, name)
    accepted = [one.path for one in differences(root, name, wanted) if one.news != "" or one.gone]
    for path in accepted:
        kept = root / "themes" / name / ORIGINALS / path
        if path in originals:
            write(kept, originals[path])
        else:
            kept.unlink()
    return accepted


def _own_files(root: Path, name: str) -> dict[str, bytes]:
    layers = known_themes(root).get(name, ())
    return dict(layers[0].files) if layers and layers[0].own else {}


def _diff(before: bytes, after: bytes, path: str, old: str, new: str) -> str:
    if before != after and b"\0" in before + after:
        return f"{path}: {len(before):,} bytes ({old}), {len(after):,} bytes ({new})\n"
    from difflib import unified_diff

    one, other = (text.decode(errors="replace").splitlines() for text in (before, after))
    found = unified_diff(one, other, f"{path} ({old})", f"{path} ({new})", n=2, lineterm="")
    return "".join(f"{line}\n" for line in found)
