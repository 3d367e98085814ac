"""How many files the chosen host takes."""

from __future__ import annotations

from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Settings
from statusgen.rules import problem, with_levels

MOST_FILES = {"cloudflare": 20_000, "gitlab-pages": 200_000}
"""Files per site, by host; the others have no limit of this kind."""

NEAR = 0.9


def most_files(settings: Settings) -> int | None:
    """How many files the host takes; None where nobody need count them."""
    return settings.max_files or MOST_FILES.get(settings.host)


def host_limit(settings: Settings, files: int) -> list[Diagnostic]:
    """A warning where ``files`` comes near to what the host takes."""
    most = most_files(settings)
    if most is None or files <= most * NEAR:
        return []
    message = f"the site has {files:,} files, and the host takes {most:,}"
    hint = "write fewer documents: `api: {documents: open}`, or fewer dialects"
    route = ("hosting", "max_files") if settings.max_files else ("hosting", "host")
    found = problem("host-limit", "content/site.yaml", message, hint=hint, route=route)
    return with_levels([found], settings.checks)
