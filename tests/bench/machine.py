"""On which machine something was measured, and with what."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.bench.hugo_site import hugo_program
from tests.bench.measuring import ROOT

_LIBRARIES = ("babel", "click", "jinja2", "markdown-it-py", "msgspec", "pyyaml", "python-dateutil")


def describe(work: Path) -> dict[str, Any]:
    """The machine, the file system of the folder ``work``, versions, and the load just now."""
    hugo = hugo_program()
    return {
        "cpu": _field(Path("/proc/cpuinfo"), "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory": _field(Path("/proc/meminfo"), "MemTotal"),
        "kernel": f"{platform.system()} {platform.release()}",
        "file_system": file_system(work, _read(Path("/proc/mounts"))),
        "python": platform.python_version(),
        "libraries": libraries(),
        "hugo": _said([str(hugo), "version"]) if hugo else "",
        "commit": _said(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]),
        "load": list(os.getloadavg()),
    }


def libraries() -> dict[str, str]:
    """The versions of the libraries that a build spends its time in."""
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system that a folder is on, from the text of /proc/mounts; "" if unknown."""
    found: tuple[int, str] = (0, "")
    for line in mounts.splitlines():
        _, mounted, kind, *_ = line.split()
        if folder.resolve().is_relative_to(mounted):
            found = max(found, (len(mounted), kind))
    return found[1]


def _field(path: Path, name: str) -> str:
    for line in _read(path).splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _said(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
