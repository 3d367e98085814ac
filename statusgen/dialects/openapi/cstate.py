"""cState's two documents, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    BOOLEAN,
    INSTANT,
    TEXT,
    Json,
    arr,
    enum,
    get,
    obj,
    ref,
)

_STATUS = enum("down", "disrupted", "notice", "ok")
_SEVERITY = enum("down", "disrupted", "notice")
_COLOUR: Json = {"type": "string", "pattern": "^#[0-9a-f]{6}$"}
_COLOURS = ("colorBrand", "colorOk", "colorDisrupted", "colorDown", "colorNotice")
_HEAD = {
    "is": enum("issue"),
    "title": TEXT,
    "createdAt": INSTANT,
    "lastMod": INSTANT,
    "permalink": TEXT,
    "affected": arr(TEXT),
    "filename": TEXT,
}

SCHEMAS: dict[str, Json] = {
    "CstatePinned": obj(_HEAD),
    "CstateIssue": obj(
        {
            **_HEAD,
            "severity": _SEVERITY,
            "resolved": BOOLEAN,
            "informational": BOOLEAN,
            "resolvedAt": {"anyOf": [INSTANT, {"const": ""}]},
        }
    ),
    "CstateCategory": obj(
        {"name": TEXT, "hideTitle": BOOLEAN, "closedByDefault": BOOLEAN}, {"description": TEXT}
    ),
    "CstateSystem": obj(
        {
            "name": TEXT,
            "category": TEXT,
            "status": _STATUS,
            "unresolvedIssues": arr(ref("CstateIssue")),
        },
        {"description": TEXT},
    ),
    "CstateIndex": obj(
        {
            "is": enum("index"),
            "cStateVersion": TEXT,
            "apiVersion": TEXT,
            "title": TEXT,
            "languageCodeHTML": TEXT,
            "languageCode": TEXT,
            "baseURL": TEXT,
            "description": TEXT,
            "summaryStatus": _STATUS,
            "categories": arr(ref("CstateCategory")),
            "pinnedIssues": arr(ref("CstatePinned")),
            "systems": arr(ref("CstateSystem")),
            "buildDate": {"type": "string", "format": "date"},
            "buildTime": {"type": "string", "pattern": r"^\d\d:\d\d$"},
            "buildTimezone": enum("UTC"),
            **dict.fromkeys(_COLOURS, _COLOUR),
            "alwaysKeepBrandColor": enum("true", "false"),
            "logo": TEXT,
            "googleAnalytics": TEXT,
        },
        {"tabs": arr(obj({"name": TEXT, "link": TEXT}))},
    ),
    "CstateIssues": obj(
        {
            "is": enum("issues"),
            "title": TEXT,
            "baseURL": TEXT,
            "description": TEXT,
            "pages": arr(ref("CstateIssue")),
        }
    ),
}

PATHS: dict[str, Json] = {
    "/index.json": get("The whole page in one document", ref("CstateIndex")),
    "/issues/index.json": get("The 1,000 newest incidents and notices", ref("CstateIssues")),
}
