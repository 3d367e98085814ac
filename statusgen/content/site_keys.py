"""The keys of content/site.yaml, and the few types of values that stand nowhere else."""

from __future__ import annotations

from typing import Any

from statusgen.content.channels import ChannelsType
from statusgen.content.fields import LANGUAGE, Key, ListOf, MapOf, Record
from statusgen.content.incidents import LINK_KEYS
from statusgen.content.opening import OLD_ADDRESS
from statusgen.content.places import At, Json, did_you_mean
from statusgen.content.scalars import Flag, OneOf, Share, Text, Url, Whole
from statusgen.content.times import Duration, Zone
from statusgen.content.tokens import TOKENS_KEY
from statusgen.diagnostics import Level
from statusgen.model.status import Status
from statusgen.rules import RULES

DIALECTS = (
    "kener-v4",
    "kener-v1",
    "oncall",
    "kamu",
    "statuspage-v2",
    "cstate",
    "badges",
    "prometheus",
)
HOSTS = ("github-pages", "gitlab-pages", "netlify", "cloudflare", "other")
RULE_FILES = ("netlify", "cloudflare", "nginx", "caddy", "none")

_LANGUAGE = Text(2, 20, LANGUAGE.pattern, "a language such as en or pt-br")
_URL_FORM = r"https?://[^\s/@?#]+(?:/[^\s?#]*)?"
_URL = Url(Text(1, 2000, _URL_FORM, "a URL such as https://status.example.com"))
_PATH = Text(0, 2000)
_FOLDER = Text(
    1,
    500,
    r"(?!\.\.?(?:/|$))[\w.-]+(?:/(?!\.\.?(?:/|$))[\w.-]+)*/?",
    "a folder such as sites/status",
)
WEIGHTS = {
    "major": Status.DOWN,
    "partial": Status.PARTIAL,
    "degraded": Status.DEGRADED,
    "maintenance": Status.MAINTENANCE,
}
"""The statuses whose minutes may count otherwise, by their words."""

_GROUP_KEYS = Record(
    (
        Key("name", Text(1, 200), "the category as monitors.yaml writes it", required=True),
        Key("title", Text(1, 200), "the heading, where it is another", translated=True),
        Key("untitled", Flag(), "true shows the monitors without a heading"),
        Key("collapse", OneOf(("auto", "open", "closed")), "whether it starts open"),
        Key("description", Text(0, 1000), "a line below the heading"),
    )
)
_TAB_KEYS = Record(
    (
        Key("title", Text(1, 100), "what it is called", required=True, translated=True),
        Key("url", LINK_KEYS.by_name["url"].type, "where it leads", required=True),
    )
)
_COPIED = r"/?(?:(?:monitors|groups)/[a-z0-9_-]+/|maintenances/)?feed\.(?:rss|atom|json)"
_PICTURED = r"/?(?:badge|badges/(?:[a-z0-9_-]+/)?[a-z0-9_-]+)\.(?:json|svg)"
_ALIAS_KEYS = Record(
    (
        Key(
            "path",
            Text(1, 500, OLD_ADDRESS, "a path such as /old/page/ or /old/index.xml"),
            "the old path",
            required=True,
        ),
        Key(
            "target",
            Text(
                1, 500, rf"/(?:[a-z0-9._-]+/)*|{_COPIED}|{_PICTURED}", "a page, a feed or a badge"
            ),
            "the page that it leads to, or the feed or badge that is there as well",
            required=True,
        ),
    )
)
_WEIGHT_KEYS = Record(tuple(Key(name, Share(), "share of downtime") for name in WEIGHTS))
_UPTIME_KEYS = Record(
    (Key("weights", _WEIGHT_KEYS, "how much a minute of each counts as downtime on the page"),)
)
_DOCUMENTS = Text(1, 10, r"all|open|[1-9]\d{0,4}", "`all`, `open` or a number of days")


class DocumentsType:
    """``all``, ``open`` or a number of days."""

    def read(self, value: Any, at: At) -> str | None:
        """The word, or the digits."""
        days = isinstance(value, int) and not isinstance(value, bool)
        return _DOCUMENTS.read(str(value) if days else value, at)

    def schema(self) -> Json:
        """The words, or an integer."""
        return {"anyOf": [{"enum": ["all", "open"]}, {"type": "integer", "minimum": 1}]}


class LanguagesType:
    """A list of languages."""

    most = 30

    def read(self, value: Any, at: At) -> list[str] | None:
        """The languages that could be read."""
        found: list[str] | None = ListOf(_LANGUAGE).read(value, at)
        if found and len(found) > self.most:
            message = f"{at.name} has {len(found):,} entries, not at most {self.most}"
            return at.report("bad-value", message, "remove those that you do not translate to")
        return found

    def schema(self) -> Json:
        """An array."""
        return {**ListOf(_LANGUAGE).schema(), "maxItems": self.most}


class RulesType:
    """A map from the code of a rule to the level that it shall have."""

    def read(self, value: Any, at: At) -> dict[str, str] | None:
        """Levels by code; the levels of rules that guard the reading cannot be changed."""
        found: dict[str, str] = MapOf(OneOf(tuple(Level))).read(value, at) or {}
        changeable = [code for code, rule in RULES.items() if not rule.fixed]
        for code in found:
            if code not in RULES:
                hint = did_you_mean(code, changeable)
                at.into(code).report("unknown-key", f"there is no rule `{code}`", hint)
            elif code not in changeable:
                message = f"the level of `{code}` cannot be changed: without it nothing can be read"
                at.into(code).report("bad-value", message, "remove it here and correct the content")
        return {code: level for code, level in found.items() if code in changeable}

    def schema(self) -> Json:
        """An object with the rules that can be changed."""
        level = {"enum": [str(level) for level in Level]}
        codes = {code: level for code, rule in RULES.items() if not rule.fixed}
        return {"type": "object", "properties": codes, "additionalProperties": False}


SITE_KEYS = Record(
    (
        Key("title", Text(1, 200), "the name of the page", required=True, translated=True),
        Key("url", _URL, "the address where it is published", required=True),
        Key("description", Text(0, 1000), "a line about it"),
        Key("logo", _PATH, "a picture beside the name"),
        Key("logo_dark", _PATH, "the same for dark pages"),
        Key("favicon", _PATH, "the icon in the browser's tab"),
        Key("links", ListOf(LINK_KEYS), "links in the page's head"),
        Key("tabs", ListOf(_TAB_KEYS), "further entries of the navigation"),
        Key("footer", Text(0, 2000), "a line at the bottom"),
        Key("aliases", ListOf(_ALIAS_KEYS), "old paths of pages, feeds and badges"),
        Key("timezone", Zone(), "the zone of the times on the page; UTC otherwise"),
        Key("day_zone", Zone(), "the zone in which days begin and end; UTC otherwise"),
        Key("language", _LANGUAGE, "the page's language; en otherwise"),
        Key("languages", LanguagesType(), "further languages of the page"),
        Key(
            "unreviewed_languages",
            LanguagesType(),
            "languages whose outage sentences may be used though no native speaker reviewed them",
        ),
        Key("theme", Text(1, 50, r"[a-z0-9][a-z0-9_-]*", "a folder's name"), "how it looks"),
        TOKENS_KEY,
        Key("color_scheme", OneOf(("auto", "light", "dark")), "auto follows the reader's system"),
        Key("groups", ListOf(_GROUP_KEYS), "the categories in the order of the page"),
        Key("history", Record((Key("days", Whole(1, 365), "days in a bar"),)), "the bars"),
        Key("recent", Record((Key("days", Whole(1, 365), "days"),)), "incidents on the home page"),
        Key("uptime", _UPTIME_KEYS, "how uptime is computed"),
        Key("records", Record((Key("hold", Duration(), "how long"),)), "how long a status holds"),
        Key("oncall", Record((Key("publish", Flag(), "publish"),)), "the on-call documents"),
        Key("forgotten_after", Duration(), "after how long without news an incident is forgotten"),
        Key("stale_after", Duration(), "after how long the page calls itself out of date"),
        Key("feeds", Record((Key("limit", Whole(1, 500), "entries"),)), "feeds"),
        Key(
            "api",
            Record(
                (
                    Key("dialects", ListOf(OneOf(DIALECTS)), "which APIs are written"),
                    Key("documents", DocumentsType(), "for which incidents: all, open or days"),
                )
            ),
            "the read-only API",
        ),
        Key(
            "hosting",
            Record(
                (
                    Key("host", OneOf(HOSTS), "who hosts it"),
                    Key("rules", OneOf(RULE_FILES), "whose file of rules is written"),
                    Key("max_files", Whole(), "how many files the host takes"),
                )
            ),
            "where it is published",
        ),
        Key(
            "repository",
            Record(
                (
                    Key("host", OneOf(("github", "gitlab", "codeberg", "gitea")), "kind of host"),
                    Key("url", _URL, "its address", required=True),
                    Key("branch", Text(1, 200), "the branch that is published"),
                    Key(
                        "path", _FOLDER, "the folder of the site in it, where that is not its root"
                    ),
                    Key("manage", Flag(), "false leaves out the page that writes reports"),
                    Key("dates", Flag(), "true shows when git says that updates were published"),
                    Key("authors", Flag(), "true shows who wrote them, as git knows it"),
                )
            ),
            "where the content is edited",
        ),
        Key("notifications", ChannelsType(), "who is told of every update"),
        Key("checks", RulesType(), "levels of rules: error, warning or off"),
    )
)
"""The keys of site.yaml."""
