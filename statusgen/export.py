"""A whole site as one JSON document: what people wrote, as it can be written again elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from statusgen.content import frontmatter, yamldoc
from statusgen.content.load import MONITORS, REMOVED, SETTINGS
from statusgen.content.monitors import NEVER_RUN
from statusgen.content.sources import Folder, Reader
from statusgen.instants import rfc3339
from statusgen.model.monitor import Sample
from statusgen.model.site import Site
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView

FORMAT = 1
"""The version of the document."""

_INTERNAL_SETTINGS = {"notifications", "checks"}
_INTERNAL_OF_MONITORS = {"hidden", "routing_key", *NEVER_RUN}
_INTERNAL_OF_ENTRIES = {"visibility", "source", "oncall", "issue"}
_INTERNAL_OF_COMMENTS = {"visibility", "reason"}
_TEMPLATES = "content/templates"


def export(root: Path, site: Site, snapshot: Snapshot, *, everything: bool) -> dict[str, Any]:
    """The site in the folder ``root``: what is public in the ``snapshot``, or ``everything``.

    Its files must be readable: a site with errors is not exported in whole.
    """
    files = _Files(root)
    shown = None if everything else {view.monitor.tag for view in snapshot.monitors}
    return {
        "statusgen": FORMAT,
        "settings": _settings(files.yaml(SETTINGS), everything=everything),
        "monitors": [_monitor(one, shown) for one in _of(files.yaml(MONITORS), shown)],
        "incidents": list(_entries(files, site.incidents, snapshot.incidents, shown)),
        "maintenances": list(_entries(files, site.maintenances, snapshot.maintenances, shown)),
        "pages": [
            {"file": PurePosixPath(file).name, **files.markdown(file)}
            for folder in files.folders("content/pages")
            for file in _markdown(folder)
        ],
        "records": {
            tag: [_sample(sample) for sample in samples]
            for tag, samples in sorted(site.records.items())
            if shown is None or tag in shown
        },
        **(
            {"removed": files.yaml(REMOVED) or [], "templates": _templates(files)}
            if everything
            else {}
        ),
    }


def _settings(written: Mapping[str, Any] | None, *, everything: bool) -> dict[str, Any]:
    """The keys of site.yaml; its shares, which are read as text, as numbers."""
    found = _without(set() if everything else _INTERNAL_SETTINGS, written)
    weights = found.get("uptime", {}).get("weights", {})
    if weights:
        found["uptime"] = {"weights": {name: float(share) for name, share in weights.items()}}
    return found


class _Files:
    """The files of a site as they were written."""

    def __init__(self, root: Path) -> None:
        self._reader = Reader(root)

    def yaml(self, file: str) -> Any:
        """The value of a YAML file; None where there is none."""
        source = self._reader.read(file, optional=True)
        return _given(yamldoc.parse(source.text, file, [])) if source else None

    def markdown(self, file: str) -> dict[str, Any]:
        """The keys and the text of a Markdown file."""
        source = self._reader.read(file)
        parts = frontmatter.split(source.text if source else "", file, [])
        return {"keys": _given(yamldoc.parse(parts.yaml, file, [])) or {}, "text": parts.body}

    def folders(self, folder: str) -> Iterator[Folder]:
        """A folder and all below it."""
        yield from self._reader.walk(folder)


def _entries(
    files: _Files,
    written: Sequence[Any],
    views: Sequence[IncidentView | MaintenanceView],
    shown: set[str] | None,
) -> Iterator[dict[str, Any]]:
    """Incidents or maintenances in the order of their folders, each with its files."""
    public = {view.file: view for view in views}
    for entry in sorted(written, key=lambda one: one.file):
        view = public.get(entry.file)
        if view is None and shown is not None:
            continue
        kind, folder = entry.file.split("/")[1], str(PurePosixPath(entry.file).parent)
        opening = PurePosixPath(entry.file).name
        found = files.markdown(entry.file)
        told = None if shown is None else _told(view)
        keys = found["keys"] if shown is None else _public_keys(found["keys"], shown)
        yield {
            "id": entry.id,
            "slug": entry.slug,
            "start": rfc3339(entry.start),
            **_stand(view),
            "folder": folder.removeprefix(f"content/{kind}/"),
            "keys": keys,
            "text": found["text"],
            "files": [
                {"name": PurePosixPath(file).name, **_file(files.markdown(file), shown)}
                for one in files.folders(folder)
                if one.file == folder
                for file in _markdown(one)
                if PurePosixPath(file).name != opening and _is_told(file, told, entry.file)
            ],
        }


def _stand(view: IncidentView | MaintenanceView | None) -> dict[str, Any]:
    """How it stands, for who reads the document without knowing our rules."""
    if not isinstance(view, IncidentView):
        return {}
    return {"state": str(view.state), "end": None if view.end is None else rfc3339(view.end)}


def _told(view: IncidentView | MaintenanceView | None) -> set[str]:
    """The files of the updates that the public reads."""
    if isinstance(view, IncidentView):
        return {update.file for update in view.updates}
    occurrences = (*view.occurrences, *view.later) if view else ()
    return {update.file for one in occurrences for update in one.updates}


def _is_told(file: str, told: set[str] | None, opening: str) -> bool:
    """Whether a file beside the opening one is exported: an update, or a translation of one."""
    if told is None or file in told:
        return True
    original = f"{file.removesuffix('.md').rpartition('.')[0]}.md"
    return original in told or original == opening


def _file(found: dict[str, Any], shown: set[str] | None) -> dict[str, Any]:
    if shown is None:
        return found
    keys = _without(_INTERNAL_OF_COMMENTS, _public_keys(found["keys"], shown))
    return {"keys": keys, "text": found["text"]}


def _public_keys(keys: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    """The keys of a file for the public: known ones, and of its monitors those that are shown."""
    found = _without(_INTERNAL_OF_ENTRIES, keys)
    monitors = found.get("monitors")
    if isinstance(monitors, dict):
        found["monitors"] = {tag: value for tag, value in monitors.items() if tag in shown}
    elif isinstance(monitors, list):
        found["monitors"] = [tag for tag in monitors if tag in shown]
    return found


def _of(monitors: Any, shown: set[str] | None) -> Iterable[dict[str, Any]]:
    return (one for one in monitors or [] if shown is None or one.get("tag") in shown)


def _monitor(one: Mapping[str, Any], shown: set[str] | None) -> dict[str, Any]:
    return _without(set() if shown is None else _INTERNAL_OF_MONITORS, one)


def _templates(files: _Files) -> dict[str, Any]:
    return {
        file.removeprefix(f"{_TEMPLATES}/"): files.markdown(file)
        for folder in files.folders(_TEMPLATES)
        for file in _markdown(folder)
    }


def _markdown(folder: Folder) -> Iterator[str]:
    return (
        f"{folder.file}/{name}"
        for name in folder.files
        if name.endswith(".md") and name != "README.md"
    )


def _sample(sample: Sample) -> list[Any]:
    return [rfc3339(sample.at), str(sample.status), sample.latency]


def _without(keys: Iterable[str], values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (values or {}).items() if key not in keys}


def _given(value: Any) -> Any:
    """A value without the keys and entries that have none."""
    if isinstance(value, dict):
        return {key: _given(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_given(item) for item in value if item is not None]
    return value
