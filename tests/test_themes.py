"""Themes that people own: what they take over, and how it survives an upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.errors import UsageError
from statusgen.targets import layers
from statusgen.themes import demand_theme, eject, known
from statusgen.upgrades import accept, differences, outdated


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


def test_what_is_mine_does_not_grow_by_what_the_original_becomes(
    installed: Path, site: Path
) -> None:
    write(eject(site, "default", "home"), "one\ntwo, ours\nthree\n")
    write(installed / "home.html", "zero\none\ntwo\nthree\n")
    (found,) = differences(site, "default", "home")
    assert [line for line in found.own.splitlines() if line[:1] in "+-"][2:] == [
        "-two",
        "+two, ours",
    ]


def test_additions_are_copies_only_where_they_were_taken_as_such(
    installed: Path, site: Path
) -> None:
    write(installed / "strings/en.yaml", "nav: {status: Status, history: History}\n")
    write(installed / "css/custom.css", "p {}\n")
    write(site / "themes/default/strings/en.yaml", "nav: {status: State}\n")
    write(site / "themes/default/css/custom.css", "b {}\n")
    assert list(differences(site, "default")) == []
    (site / "themes/default/strings/en.yaml").unlink()
    eject(site, "default", "strings/en.yaml")
    assert [one.path for one in differences(site, "default")] == ["strings/en.yaml"]


def test_a_copy_is_named_as_it_was_when_it_was_taken(installed: Path, site: Path) -> None:
    eject(site, "default", "banner")
    assert [one.path for one in differences(site, "default", "banner")] == ["blocks/banner.html"]
    with pytest.raises(UsageError, match=r"did you mean `blocks/banner\.html`"):
        list(differences(site, "default", "blocks/baner.html"))


def test_check_tells_of_originals_that_have_changed(installed: Path, site: Path) -> None:
    for name in ("home", "banner"):
        eject(site, "default", name)
    assert list(outdated(site, ["default"])) == []
    write(installed / "home.html", "one\n")
    (installed / "blocks/banner.html").unlink()
    assert [(one.where.file, one.message) for one in outdated(site, ["default"])] == [
        (
            "themes/default/blocks/banner.html",
            "the original of this copy is gone: statusgen does not use the file",
        ),
        (
            "themes/default/home.html",
            "the original of this copy has changed since it was copied",
        ),
    ]


def test_a_theme_that_does_not_exist_is_no_place_for_copies(installed: Path, site: Path) -> None:
    write(site / "themes/acme/theme.yaml", "name: acme\n")
    demand_theme(site, "acme")
    with pytest.raises(UsageError) as caught:
        demand_theme(site, "acne")
    assert str(caught.value) == (
        "there is no theme `acne`: did you mean `acme`? Otherwise make themes/acne/theme.yaml first"
    )
    with pytest.raises(UsageError, match=r"`nope`: make themes/nope/theme\.yaml first$"):
        demand_theme(site, "nope")
