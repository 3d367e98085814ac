"""The themes that a site can use, and copies of their files in the site.

Beside a copy in ``themes/<name>/`` lies the original as it was, in ``themes/<name>/.originals/``:
so that what the original became can be told from what the copy became (``upgrades``).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from statusgen.content.places import did_you_mean
from statusgen.dataclass import dataclass
from statusgen.errors import UsageError
from statusgen.targets.layers import DEFAULT, is_name, known_themes, load_layers, theme_names

ORIGINALS = ".originals"


@dataclass(frozen=True, slots=True)
class Known:
    """A theme that a site can use. ``files`` are those that differ from what it ``extends``."""

    name: str
    place: str
    extends: str
    description: str
    files: tuple[str, ...]


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
    originals = originals_of(root, name)
    path = path_of(wanted, originals)
    if not path:
        hint = did_you_mean(wanted, [*originals, *(Path(one).stem for one in originals)])
        raise UsageError(f"there is no file `{wanted}` in a theme that `{name}` extends: {hint}")
    folder = root / "themes" / name
    copy = folder / path
    if copy.exists():
        raise UsageError(f"{copy} is there already: `statusgen theme diff {path}` compares it")
    for place in (folder / ORIGINALS / path, copy):
        write(place, originals[path])
    return copy


def ejectable(root: Path, name: str) -> list[str]:
    """The files that can be copied into the site's own folder of a theme."""
    return sorted(originals_of(root, name))


def demand_theme(root: Path, name: str) -> None:
    """Raises UsageError where the site has no theme of that name."""
    names = theme_names(root)
    if is_name(name) and name not in names:
        near = did_you_mean(name, names)
        hint = f"{near} Otherwise" if near.startswith("did") else ""
        advice = f"{hint} make themes/{name}/theme.yaml first".strip()
        raise UsageError(f"there is no theme `{name}`: {advice}")


def path_of(wanted: str, files: Mapping[str, bytes]) -> str:
    """The path that is meant, which may be the name of a block; "" where there is none."""
    spellings = (wanted, f"blocks/{wanted}.html", f"{wanted}.html")
    return next((one for one in spellings if one in files), "")


def originals_of(root: Path, name: str) -> dict[str, bytes]:
    """The files that the site's own folder of a theme can replace, from the first that has it."""
    layers = load_layers(name if name in theme_names(root) else DEFAULT, root)
    below = [layer for layer in layers if not (layer.own and layer.name == name)]
    if not below:
        raise UsageError(f"{root / 'themes' / name} is no copy: it is the original itself")
    found: dict[str, bytes] = {}
    for layer in reversed(below):
        found |= layer.files
    return {path: content for path, content in found.items() if path != "theme.yaml"}


def write(path: Path, content: bytes) -> None:
    """Writes a file and makes the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
