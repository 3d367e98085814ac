"""Compiled templates between builds: code is run only if this user's own cache folder has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from click.testing import CliRunner

from statusgen.cli import cli
from statusgen.shelves import Cupboard
from statusgen.targets.templates import Templates
from statusgen.targets.templates import compiled as module
from tests.sites import write_site

SITE = {
    "monitors.yaml": "- {tag: api, name: API}\n",
    "content/site.yaml": "title: Status\nurl: https://status.example.com/\n",
    "content/incidents/first/incident.md": "---\ntitle: One\nstart: 2026-01-20T10:00Z\n---\nText.\n",
}
TEXTS = {"home.html": "Hello {{ name }}", "evil.html": "Never {{ name }}"}


def _rendered(place: Path, template: str = "home.html", text: str = "") -> str:
    texts = {**TEXTS, template: text or TEXTS[template]}
    templates = Templates(lambda name: (texts[name], name, lambda: True), Cupboard(place))
    return templates.render(template, {"name": "world"})


def _file(place: Path) -> Path:
    (found,) = place.glob("template-*")
    return found


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were compiled, by their files."""
    found: list[str] = []
    compile_it = jinja2.Environment.compile

    def noting(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        found.append(name)
        return compile_it(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", noting)
    return found


def test_a_template_is_compiled_once(tmp_path: Path, compiled: list[str]) -> None:
    assert [_rendered(tmp_path / "own") for _ in range(3)] == ["Hello world"] * 3
    assert compiled == ["home.html"]


def test_another_text_is_compiled_and_takes_the_place_of_the_first(
    tmp_path: Path, compiled: list[str]
) -> None:
    _rendered(tmp_path / "own")
    assert _rendered(tmp_path / "own", text="Bye {{ name }}") == "Bye world"
    assert compiled == ["home.html", "home.html"]
    assert _file(tmp_path / "own").stat().st_mode & 0o777 == 0o600


def _another_template(file: Path) -> None:
    _rendered(file.parent / "other", "evil.html")
    file.write_bytes(_file(file.parent / "other").read_bytes())


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _changed(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Hello", b"Never"))


def _without_a_seal(file: Path) -> None:
    _rendered(file.parent / "other", "evil.html")
    file.write_bytes(_file(file.parent / "other").read_bytes()[16:])


def _open_to_others(file: Path) -> None:
    _changed(file)
    file.chmod(0o666)


def _a_link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "poison",
    [
        _another_template, _cut_off, _changed, _without_a_seal, _open_to_others, _a_link, _a_folder,
    ],
)  # fmt: skip
def test_what_is_not_ours_and_whole_is_never_run(
    tmp_path: Path, compiled: list[str], poison: Callable[[Path], None]
) -> None:
    _rendered(tmp_path / "own")
    poison(_file(tmp_path / "own"))
    compiled.clear()
    assert _rendered(tmp_path / "own") == "Hello world"
    assert compiled == ["home.html"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_of_another_user_is_never_run(tmp_path: Path, compiled: list[str]) -> None:
    _rendered(tmp_path / "own")
    os.chown(_file(tmp_path / "own"), 12345, -1)
    _rendered(tmp_path / "own")
    assert compiled == ["home.html", "home.html"]


@pytest.mark.parametrize(
    ("what", "name", "other"),
    [
        (sys, "version", "3.99.0"),
        (jinja2, "__version__", "9.0"),
        (module, "program", lambda: b"another program"),
    ],
)
def test_code_of_other_versions_is_never_run(
    tmp_path: Path,
    compiled: list[str],
    monkeypatch: pytest.MonkeyPatch,
    what: object,
    name: str,
    other: object,
) -> None:
    with monkeypatch.context() as before:
        before.setattr(what, name, other)
        _rendered(tmp_path / "own")
    _rendered(tmp_path / "own")
    assert compiled == ["home.html", "home.html"]


def test_only_the_users_own_cache_folder_keeps_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    site = write_site(tmp_path / "site", SITE)
    _build(site, "--cache", "named")
    assert list(site.glob("named/*/incidents-*"))
    assert not list(tmp_path.glob("**/template-*"))
    _build(site, "--clean")
    assert list(home.glob("statusgen/*/template-*"))


def _build(site: Path, *options: str) -> None:
    result = CliRunner().invoke(cli, ["-C", str(site), "build", "--jobs", "1", *options])
    assert result.exit_code == 0, result.output
