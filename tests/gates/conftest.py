"""What the gates share: the sites, and readers who open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest

from tests.gates.grounds import NOW, Served, served
from tests.gates.texts import ZONE

Sites = Callable[[str], Served]
Reader = Callable[..., Any]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """A site by its name, built when it is first asked for."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(served(name, tmp_path_factory.mktemp(name))))


@pytest.fixture
def reader(browser: Any) -> Iterator[Reader]:
    """Opens a page for a reader whose clock stands at an instant, or runs when the test says so.

    Errors in the page fail the test.
    """
    errors: list[str] = []
    with ExitStack() as stack:

        def opened(url: str, at: str = NOW, runs: bool = False, **about: Any) -> Any:
            about = {"timezone_id": ZONE, **about}
            context = stack.enter_context(browser.new_context(**about))
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            if runs:
                page.clock.install(time=at)
            else:
                page.clock.set_fixed_time(at)
            page.goto(url)
            return page

        yield opened
    assert not errors
