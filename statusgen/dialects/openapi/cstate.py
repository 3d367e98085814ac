"""cState's two documents, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    BOOLEAN,
    INSTANT,
    PROBLEM,
    TAG,
    TEXT,
    Json,
    arr,
    enum,
    get,
    in_path,
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

_COURSE = {
    "severity": _SEVERITY,
    "resolved": BOOLEAN,
    "informational": BOOLEAN,
    "resolvedAt": {"anyOf": [INSTANT, {"const": ""}]},
}

SCHEMAS: dict[str, Json] = {
    "CstatePinned": obj(_HEAD),
    "CstateIssue": obj({**_HEAD, **_COURSE}),
    "CstateIssueAlone": obj({**_HEAD, "body": TEXT, **_COURSE}),
    "CstateAffected": obj(
        {
            "is": enum("system"),
            "title": TEXT,
            "permalink": TEXT,
            "status": _STATUS,
            "pages": arr(ref("CstateIssue")),
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

_NAME = in_path("name", TAG, "The last part of the old address")

PATHS: dict[str, Json] = {
    "/index.json": get("The whole page in one document", ref("CstateIndex")),
    "/issues/index.json": get("The 1,000 newest incidents and notices", ref("CstateIssues")),
    "/issues/{name}/index.json": get(
        "An issue at its old address on a page of cState",
        ref("CstateIssueAlone"),
        _NAME,
        errors={"404": PROBLEM},
    ),
    "/affected/{name}/index.json": get(
        "A system at its old address there, and its issues",
        ref("CstateAffected"),
        _NAME,
        errors={"404": PROBLEM},
    ),
}
