"""Files of a theme that pages link to: from styles, from templates, under the policy."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from statusgen.prepare import check
from tests.sites import BASE, write_site
from tests.targets.pages import Pages, one
from tests.targets.test_review import NOW, said

SITE = BASE["content/site.yaml"]
FONT = """\
@font-face { font-family: Ours; src: url("assets/ours.woff2") format("woff2") }
header { background: url( assets/a.svg ) }
"""


def test_what_styles_link_to_is_found_from_every_page(tmp_path: Path) -> None:
    site = SITE.replace(".example.com", ".example.com/our%20site/") + "languages: [en, de]\n"
    pages = Pages(tmp_path, {"content/site.yaml": site, "themes/default/css/custom.css": FONT})
    for address, root in (
        ("", "./"),
        ("monitors/api/", "../../"),
        ("de/monitors/api/", "../../../"),
        ("404.html", "/our%20site/"),
        ("de/404.html", "/our%20site/"),
    ):
        css = one(pages[address], "//style").text
        assert f'src:url("{root}assets/ours.woff2")' in css, address
        assert f"background:url({root}assets/a.svg )" in css, address
        policy = one(pages[address], "//meta[@http-equiv='Content-Security-Policy']/@content")
        assert f"sha256-{b64encode(sha256(css.encode()).digest()).decode()}'" in policy
        assert "; font-src 'self'; " in policy


def test_templates_link_to_files_with_their_version(tmp_path: Path) -> None:
    hook = '<script src="{{ root }}{{ assets["ours.js"] }}" defer></script>'
    files = {"themes/default/hooks/head.html": hook, "themes/default/js/ours.js": "let a"}
    pages = Pages(tmp_path, files)
    version = sha256(b"let a").hexdigest()[:8]
    assert f"../../assets/ours.js?v={version}" in pages["monitors/api/"].xpath("//script/@src")


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    files = {
        "themes/default/hooks/head.html": '<img src="{{ assets["ous.js"] }}" alt="">',
        "themes/default/js/ours.js": "let a",
    }
    assert said(tmp_path, files) == [
        (
            "themes/default/hooks/head.html:1 there is no `ous.js`: did you mean `ours.js`?"
            " [broken-theme]"
        )
    ]


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("assets/lgoo.svg", "there is no `assets/lgoo.svg` on", "did you mean `assets/logo.svg`?"),
        ("/logo.svg", "there is no `logo.svg` on the site", "did you mean `assets/logo.svg`?"),
        (
            "assets/other.png?v=1",
            "there is no `assets/other.png` on the site",
            "put the file into themes/default/static/ and write `assets/other.png`",
        ),
        (
            "https://cdn.example/logo.svg",
            "the page shows no pictures from other servers",
            "put the file into themes/default/static/ and write `assets/NAME`",
        ),
    ],
)
def test_a_picture_that_no_page_can_show_is_named(
    tmp_path: Path, path: str, message: str, hint: str
) -> None:
    files = {
        "content/site.yaml": f"{SITE}logo: {path}\n",
        "monitors.yaml": f"- {{tag: a, name: A}}\n- {{tag: b, name: B, image: '{path}'}}\n",
        "themes/default/static/logo.svg": "<svg/>",
    }
    write_site(tmp_path, files)
    logo, image = check(tmp_path, NOW)[1]
    assert (logo.code, logo.where.file, logo.where.route) == (
        "missing-picture",
        "content/site.yaml",
        ("logo",),
    )
    assert (image.where.file, image.where.route) == ("monitors.yaml", (1, "image"))
    assert logo.message.startswith(message)
    assert (logo.hint, image.hint) == (hint, hint)


def test_files_in_static_are_published_whatever_they_hold(tmp_path: Path) -> None:
    names = ("a.png", "a.html", "a.css", "a.js", "a.yaml")
    files: dict[str, str | bytes] = {"themes/default/hooks/footer.html": "<p>Ours</p>"}
    files |= {f"themes/default/static/{name}": b"\x89PNG <script>\xff" for name in names}
    assert said(tmp_path, files) == []
    pages = Pages(tmp_path, files)
    assert {pages.files[f"assets/{name}"] for name in names} == {b"\x89PNG <script>\xff"}


@pytest.mark.parametrize("path", ["assets/logo.svg", "/assets/logo.svg?v=2", "favicon.svg"])
def test_a_picture_that_is_there_is_fine(tmp_path: Path, path: str) -> None:
    files = {"content/site.yaml": f"{SITE}logo: {path}\n", "themes/default/static/logo.svg": "x"}
    assert said(tmp_path, files) == []
