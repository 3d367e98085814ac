"""Programs of other people that tests run. One that is missing skips a test, or fails it in CI."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

FULL = bool(os.environ.get("STATUSGEN_TEST_ALL"))
CLIENTS = Path(sys.prefix) / "clients"
NODE_MODULES = CLIENTS / "node" / "node_modules"


def without(reason: str) -> NoReturn:
    """Skips the test, or fails it where all must run."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def needed(path: Path) -> Path:
    """The path of something that `make clients` installs."""
    return path if path.exists() else without(f"{path} is missing: run `make clients`")


def program(name: str) -> str:
    """The path of a program of this machine."""
    return shutil.which(name) or without(f"there is no {name} on this machine")
