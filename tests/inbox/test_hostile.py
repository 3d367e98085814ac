"""Whoever can write an issue can write anything: it stays text, or is refused; nothing obeys it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statusgen.errors import UsageError
from statusgen.inbox import outputs
from statusgen.inbox.comments import asked_of
from statusgen.inbox.forms import parse_form
from statusgen.inbox.payloads import read_event
from statusgen.inbox.replies import MARK, commit_message, reply_to
from statusgen.inbox.verdicts import Deed, Fault, Received, Refused
from tests.inbox.events import comment, dispatch, form, issues
from tests.inbox.mailbox import Mailbox
from tests.tools import FULL

COMMANDS = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What a runner obeys."""

TEXTS = [
    "::error::gone",
    "##[error]gone",
    "\u00a0::set-output name=x::y",
    "]]> <script>alert(1)</script>",
    "x\n---\nvisibility: public",
    "x\r\n---\r\nvisibility: internal\r\n---\r\n",
    "---\nid: 1\n---\nx",
    "../../../../etc/passwd",
    "{{ 7 * 7 }} {% include 'x' %} ${{ github.token }} $(id) `id`",
    "&anchor *alias !!python/object:os.system [a, {b: c}]",
    "- x: y\n  z: [",
    "'\"\\",
    "fixes #1, closes GH-2 [skip ci] @everyone",
    "title: y # comment",
    "~", "null", "true", "1e9", "0x10", "2026-01-15", "=",
    "🔥 שלום \u0301",
]  # fmt: skip

FORBIDDEN = ["\x1b[2Jx", "x\x00y", "\u202egone", "a\x07b", "a\ufeffb", "x\x85y"]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_text_stays_text(tmp_path: Path, text: str) -> None:
    box = Mailbox(tmp_path)
    box.done("workflow_dispatch", form(action="open", title=text, message=f"It says: {text}"))
    (file,) = box.changed
    assert re.fullmatch(r"content/incidents/2026/[a-z0-9-]+/incident\.md", file)
    view = box.incident()
    unix = text.replace("\r\n", "\n")
    assert view.title == " ".join(re.split("[ \t\n]+", unix)).strip()
    assert view.updates[0].text == f"It says: {unix}".strip()
    assert not COMMANDS.search(box.reply)


@pytest.mark.parametrize("text", FORBIDDEN)
@pytest.mark.parametrize("place", ["title", "message", "monitors"])
def test_what_nobody_can_see_is_refused(tmp_path: Path, place: str, text: str) -> None:
    box = Mailbox(tmp_path)
    inputs = {"title": "x", "message": "x", place: text}
    message, _ = box.refused("workflow_dispatch", form(action="open", **inputs))
    assert not re.search("[\x00-\x1f\x80-\x9f\u202e\ud800\ufeff]", box.reply.replace("\n", ""))
    assert message


@pytest.mark.parametrize("text", TEXTS + FORBIDDEN)
def test_comments(tmp_path: Path, text: str) -> None:
    box = Mailbox(tmp_path)
    box.done("issues", issues("labeled"))
    found = box.send("issue_comment", comment("created", f"It says: {text}"))
    assert found.changed or found.faults
    if found.changed:
        (file,) = box.changed
        assert re.fullmatch(r"content/incidents/2026/[a-z0-9-]+/[0-9TZ-]+\.investigating\.md", file)
        assert box.told()[-1] == ("investigating", f"It says: {text}".replace("\r\n", "\n").strip())


def test_what_is_too_long_is_refused(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    long = form(action="open", title="x" * 256)
    assert box.refused("workflow_dispatch", long)[0] == "`title` has 256 characters, not 1 to 255"
    long = form(action="open", title="x", message="word " * 15_000)
    assert "65,536" in box.refused("workflow_dispatch", long)[0]
    image = form(action="open", title="x", message="![x](https://example.com/x.png)")
    assert box.refused("workflow_dispatch", image)[0]


def test_a_payload_that_is_none(tmp_path: Path) -> None:
    for raw in (
        b"",
        rb'{"a": "\ud800"}',
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ):
        with pytest.raises(UsageError):
            read_event("issues", raw)
    for payload in (
        {},
        {"issue": None},
        {"issue": {"number": "12"}},
        {"issue": {"number": 2**60}},
        issues("closed", created_at=1.5),
        issues("closed", created_at=float("nan")),
    ):
        with pytest.raises(UsageError, match="no event of GitHub"):
            Mailbox(tmp_path).send("issues", {"action": "closed", **payload})


def test_deep_and_broken_requests_of_apis(tmp_path: Path) -> None:
    box = Mailbox(tmp_path)
    deep = dispatch("statusgen", {"path": "/api/v4/incidents", "body": "[" * 50_000})
    found = box.send("repository_dispatch", deep)
    assert found.answer is not None
    assert found.answer.status == 400
    half = dispatch("statusgen", {"path": "/api/v4/incidents", "body": r'{"title": "\ud800"}'})
    found = box.send("repository_dispatch", half)
    assert found.answer is not None
    assert found.answer.status == 400


def test_a_commit_message_commands_nothing() -> None:
    event = read_event("issues", json.dumps(issues("labeled")).encode())
    for text in (*TEXTS, *FORBIDDEN, "Statusgen-Event: 99\n\nStatusgen-Event: 99"):
        message = commit_message(event, Deed("Open incident", "slug", text), "7")
        subject, _, rest = message.partition("\n\n")
        assert rest == "Asked for by anna (issues labeled, issue #12).\n\nStatusgen-Event: 7"
        assert not re.search(r"[\n\r#@\[\]:/]|gh-\d", subject.partition(": ")[2].lower())
    assert "somebody" in commit_message(
        replace(event, payload={"sender": {"login": "a\nb"}}), Deed("x"), ""
    )


def test_a_reply_mentions_nobody_and_links_nowhere() -> None:
    event = read_event("issues", json.dumps(issues("labeled")).encode())
    for text in (*TEXTS, "````", "```\n@everyone\n```", "~~~", MARK):
        for found in (
            Received(faults=(Fault(text, text),)),
            Received(Deed("Open incident"), files=("x",), shown=(text,)),
        ):
            lines = reply_to(event, found).splitlines()
            begin = next(i for i, line in enumerate(lines) if line.startswith("```"))
            fence = lines[begin].removesuffix("text")
            end = max(i for i, line in enumerate(lines) if line == fence)
            inside = lines[begin + 1 : end]
            assert all(not line.strip().startswith(fence) for line in inside)
            assert "@everyone" not in "\n".join(lines[:begin] + lines[end + 1 :])


def test_outputs_hold_one_value_each() -> None:
    found = Received(slug="x\nchanged<<y\ntrue", commit="c")
    assert outputs.outputs(found) == {
        "changed": False,
        "commit": "c",
        "slug": "x\\u000achanged<<y\\u000atrue",
        "url": "",
    }


_WORDS = st.text(
    alphabet=st.sampled_from("#> /:-[]x*`\n\r\t internalstateTitleMessage"), max_size=80
)


@given(_WORDS)
@example("### Title\n### title")
@example("/")
@example("")
def test_any_text_is_a_form_or_is_refused(text: str) -> None:
    asked_of(text, planned=True)
    with suppress(Refused):
        assert parse_form(text)


@settings(
    max_examples=200 if FULL else 15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
), key=st.sampled_from(["issue", "comment", "label", "sender", "changes", "inputs", "client_payload"]))  # fmt: skip
def test_a_payload_of_any_shape_ends_in_words(
    tmp_path_factory: pytest.TempPathFactory, value: Any, key: str
) -> None:
    box = Mailbox(tmp_path_factory.mktemp("box"))
    events = {
        "issues": issues("labeled"),
        "issue_comment": comment("created", "x"),
        "workflow_dispatch": form(action="open", title="x"),
        "repository_dispatch": dispatch("statusgen-open", {"title": "x"}),
    }
    for name, payload in events.items():
        with suppress(UsageError):
            box.send(name, {**payload, key: value})
