"""A site's own copies of theme files: taking one, and what became of its original since.

Beside a copy in ``themes/<name>/`` lies the original as it was, in ``themes/<name>/.originals/``:
so that what the original became can be told from what the copy became.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from statusgen.content.places import did_you_mean
from statusgen.errors import UsageError
from statusgen.targets.layers import DEFAULT, is_name, known_themes, load_layers

ORIGINALS = ".originals"


@dataclass(frozen=True, slots=True)
class Known:
    """A theme that a site can use. ``files`` are those that differ from what it ``extends``."""

    name: str
    place: str
    extends: str
    description: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A copy and its original: as diffs, "" where there is nothing to tell.

    ``news`` is what the original became since it was copied, None where nobody knows what it
    was then; ``own`` is what the copy has that the present original has not. ``gone`` says that
    there is no original any more.
    """

    path: str
    news: str | None
    own: str
    gone: bool


def known(root: Path) -> list[Known]:
    """The themes that the site in ``root`` can use."""
    found = []
    for name, layers in known_themes(root).items():
        first = layers[0]
        extends = first.about.get("extends", DEFAULT) if name != DEFAULT else ""
        files = tuple(path for path in sorted(first.files) if path != "theme.yaml" or first.tokens)
        described = next((d for layer in layers if (d := layer.about.get("description"))), "")
        found.append(Known(name, first.label, extends, described, files if first.own else ()))
    return found


def eject(root: Path, name: str, wanted: str) -> Path:
    """Copies a file of what the theme ``name`` builds on into the site's own folder of it.

    ``wanted`` is a path in a theme, or the name of a block. Returns the copy. Raises UsageError
    where there is no such file, or already a copy.
    """
    if not is_name(name):
        raise UsageError(f"`{name}` cannot be a theme's name: use a-z, 0-9, `-` and `_`")
    originals = _originals(root, name)
    spellings = (wanted, f"blocks/{wanted}.html", f"{wanted}.html")
    path = next((one for one in spellings if one in originals), "")
    if not path:
        hint = did_you_mean(wanted, [*originals, *(Path(one).stem for one in originals)])
        raise UsageError(f"there is no file `{wanted}` in a theme that `{name}` extends: {hint}")
    folder = root / "themes" / name
    copy = folder / path
    if copy.exists():
        raise UsageError(f"{copy} is there already: `statusgen theme diff {path}` compares it")
    for place in (folder / ORIGINALS / path, copy):
        _write(place, originals[path])
    return copy


def differences(root: Path, name: str, wanted: str = "") -> Iterator[Difference]:
    """Each copy of the site against its original; ``wanted`` names one of them."""
    originals = _originals(root, name)
    folder = root / "themes" / name
    own = _own_files(root, name)
    if wanted and wanted not in own:
        raise UsageError(f"{folder / wanted} does not exist")
    for path in [wanted] if wanted else sorted(own):
        kept = folder / ORIGINALS / path
        before = kept.read_bytes() if kept.is_file() else None
        now = originals.get(path)
        if before is None and now is None:
            continue
        yield Difference(
            path,
            None if before is None else _diff(before, now or b"", path, "as copied", "now"),
            _diff(now or b"", own[path], path, "original", "yours"),
            now is None,
        )


def accept(root: Path, name: str, wanted: str = "") -> list[str]:
    """Says that the news of the originals are known: those of now are what was copied."""
    originals = _originals(root, name)
    accepted = [one.path for one in differences(root, name, wanted) if one.news != "" or one.gone]
    for path in accepted:
        kept = root / "themes" / name / ORIGINALS / path
        if path in originals:
            _write(kept, originals[path])
        else:
            kept.unlink()
    return accepted


def _originals(root: Path, name: str) -> dict[str, bytes]:
    """The files that the site's own folder of a theme can replace, from the first that has it."""
    layers = load_layers(name if name in known_themes(root) else DEFAULT, root)
    below = [layer for layer in layers if not (layer.own and layer.name == name)]
    if not below:
        raise UsageError(f"{root / 'themes' / name} is no copy: it is the original itself")
    found: dict[str, bytes] = {}
    for layer in reversed(below):
        found |= layer.files
    return {path: content for path, content in found.items() if path != "theme.yaml"}


def _own_files(root: Path, name: str) -> dict[str, bytes]:
    layers = known_themes(root).get(name, ())
    return dict(layers[0].files) if layers and layers[0].own else {}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _diff(before: bytes, after: bytes, path: str, old: str, new: str) -> str:
    if before != after and b"\0" in before + after:
        return f"{path}: {len(before):,} bytes ({old}), {len(after):,} bytes ({new})\n"
    one, other = (text.decode(errors="replace").splitlines() for text in (before, after))
    found = unified_diff(one, other, f"{path} ({old})", f"{path} ({new})", n=2, lineterm="")
    return "".join(f"{line}\n" for line in found)
