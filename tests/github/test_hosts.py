"""`statusgen init` for hosts, and what it writes for them, executed: GitLab, Netlify, a laptop, hooks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from statusgen import __version__
from statusgen.scaffold import HOSTS
from tests.github.proposals import INCIDENT, OPEN, program, programs, propose, statusgen
from tests.github.runner import ROOT
from tests.repositories import commit, git, repository, write
from tests.sites import write_site
from tests.tools import program as tool

PIN = "0123456789abcdef0123456789abcdef01234567"
UPDATE = {f"{INCIDENT}/2026-01-15T1100Z.identified.md": "A full disk.\n"}
BROKEN = {"content/incidents/2026-01-16-typo/incident.md": "---\ntitle: Typo\nstart: never\n---\n"}


def shell(
    tmp_path: Path, script: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A script with the statusgen of this checkout, and nothing of our environment."""
    path = os.pathsep.join([str(programs(tmp_path / "bin")), "/usr/bin", "/bin"])
    known = {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8", **(env or {})}
    return subprocess.run(
        ["bash", "-e", "-c", script], capture_output=True, text=True, cwd=cwd, env=known
    )


# ------------------------------------------------------------------------------------------ init


def test_a_new_site_with_all_that_github_needs(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/status.git")
    done = statusgen(tmp_path, "init", "--github")
    assert done.returncode == 0, done.stderr
    action = (tmp_path / ".github/actions/statusgen/action.yml").read_text()
    assert f"uses: statusgen/statusgen@v{__version__}\n" in action
    assert "directory: .\n" in action
    settings = yaml.safe_load((tmp_path / "content/site.yaml").read_text())
    assert settings["repository"] == {"host": "github", "url": "https://github.com/acme/status"}
    assert statusgen(tmp_path, "check").returncode == 0


def test_a_site_that_is_there_keeps_what_it_has(tmp_path: Path) -> None:
    site = repository(tmp_path / "site", OPEN)
    git(site, "remote", "add", "origin", "https://user:secret@gitlab.com/acme/infra/status.git")
    write(site, {".github/workflows/check.yml": "mine\n"})
    done = statusgen(site, "init", "--github", "--pin", PIN)
    assert done.returncode == 0
    assert (site / ".github/workflows/check.yml").read_text() == "mine\n"
    assert "workflows/check.yml: it was there already" in done.stdout
    assert 'repository: {host: gitlab, url: "https://gitlab.com/acme/infra/status"}' in done.stdout
    assert "secret" not in done.stdout
    action = (site / ".github/actions/statusgen/action.yml").read_text()
    assert f"uses: statusgen/statusgen@{PIN} # v{__version__}\n" in action
    assert git(site, "status", "--short", "content", "monitors.yaml") == ""


def test_a_site_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/status.git")
    done = statusgen(tmp_path, "init", "docs/status", *(f"--ci={host}" for host in HOSTS))
    assert done.returncode == 0, done.stderr
    action = (tmp_path / ".github/actions/statusgen/action.yml").read_text()
    assert action.count("docs/status\n") == 2
    assert "repository:" not in (tmp_path / "docs/status/content/site.yaml").read_text()
    assert 'publish = "docs/status/public"' in (tmp_path / "netlify.toml").read_text()
    texts = [
        one.read_text() for one in tmp_path.rglob("*") if one.is_file() and ".git/" not in str(one)
    ]
    assert not [one for one in texts if re.search(r"\b(DIRECTORY|REFERENCE|VERSION)\b", one)]


def test_without_a_wish_a_site_that_is_there_is_refused_as_before(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    done = statusgen(tmp_path, "init")
    assert done.returncode == 2
    assert "nothing was changed" in done.stderr
    assert statusgen(tmp_path, "init", "--github", "--pin", "main").returncode == 2


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("git@github.com:acme/status.git", "https://github.com/acme/status"),
        ("ssh://git@codeberg.org:22/acme/status", "https://codeberg.org/acme/status"),
        ("https://x:token@github.com/acme/status.git/", "https://github.com/acme/status"),
        ("/srv/git/status.git", ""),
        ('https://github.com/a/b"}\nx: y', ""),
    ],
)
def test_the_home_of_a_repository(tmp_path: Path, address: str, home: str) -> None:
    from statusgen.git.remotes import home as home_of

    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "remote.origin.url", address)
    assert home_of(tmp_path) == home


# ----------------------------------------------------------------------------------- other hosts


def test_the_jobs_of_gitlab(tmp_path: Path) -> None:
    site = repository(tmp_path / "site", OPEN)
    assert statusgen(site, "init", "--ci", "gitlab").returncode == 0
    commit(site, message="GitLab", at="2026-01-15T10:30:00Z")
    base = git(site, "rev-parse", "HEAD")
    propose(site, dict(UPDATE))
    jobs = yaml.safe_load((site / ".gitlab-ci.yml").read_text())
    env = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_PROJECT_DIR": str(site)}
    for name in ("check", "pages"):
        done = shell(tmp_path, "\n".join(jobs[name]["script"]), site, env)
        assert done.returncode == 0, done.stderr
        assert (site / "public/index.html").is_file()
    write(site, dict(BROKEN))
    assert shell(tmp_path, "\n".join(jobs["check"]["script"]), site, env).returncode == 1
    assert shell(tmp_path, "\n".join(jobs["pages"]["script"]), site, env).returncode == 0


def test_the_commands_of_netlify_and_cloudflare(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", OPEN)
    assert statusgen(site, "init", "--ci", "netlify", "--ci", "cloudflare").returncode == 0
    netlify = tomllib.loads((site / "netlify.toml").read_text())
    cloudflare = tomllib.loads((site / "wrangler.toml").read_text())
    shown = re.search(r"^#   (statusgen .*)$", (site / "wrangler.toml").read_text(), re.MULTILINE)
    assert shown
    assert shown[1] == netlify["build"]["command"]
    preview = netlify["context"]["deploy-preview"]["command"]
    env = {"DEPLOY_PRIME_URL": "https://deploy-preview-1--acme.netlify.app"}
    assert shell(tmp_path, preview, site, env).returncode == 0
    assert env["DEPLOY_PRIME_URL"] in (site / "public/feed.rss").read_text()
    write(site, dict(BROKEN))
    assert shell(tmp_path, preview, site, env).returncode == 1
    assert shell(tmp_path, netlify["build"]["command"], site).returncode == 0
    for publish in (netlify["build"]["publish"], cloudflare["pages_build_output_dir"]):
        assert (site / publish / "index.html").is_file()
    assert (site / "requirements.txt").read_text().splitlines()[-1] == (
        f"statusgen @ git+https://github.com/statusgen/statusgen@v{__version__}"
    )


def test_a_laptop_publishes_onto_a_branch_of_another_host(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {**OPEN, **BROKEN})
    assert statusgen(site, "init", "--ci", "publish").returncode == 0
    host = tmp_path / "host.git"
    git(tmp_path, "init", "--quiet", "--bare", str(host))
    first = shell(tmp_path, f"../site/publish.sh branch {host} pages", tmp_path / "bin")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1].startswith(f"{host}: pages is ")
    write(site, {**UPDATE, "public/stray.txt": "never published"})
    assert shell(tmp_path, f"./publish.sh branch {host} pages", site).returncode == 0
    assert git(host, "rev-list", "--count", "pages") == "2"
    files = git(host, "ls-tree", "-r", "--name-only", "pages").splitlines()
    assert {"index.html", ".nojekyll", "incidents/2026-01-15-outage/index.html"} <= set(files)
    assert "stray.txt" not in files
    assert "A full disk." in git(host, "show", "pages:status.txt")
    lost = shell(tmp_path, f"./publish.sh branch {tmp_path}/nowhere.git pages", site)
    assert lost.returncode not in (0, 2)
    assert git(host, "rev-list", "--count", "pages") == "2"


def test_a_laptop_publishes_into_a_folder(tmp_path: Path) -> None:
    tool("rsync")
    site = write_site(tmp_path / "site", OPEN)
    assert statusgen(site, "init", "--ci", "publish").returncode == 0
    folder = tmp_path / "www"
    (folder / "old").mkdir(parents=True)
    done = shell(tmp_path, f"./publish.sh folder {folder}", site)
    assert done.returncode == 0, done.stderr
    assert (folder / "index.html").is_file()
    assert not (folder / "old").exists()
    assert not list(tmp_path.glob("**/.~tmp~"))
    usage = shell(tmp_path, "./publish.sh", site)
    assert usage.returncode == 2
    assert "./publish.sh branch git@example.com" in usage.stderr


def test_what_cannot_be_built_replaces_nothing(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"content/site.yaml": "title: [\n"})
    assert statusgen(site, "init", "--ci", "publish").returncode == 0
    host = tmp_path / "host.git"
    git(tmp_path, "init", "--quiet", "--bare", str(host))
    assert shell(tmp_path, f"./publish.sh branch {host} pages", site).returncode == 1
    assert git(host, "for-each-ref") == ""


# ------------------------------------------------------------------------------------ pre-commit


def test_the_hook_for_pre_commit(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    site = repository(tmp_path / "site", OPEN)
    script = (
        f"git diff --cached --name-only | grep -qE '{hook['files']}' || exit 0\n{hook['entry']}"
    )
    program(site / ".git/hooks", "pre-commit", script)
    add = "git -c user.name=A -c user.email=a@example.com"
    write(site, dict(BROKEN))
    bad = shell(tmp_path, f"git add . && {add} commit -qm Broken", site)
    assert bad.returncode == 1
    assert "[bad-time]" in bad.stdout + bad.stderr
    git(site, "reset", "--quiet")
    write(site, {"notes.txt": "not content"})
    assert shell(tmp_path, f"git add notes.txt && {add} commit -qm Notes", site).returncode == 0
    write(site, {**dict.fromkeys(BROKEN), **UPDATE})
    assert shell(tmp_path, f"git add . && {add} commit -qm Update", site).returncode == 0


@pytest.mark.parametrize("host", HOSTS)
def test_init_says_what_is_left_to_do(tmp_path: Path, host: str) -> None:
    words = [sys.executable, "-m", "statusgen", "-C", str(tmp_path), "init", "--ci", host]
    new, again = (subprocess.run(words, capture_output=True, text=True).stdout for _ in range(2))
    assert "title, url\n  - statusgen build" in new
    assert "title, url" not in again
    assert new.splitlines()[-1] == again.splitlines()[-1]
    assert "browser" not in again.splitlines()[-1]
