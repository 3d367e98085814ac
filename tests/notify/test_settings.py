"""`notifications` in site.yaml: what can be written, and what people read who wrote it wrongly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content.channels import ChannelsType
from statusgen.content.load import load
from statusgen.content.places import At
from statusgen.diagnostics import Diagnostic
from statusgen.model.channel import Channel, Kind, Means, Security
from statusgen.model.status import Severity
from statusgen.report.text import plain, render
from tests.notify.places import settings
from tests.sites import diagnose, instant, write_site

NOW = instant("2026-01-20T12:00:00Z")
SLACK = "{name: team, kind: slack, url_env: SLACK_URL}"
MAIL = "{name: mail, kind: email, host: smtp.example.com, from: a@example.com, to: [b@example.com]}"


def said(root: Path, *channels: str) -> list[tuple[str, str]]:
    found = diagnose(write_site(root, {"content/site.yaml": settings(*channels)}), NOW)
    return [(one.diagnostic.message, one.diagnostic.hint) for one in found]


def test_what_is_written_is_what_is_meant(tmp_path: Path) -> None:
    full = (
        "{name: team, kind: slack, url_env: SLACK_URL, monitors: [api], severities: [major], "
        "kinds: [incident.opened, notice], digest_over: 5, allow_private: true}"
    )
    mail = MAIL.replace(
        "}", ", security: tls, to_env: MORE, unsubscribe: 'mailto:leave@example.com'}"
    )
    assert said(tmp_path, full, mail) == []
    team, post = load(tmp_path).site.settings.notifications
    assert team == Channel(
        "team",
        Means.SLACK,
        url_env="SLACK_URL",
        monitors=("api",),
        severities=(Severity.MAJOR,),
        kinds=(Kind.OPENED, Kind.NOTICE),
        digest_over=5,
        allow_private=True,
    )
    assert post.post
    assert (post.post.port, post.post.security) == (465, Security.TLS)
    assert post.post.to == ("b@example.com",)


FOR_CHAT = (
    *("name", "kind", "monitors", "groups", "severities", "kinds", "digest_over", "allow_private"),
    *("url_env", "url", "allow_http"),
)
FOR_MAIL = (
    *("host", "port", "security", "from", "to", "to_env", "unsubscribe", "username_env"),
    *("password_env", "password"),
)
IN_PLACE = "belongs into the environment: whoever reads this file could use it"
CASES = [
    (
        "{name: team, kind: slak, url_env: A}",
        "`notifications.kind` cannot be `slak`",
        "did you mean `slack`?",
    ),
    (
        "{name: team, kind: slack}",
        "`notifications.url_env` is missing",
        "add `url_env: …`, the variable with its address",
    ),
    (
        "{kind: slack, url_env: A}",
        "`notifications.name` is missing",
        "add `name: …`, its name for ever: under another one it is another channel",
    ),
    (
        "{name: team, url_env: A}",
        "`notifications.kind` is missing",
        "add `kind: …`, how it is reached",
    ),
    (
        "{name: Team Chat, kind: slack, url_env: A}",
        "`notifications.name` cannot be `Team Chat`",
        "write lower-case letters, digits and `-`",
    ),
    (
        SLACK.replace("}", ", monitors: [apii]}"),
        "there is no monitor `apii`",
        "did you mean `api`?",
    ),
    (
        SLACK.replace("}", ", groups: [Core]}"),
        "there is no group `Core`",
        "name a category of monitors.yaml",
    ),
    (
        SLACK.replace("}", ", kinds: [incident.open]}"),
        "entry 1 of `notifications.kinds` cannot be `incident.open`",
        "did you mean `incident.opened`?",
    ),
    (
        SLACK.replace("}", ", host: x}"),
        "`notifications.host` means nothing here",
        f"use one of: {', '.join(FOR_CHAT)}",
    ),
    (
        MAIL.replace(", to: [b@example.com]", ""),
        "entry 1 of `notifications` has no recipients",
        "add `to: […]` or `to_env: NAME`",
    ),
    (
        MAIL.replace("b@example.com", "b@example.com, Jo <jo@example.com>"),
        "entry 2 of `notifications.to` cannot be `Jo <jo@example.com>`",
        "write a mail address such as status@example.com",
    ),
]


@pytest.mark.parametrize(("channel", "message", "hint"), CASES)
def test_mistakes(tmp_path: Path, channel: str, message: str, hint: str) -> None:
    assert said(tmp_path, channel) == [(message, hint)]


def test_a_name_stands_once(tmp_path: Path) -> None:
    assert said(tmp_path, SLACK, SLACK) == [
        ("two channels are called `team`", "give each a name of its own")
    ]


@pytest.mark.parametrize(
    ("channel", "key", "hint"),
    [
        (
            SLACK.replace("url_env: SLACK_URL", "url_env: A, url: 'https://s3cr3t'"),
            "url",
            "url_env",
        ),
        (SLACK.replace("SLACK_URL", "'https://hooks.example/s3cr3t'"), "url_env", "url_env"),
        (MAIL.replace("}", ", password: s3cr3t}"), "password", "password_env"),
        (MAIL.replace("}", ", to_env: 's3cr3t@example.com'}"), "to_env", "to_env"),
    ],
)
def test_a_secret_in_place_is_an_error_that_does_not_repeat_it(
    tmp_path: Path, channel: str, key: str, hint: str
) -> None:
    ((message, advice),) = said(tmp_path, channel)
    assert message == f"`notifications.{key}` {IN_PLACE}"
    assert advice.startswith(f"write `{hint}: ")
    shown = render(diagnose(tmp_path, NOW), plain)
    assert "s3cr3t" not in shown
    assert "content/site.yaml:3:1: error" in shown


def channels() -> st.SearchStrategy[list[Any]]:
    leaf = st.one_of(
        st.sampled_from(["api", "SLACK_URL", "a@b.example", "tls", "major", "notice", "https://x"]),
        st.booleans(),
        st.integers(-1, 70_000),
        st.lists(st.sampled_from(["api", "a@b.example", "major", "notice", 1]), max_size=2),
    )
    names = st.sampled_from([*FOR_CHAT, *FOR_MAIL, "secret_env", "secret", "nonsense"])
    kind = st.sampled_from([*Means, "pager", 1])
    entry = st.builds(
        lambda found, kind, full: {**found, **({"kind": kind, "name": "n"} if full else {})},
        st.dictionaries(names, leaf, max_size=7),
        kind,
        st.booleans(),
    )
    return st.lists(st.one_of(entry, leaf), max_size=2)


@given(channels())
def test_schema_and_reader_agree(document: list[Any]) -> None:
    problems: list[Diagnostic] = []
    ChannelsType().read(document, At("f", problems, ("notifications",)))
    codes = {one.code for one in problems}
    valid = jsonschema.Draft202012Validator(ChannelsType().schema()).is_valid(document)
    assert valid or codes, "the schema refuses what the reader takes"
    assert not (valid and codes & {"wrong-type", "missing-key", "unknown-key"})
