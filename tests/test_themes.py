"""Themes that people own: what they take over, and how it survives an upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.errors import UsageError
from statusgen.targets import layers
from statusgen.themes import accept, differences, eject, known


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of built-in themes of an installed statusgen, which an upgrade changes."""
    folder = tmp_path / "installed"
    write(folder / "default/home.html", "one\ntwo\nthree\n")
    write(folder / "default/blocks/banner.html", "<h1>\n")
    write(folder / "default/theme.yaml", "description: The original.\ntheme_api: 1\n")
    monkeypatch.setattr(layers, "_BUILT_IN", (folder,))
    return folder / "default"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("name", ["banner", "blocks/banner.html"])
def test_a_block_is_taken_over_by_its_name_or_its_path(
    installed: Path, site: Path, name: str
) -> None:
    copy = eject(site, "default", name)
    assert copy == site / "themes/default/blocks/banner.html"
    assert copy.read_text() == "<h1>\n"


def test_nothing_that_is_there_is_overwritten(installed: Path, site: Path) -> None:
    write(site / "themes/default/home.html", "mine")
    with pytest.raises(UsageError, match=r"home\.html is there already"):
        eject(site, "default", "home")
    assert (site / "themes/default/home.html").read_text() == "mine"


def test_a_misspelt_file_gets_a_hint(installed: Path, site: Path) -> None:
    with pytest.raises(UsageError, match=r"did you mean `blocks/banner\.html`"):
        eject(site, "default", "blocks/baner.html")


@pytest.mark.parametrize("name", ["../x", "/etc", "", "A B"])
def test_a_theme_has_a_plain_name(installed: Path, site: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a theme's name"):
        eject(site, name, "home")


def test_a_new_theme_begins_with_its_first_file(installed: Path, site: Path) -> None:
    eject(site, "acme", "home")
    assert [(one.name, one.extends, one.files) for one in known(site)] == [
        ("acme", "default", ("home.html",)),
        ("default", "", ()),
    ]


def test_an_upgrade_shows_what_became_of_the_originals_of_copies(
    installed: Path, site: Path
) -> None:
    write(eject(site, "default", "home"), "one\ntwo, ours\nthree\n")
    (found,) = differences(site, "default")
    assert (found.news, found.gone) == ("", False)
    assert "+two, ours" in found.own

    write(installed / "home.html", "one\ntwo\nthree, with a fix\n")
    (found,) = differences(site, "default")
    assert found.news
    assert "-three\n+three, with a fix\n" in found.news
    assert "ours" not in found.news

    write(site / "themes/default/home.html", "one\ntwo, ours\nthree, with a fix\n")
    assert accept(site, "default") == ["home.html"]
    (found,) = differences(site, "default")
    assert found.news == ""
    assert [line for line in found.own.splitlines() if line[:1] in "+-"][2:] == [
        "-two",
        "+two, ours",
    ]


def test_a_file_written_by_hand_has_no_news_to_tell(installed: Path, site: Path) -> None:
    write(site / "themes/default/home.html", "mine\n")
    write(site / "themes/default/hooks/footer.html", "ours\n")
    (found,) = differences(site, "default")
    assert (found.path, found.news) == ("home.html", None)


def test_a_copy_whose_original_is_gone_is_named(installed: Path, site: Path) -> None:
    eject(site, "default", "banner")
    (installed / "blocks/banner.html").unlink()
    (found,) = differences(site, "default")
    assert found.gone
    accept(site, "default")
    assert list(differences(site, "default")) == []


def test_the_original_itself_is_no_copy(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = installed.parent.parent
    installed.parent.rename(checkout / "themes")
    monkeypatch.setattr(layers, "_BUILT_IN", (checkout / "themes",))
    with pytest.raises(UsageError, match="it is the original itself"):
        eject(checkout, "default", "home")
