"""Edits of themes, free pages and records."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from tests.edits.site import HOUR, EditedSite, at, set_key

# ------------------------------------------------------------------ themes

_OWN = "name: acme\nextends: default\ntheme_api: 1\ntokens:\n  light: {{brand: '#{:06x}'}}\n"


def style(site: EditedSite) -> str:
    css = site.root / "themes" / "default" / "css" / "custom.css"
    site.write(css, f".banner {{ border-width: {site.number()}px }}\n")
    return css.name


def strings(site: EditedSite) -> str:
    file = site.root / "themes" / "default" / "strings" / "en.yaml"
    site.write(file, f"banner: {{ok: 'Everything works, number {site.number()}'}}\n")
    return file.name


def hook(site: EditedSite) -> str:
    name = site.chance.choice(("header", "footer", "after_updates", "before_services"))
    file = site.root / "themes" / "default" / "hooks" / f"{name}.html"
    site.write(file, f'<p class="mut">Call number {site.number()}</p>\n')
    return file.name


def template(site: EditedSite) -> str:
    file = site.root / "themes" / "default" / "blocks" / "banner.html"
    line = f'<p class="mut">Number {site.number()}</p>'
    site.write(file, f'{{% include "!default/blocks/banner.html" %}}\n{line}\n')
    return file.name


def static_file(site: EditedSite) -> str:
    file = site.root / "themes" / "default" / "static" / "ours.txt"
    site.write(file, f"{site.number()}\n")
    return file.name


def own_theme(site: EditedSite) -> str:
    site.write(site.root / "themes" / "acme" / "theme.yaml", _OWN.format(site.number()))
    site.settings["theme"] = "acme"
    site.save_settings()
    return "acme"


def other_theme(site: EditedSite) -> str:
    site.settings["theme"] = site.chance.choice(("compact", "default"))
    site.save_settings()
    return str(site.settings["theme"])


def theme_broken(site: EditedSite) -> str:
    """It is in the way until the edit after the next repairs it."""
    file = site.root / "themes" / "default" / "hooks" / "footer.html"
    if file not in site.broken:
        site.broken[file] = file.read_bytes() if file.exists() else b""
        site.write(file, "{% if %}")
    return file.name


def themes_removed(site: EditedSite) -> str:
    shutil.rmtree(site.root / "themes", ignore_errors=True)
    for path in [one for one in site.broken if "themes" in one.parts]:
        del site.broken[path]
    site.settings.pop("theme", None)
    site.save_settings()
    return "themes/"


# ------------------------------------------------------------------ pages


def page_written(site: EditedSite) -> str:
    name = site.chance.choice(("about", "contact", "legal"))
    order = site.chance.randrange(200)
    text = f"---\ntitle: Page {name}\norder: {order}\n---\n# Hello\n\n{site.words()}"
    site.write(site.content / "pages" / f"{name}.md", text)
    return name


def page_translated(site: EditedSite) -> str:
    name = page_written(site)
    text = f"---\ntitle: Seite {name}\n---\nHallo, Nummer {site.number()}.\n"
    site.write(site.content / "pages" / f"{name}.de.md", text)
    return name


def page_taken_off_the_navigation(site: EditedSite) -> str:
    name = page_written(site)
    set_key(site.content / "pages" / f"{name}.md", "navigation", "false")
    return name


def page_deleted(site: EditedSite) -> str:
    name = page_written(site) if not list(site.content.glob("pages/*.md")) else ""
    for page in sorted(site.content.glob("pages/*.md"))[:2]:
        page.unlink()
    return name


# ------------------------------------------------------------------ records


def recorded(site: EditedSite) -> str:
    """A probe says how it is now: a line more in the file of that day."""
    tag = site.chance.choice(site.monitors)["tag"]
    file = site.content / "status" / tag / f"{at(site.now, '%Y-%m-%d')}.csv"
    before = file.read_text() if file.exists() else "timestamp,status,latency\n"
    status = site.chance.choice(("UP", "UP", "DOWN", "DEGRADED"))
    site.write(file, f"{before}{at(site.now)},{status},{site.chance.randrange(900)}\n")
    return f"{tag}: {status}"


def recorded_before(site: EditedSite) -> str:
    tag, day = site.chance.choice(site.monitors)["tag"], site.chance.randrange(1, 80)
    then = site.now - day * 24 * HOUR
    file = site.content / "status" / tag / f"{at(then, '%Y-%m-%d')}.csv"
    site.write(file, f"timestamp,status,latency\n{at(then)},DOWN,{site.number()}\n")
    return f"{tag}: {at(then)}"


def records_deleted(site: EditedSite) -> str:
    found = sorted(site.content.glob("status/*/*.csv"))
    for file in site.chance.sample(found, min(2, len(found))):
        file.unlink()
    return f"{min(2, len(found))} of {len(found)}"


KINDS: dict[str, Callable[[EditedSite], str]] = {
    "theme: style": style,
    "theme: strings": strings,
    "theme: hook": hook,
    "theme: template": template,
    "theme: static file": static_file,
    "theme: one of one's own": own_theme,
    "theme: another": other_theme,
    "theme: broken": theme_broken,
    "theme: own files removed": themes_removed,
    "page written": page_written,
    "page translated": page_translated,
    "page off the navigation": page_taken_off_the_navigation,
    "pages deleted": page_deleted,
    "record added": recorded,
    "record of the past written": recorded_before,
    "records deleted": records_deleted,
}
