"""What there is to read: in lynx, and with the script just as without it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gates.conftest import Reader, Sites
from tests.gates.grounds import LANGUAGES, Served
from tests.tools import program

ZONE_NAME = re.compile(r"(?<=\d\d:\d\d) (?:[+-]\d\S* GMT|[^\s,)]+)")
"""Browsers have their own names of zones in some languages: MEZ for CET."""

GOLDEN = Path(__file__).parent / "golden"
LYNX = ("-dump", "-nolist", "-width=90", "-cfg=/dev/null", "-display_charset=utf-8")


def read_by_lynx(page: Path) -> str:
    """A page as lynx prints it."""
    command = [program("lynx"), *LYNX, "-assume_charset=utf-8", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


@pytest.mark.parametrize("name", ["small", "empty"])
def test_the_front_page_reads_well_in_lynx(sites: Sites, update_golden: bool, name: str) -> None:
    page = read_by_lynx(sites(name).folder / "index.html")
    golden = GOLDEN / f"{name}.txt"
    if update_golden:
        golden.write_text(page)
    assert page == golden.read_text(), "run `pytest --update-golden` and read the difference"


def words(page: Any) -> str:
    """All that is shown but what only the script can know: how long ago something was."""
    page.evaluate("document.querySelectorAll('[data-ago]').forEach(one => one.textContent = '')")
    return str(page.locator("body").inner_text())


def read_twice(site: Served, reader: Reader, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """The words of each page with the script, and without it."""
    with_it, without = reader(site.url), reader(site.url, java_script_enabled=False)
    for address in addresses:
        with_it.goto(site.url + address)
        without.goto(site.url + address)
        yield words(with_it), without.locator("body").inner_text()


@pytest.mark.parametrize("name", ["outage", "fine"])
def test_a_reader_in_the_zone_of_the_site_reads_the_same_with_and_without_script(
    sites: Sites, reader: Reader, name: str
) -> None:
    site = sites(name)
    pages = [page for kind, page in site.kinds.items() if kind != "manage"]  # a form is a script's
    for with_it, without in read_twice(site, reader, pages):
        assert with_it == without


def test_the_script_writes_times_as_the_pages_do_in_every_language(
    sites: Sites, reader: Reader
) -> None:
    site = sites("spoken")
    prefixes = ["" if language == "en" else f"{language}/" for language in LANGUAGES]
    pages = [prefix + page for prefix in prefixes for page in ("", site.kinds["incident"])]
    assert all((site.folder / page / "index.html").is_file() for page in pages)
    for with_it, without in read_twice(site, reader, pages):
        assert ZONE_NAME.sub("", with_it) == ZONE_NAME.sub("", without)
