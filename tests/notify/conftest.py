"""What the tests of notifications share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notify.places import HOOK, Place
from tests.notify.receivers import Receiver, make_certificate, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks."""
    with receiving() as found:
        yield found


@pytest.fixture
def place(tmp_path: Path, receiver: Receiver) -> Place:
    """A site that tells the receiver, and a ledger that knows it."""
    found = Place(tmp_path, (HOOK,), receiver.url)
    found.baseline()
    return found


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signs itself."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))
