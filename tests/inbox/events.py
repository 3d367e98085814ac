"""Events as GitHub sends them: the documented shape of its webhooks, with what a test varies."""

from __future__ import annotations

from typing import Any

REPOSITORY = {
    "id": 186853002,
    "node_id": "MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=",
    "name": "status",
    "full_name": "example/status",
    "private": False,
    "owner": {"login": "example", "id": 6752317, "type": "Organization", "site_admin": False},
    "html_url": "https://github.com/example/status",
    "fork": False,
    "url": "https://api.github.com/repos/example/status",
    "default_branch": "main",
    "visibility": "public",
}

FORM = """\
### Title

The API answers with errors

### State

investigating

### Impact

DOWN

### Affected monitors

api, database=DEGRADED

### Start

_No response_

### Message

One request in three fails.
We are looking for the cause.
"""
"""The body of an issue, as GitHub renders what was filled into the form."""

WORK = """\
### Title

New disks

### Affected monitors

database

### Start

2026-01-20T02:00:00Z

### End

2h

### Message

The database is away while we change them.
"""


def user(login: str, kind: str = "User") -> dict[str, Any]:
    """A person, or with ``kind`` Bot an app."""
    return {
        "login": login,
        "id": 21031067,
        "node_id": "MDQ6VXNlcjIxMDMxMDY3",
        "avatar_url": "https://avatars1.githubusercontent.com/u/21031067?v=4",
        "gravatar_id": "",
        "url": f"https://api.github.com/users/{login}",
        "html_url": f"https://github.com/{login}",
        "type": kind,
        "site_admin": False,
    }


def issue(**more: Any) -> dict[str, Any]:
    """Issue 12, opened by the reader `vera` with the form."""
    number = more.get("number", 12)
    return {
        "url": f"https://api.github.com/repos/example/status/issues/{number}",
        "repository_url": "https://api.github.com/repos/example/status",
        "html_url": f"https://github.com/example/status/issues/{number}",
        "id": 444500041,
        "node_id": "MDU6SXNzdWU0NDQ1MDAwNDE=",
        "number": number,
        "title": "The API answers with errors",
        "user": user("vera"),
        "labels": [],
        "state": "open",
        "locked": False,
        "assignees": [],
        "milestone": None,
        "comments": 0,
        "created_at": "2026-01-15T10:00:00Z",
        "updated_at": "2026-01-15T10:02:00Z",
        "closed_at": None,
        "author_association": "NONE",
        "body": FORM.replace("\n", "\r\n"),
        "reactions": {"url": "https://api.github.com/", "total_count": 0, "+1": 0},
        "performed_via_github_app": None,
        "state_reason": None,
        **more,
    }


def issues(action: str, by: str = "anna", **more: Any) -> dict[str, Any]:
    """An event `issues`, caused by ``by``; a bot has `[bot]` in its name."""
    event = {
        "action": action,
        "issue": issue(**more),
        "repository": REPOSITORY,
        "sender": user(by, "Bot" if by.endswith("[bot]") else "User"),
    }
    if action == "edited":
        event["changes"] = {"body": {"from": "before"}}
    if action in ("labeled", "unlabeled"):
        event["label"] = label("incident")
    return event


def label(name: str) -> dict[str, Any]:
    """A label of the repository."""
    return {
        "id": 1362934389,
        "node_id": "MDU6TGFiZWwxMzYyOTM0Mzg5",
        "url": "https://api.github.com/repos/example/status/labels/it",
        "name": name,
        "color": "d73a4a",
        "default": True,
        "description": None,
    }


def comment(
    action: str,
    body: str,
    by: str = "anna",
    at: str = "2026-01-15T10:30:00Z",
    *,
    id: int = 3492626838,  # noqa: A002 - GitHub's word
    association: str = "MEMBER",
    edited: str = "",
    **more: Any,
) -> dict[str, Any]:
    """An event `issue_comment` on issue 12."""
    return {
        "action": action,
        **({"changes": {"body": {"from": "before"}}} if action == "edited" else {}),
        "issue": issue(**more),
        "comment": {
            "url": f"https://api.github.com/repos/example/status/issues/comments/{id}",
            "html_url": f"https://github.com/example/status/issues/12#issuecomment-{id}",
            "issue_url": "https://api.github.com/repos/example/status/issues/12",
            "id": id,
            "node_id": "MDEyOklzc3VlQ29tbWVudDQ5MjcwMDQwMA==",
            "user": user(by, "Bot" if by.endswith("[bot]") else "User"),
            "created_at": at,
            "updated_at": edited or at,
            "author_association": association,
            "body": body.replace("\r\n", "\n").replace("\n", "\r\n"),
            "performed_via_github_app": None,
        },
        "repository": REPOSITORY,
        "sender": user(by, "Bot" if by.endswith("[bot]") else "User"),
    }


def form(**inputs: str) -> dict[str, Any]:
    """An event `workflow_dispatch`: all inputs are there, those not named are empty."""
    names = "action title incident state impact monitors message start end method path body"
    return {
        "inputs": {**dict.fromkeys(names.split(), ""), **inputs},
        "ref": "refs/heads/main",
        "repository": REPOSITORY,
        "sender": user("anna"),
        "workflow": ".github/workflows/edit.yml",
    }


def dispatch(event_type: str, payload: Any) -> dict[str, Any]:
    """An event `repository_dispatch`."""
    return {
        "action": event_type,
        "branch": "main",
        "client_payload": payload,
        "repository": REPOSITORY,
        "sender": user("on-call[bot]", "Bot"),
    }
