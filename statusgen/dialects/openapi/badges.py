"""The badges, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    PROBLEM,
    TAG,
    TEXT,
    Json,
    get,
    in_path,
    obj,
    ref,
)

_TAG = in_path("tag", TAG, "The monitor's tag")
_SLUG = in_path("slug", TAG, "The group's name in a-z, 0-9 and -")

SCHEMAS: dict[str, Json] = {
    "Badge": obj(
        {
            "schemaVersion": {"const": 1},
            "label": TEXT,
            "message": TEXT,
            "color": {"type": "string", "pattern": "^#?[0-9a-z]+$"},
        }
    ),
}


def _both(path: str, what: str, *parameters: Json) -> dict[str, Json]:
    errors = {"404": PROBLEM} if parameters else {}
    picture = get(f"{what}, as a picture", TEXT, *parameters, errors=errors, kind="image/svg+xml")
    endpoint = get(
        f"{what}, as shields.io's endpoint has it", ref("Badge"), *parameters, errors=errors
    )
    return {f"{path}.json": endpoint, f"{path}.svg": picture}


PATHS: dict[str, Json] = {
    **_both("/badge", "The page as a whole"),
    **_both("/badges/{tag}", "A monitor", _TAG),
    **_both("/badges/uptime/{tag}", "A monitor's uptime of 90 days", _TAG),
    **_both("/badges/group/{slug}", "A group: the worst of its monitors", _SLUG),
}
