"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("statusgen", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("all", deadline=None, max_examples=1000)
settings.load_profile("all" if os.environ.get("STATUSGEN_TEST_ALL") else "statusgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
