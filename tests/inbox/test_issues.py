"""Issues and their comments, as events, and the incident that follows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.inbox.issues import Labels
from tests.inbox.events import FORM, WORK, comment, issues, label
from tests.inbox.mailbox import NOW, Mailbox
from tests.sites import instant

IT = "content/incidents/2026/2026-01-15-the-api-answers-with-errors"
OPENED = """\
---
title: The API answers with errors
start: 2026-01-15T10:00:00Z
monitors:
  api: DOWN
  database: DEGRADED
issue: https://github.com/example/status/issues/12
created_at: 2026-01-15T10:02:00Z
links:
  - {title: Issue 12, url: https://github.com/example/status/issues/12}
---
One request in three fails.
We are looking for the cause.
"""


@pytest.fixture
def box(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


@pytest.fixture
def opened(box: Mailbox) -> Mailbox:
    """An incident that follows issue 12."""
    box.done("issues", issues("labeled"))
    return box


def test_a_label_publishes_what_was_filled_in(box: Mailbox) -> None:
    assert box.ignored("issues", issues("opened", by="vera")) == "nothing follows from this"
    found = box.done("issues", issues("labeled"))
    assert box.changed == {f"{IT}/incident.md": OPENED}
    assert found.slug == "2026-01-15-the-api-answers-with-errors"
    assert found.url == f"https://status.example.com/incidents/{found.slug}/"
    assert (
        box.reply
        == f"""\
<!-- statusgen -->
**Open incident (investigating).** [The page]({found.url})

```text
The API answers with errors
investigating, api DOWN, database DEGRADED
One request in three fails.
We are looking for the cause.
```
"""
    )


def test_the_same_event_again_opens_no_second_incident(opened: Mailbox) -> None:
    note = opened.ignored("issues", issues("labeled"))
    assert note == "2026-01-15-the-api-answers-with-errors follows this issue already"


def test_only_a_maintainer_publishes(box: Mailbox) -> None:
    own = "only a label that a maintainer sets publishes an issue"
    assert box.ignored("issues", issues("labeled", by="vera")) == own  # the form set the label
    assert box.ignored("issues", issues("labeled", by="labeler[bot]")) == own
    box.done("issues", issues("labeled", by="vera", author_association="COLLABORATOR"))


def test_other_labels_publish_nothing(box: Mailbox) -> None:
    bug = {**issues("labeled"), "label": label("bug")}
    assert box.ignored("issues", bug) == "this label publishes nothing"
    mine = {**issues("labeled"), "label": label("outage")}
    assert box.send("issues", mine, labels=Labels(incident="outage")).changed


def test_the_page_of_a_private_repository_has_no_link_to_it(box: Mailbox) -> None:
    event = issues("labeled")
    box.done("issues", {**event, "repository": {**event["repository"], "private": True}})
    assert box.incident().links == ()
    assert "issue: https://github.com" in str(box.changed[f"{IT}/incident.md"])


def test_a_form_with_everything_empty_is_refused(box: Mailbox) -> None:
    headings = ("Title", "State", "Impact", "Affected monitors", "Start", "Message")
    body = "\n\n".join(f"### {one}\n\n_No response_" for one in headings)
    found = box.refused("issues", issues("labeled", body=body, title="  "))
    assert found == ("the title is empty", "say in a few words what is wrong")
    assert box.reply.splitlines()[-1] == (
        "Correct the text of the issue, take the label `incident` off and set it again."
    )
    box.done("issues", issues("labeled", body=body))  # the issue itself has a title
    assert box.told() == [("investigating", "We are investigating this incident.")]


def test_an_issue_without_the_form_is_refused(box: Mailbox) -> None:
    found = box.refused("issues", issues("labeled", body="A customer, Jane Doe, says …"))
    assert found[0] == "this issue was not made with the form"
    assert box.refused("issues", issues("labeled", body=None))[0] == found[0]


def test_a_message_that_imitates_the_form_is_refused(box: Mailbox) -> None:
    body = FORM.replace("One request", "### Start\n\n2020-01-01T00:00Z\n\nOne request")
    found = box.refused("issues", issues("labeled", body=body))
    assert found[0] == "the heading `Start` stands twice"


def test_what_is_written_wrongly_comes_back_with_advice(box: Mailbox) -> None:
    wrong = FORM.replace("api, database=DEGRADED", "apii, websit")
    assert box.refused("issues", issues("labeled", body=wrong)) == (
        "there is no monitor `apii`",
        "did you mean `api`?",
    )
    assert "there is no monitor `websit`\n  hint: did you mean `website`?" in box.reply
    wrong = FORM.replace("\ninvestigating\n", "\nbroken\n")
    assert box.refused("issues", issues("labeled", body=wrong))[0] == "there is no state `broken`"
    wrong = FORM.replace("\nDOWN\n", "\nDWON\n")
    assert box.refused("issues", issues("labeled", body=wrong)) == (
        "there is no impact `DWON`",
        "did you mean `down`?",
    )
    wrong = FORM.replace("### Start\n\n_No response_", "### Start\n\n2026-01-15 10:00")
    assert box.refused("issues", issues("labeled", body=wrong))[0] == (
        "`start` does not say in which zone it is: 2026-01-15T10:00:00"
    )


def test_words_and_lists_as_people_write_them(box: Mailbox) -> None:
    body = FORM.replace(
        "api, database=DEGRADED", "- [X] API\n- [ ] Website\n- [x] Database = partial"
    )
    body = body.replace("\nDOWN\n", "\nminor\n").replace("\ninvestigating\n", "\nIdentified\n")
    body = body.replace("### Start\n\n_No response_", "### Start\n\n2026-01-15T09:30:00+01:00")
    box.done("issues", issues("labeled", body=body))
    view = box.incident()
    assert [(one.tag, one.now) for one in view.affected] == [
        ("api", "DEGRADED"),
        ("database", "PARTIAL"),
    ]
    assert (view.severity, view.state, view.start) == (
        "minor",
        "identified",
        instant("2026-01-15T08:30:00Z"),
    )


def test_a_closed_issue_is_refused(box: Mailbox) -> None:
    assert box.refused("issues", issues("labeled", state="closed"))[0] == "this issue is closed"


def test_comments_of_maintainers_are_updates(opened: Mailbox) -> None:
    opened.done(
        "issue_comment", comment("created", "/identified\nA full disk.\n\nIt is one of two.")
    )
    assert opened.changed == {
        f"{IT}/2026-01-15T103000Z.identified.md": "---\nid: 3492626838\n---\n"
        "A full disk.\n\nIt is one of two.\n"
    }
    said = "state: Monitoring\nmonitors: database=UP\nA new disk is in."
    opened.done("issue_comment", comment("created", said, at="2026-01-15T11:00:00Z", id=2))
    assert [(one.tag, one.now) for one in opened.incident().affected] == [
        ("api", "DOWN"),
        ("database", "UP"),
    ]
    opened.done("issue_comment", comment("created", "Still fine.", at="2026-01-15T11:10:00Z", id=3))
    assert opened.told()[1:] == [
        ("identified", "A full disk.\n\nIt is one of two."),
        ("monitoring", "A new disk is in."),
        ("monitoring", "Still fine."),
    ]
    opened.done("issue_comment", comment("created", "/resolve", at="2026-01-15T11:20:00Z", id=4))
    view = opened.incident()
    assert (view.state, view.end) == ("resolved", instant("2026-01-15T11:20:00Z"))
    assert view.updates[-1].text == "This incident has been resolved."
    assert opened.ignored("issue_comment", comment("created", "/resolve", id=4)) == (
        "this comment is published already"
    )


@pytest.mark.parametrize(
    ("body", "by", "association"),
    [
        ("Me too!", "vera", "NONE"),
        ("Me too!", "vera", "CONTRIBUTOR"),
        ("Me too!", "vera", ""),
        ("This issue is stale.", "stale[bot]", "MEMBER"),
        ("> Me too!\n\nWhat do you see?", "anna", "OWNER"),
        ("internal: the key is under the mat", "anna", "MEMBER"),
        ("  Internal: see the runbook", "anna", "MEMBER"),
        ("<!-- statusgen -->\n**Open incident**", "anna", "OWNER"),
    ],
)
def test_what_is_not_for_the_page(opened: Mailbox, body: str, by: str, association: str) -> None:
    event = comment("created", body, by=by, association=association)
    assert opened.ignored("issue_comment", event)
    assert opened.changed == {}


def test_comments_elsewhere_are_nothing(opened: Mailbox) -> None:
    other = comment("created", "Hello", number=13)
    assert opened.ignored("issue_comment", other) == "no incident follows this issue"
    pull = comment("created", "Hello", pull_request={"url": "https://api.github.com/"})
    assert opened.ignored("issue_comment", pull) == "nothing follows from this"


def test_an_edited_comment_changes_its_update_wherever_its_file_is(opened: Mailbox) -> None:
    opened.done("issue_comment", comment("created", "A ful disk."))
    old = opened.root / IT / "2026-01-15T103000Z.investigating.md"
    old.rename(old.with_name("2026-01-15T1031Z.investigating.md"))
    edit = comment("edited", "/identified\nA full disk.", edited="2026-01-15T10:40:00Z")
    opened.done("issue_comment", edit)
    (last,) = opened.incident().updates[1:]
    assert (last.id, last.state, last.text) == (3492626838, "identified", "A full disk.")
    assert last.correction == "The text was corrected."
    assert opened.ignored("issue_comment", edit) == "this is known already"
    late = comment("edited", "A fuller disk.", edited="2026-01-15T10:35:00Z")
    assert opened.ignored("issue_comment", late) == "this is known already"


def test_a_comment_becomes_public_and_internal_by_an_edit(opened: Mailbox) -> None:
    opened.ignored("issue_comment", comment("created", "internal: disk full on db-17"))
    public = comment("edited", "A disk is full.", edited="2026-01-15T10:40:00Z")
    opened.done("issue_comment", public)
    assert opened.incident().updates[-1].at == instant("2026-01-15T10:40:00Z")
    back = comment("edited", "internal: sorry", edited="2026-01-15T10:50:00Z")
    opened.done("issue_comment", back)
    assert len(opened.told()) == 1


def test_a_comment_from_before_the_label_stays_where_it_is_when_it_is_edited(
    opened: Mailbox,
) -> None:
    event = comment(
        "edited", "ACME is hit.", at="2026-01-15T10:01:00Z", edited="2026-01-15T11:00:00Z"
    )
    said = opened.ignored("issue_comment", event)
    assert said == "comments made before the label are not published"


@pytest.mark.parametrize(
    "body",
    ["\u200binternal: x", "**internal:** x", "_Internal_ : x", "- internal: x", "\u2060> x"],
)
def test_internal_is_what_a_reader_of_the_issue_takes_for_it(opened: Mailbox, body: str) -> None:
    said = opened.ignored("issue_comment", comment("created", body))
    assert said == "comments that begin with `>` or `internal:` are not published"


def test_a_deleted_comment_is_hidden(opened: Mailbox) -> None:
    event = comment("deleted", "A full disk.")
    assert opened.ignored("issue_comment", event) == "this comment is not published"
    opened.done("issue_comment", comment("created", "A full disk."))
    opened.done("issue_comment", event)
    assert len(opened.told()) == 1
    assert opened.ignored("issue_comment", event) == "this comment is not published"


def test_a_maintainer_deletes_what_a_former_one_said(opened: Mailbox) -> None:
    opened.done("issue_comment", comment("created", "A full disk.", by="bert"))
    gone = comment("deleted", "A full disk.", by="bert", association="NONE")
    assert opened.ignored("issue_comment", gone) == "only comments of maintainers are published"
    opened.done("issue_comment", {**gone, "sender": {"login": "anna", "type": "User"}})
    assert len(opened.told()) == 1


def test_closing_resolves_and_reopening_reopens(opened: Mailbox) -> None:
    close = {"state": "closed", "closed_at": "2026-01-15T11:00:00Z"}
    stranger = opened.ignored("issues", issues("closed", by="vera", **close))
    assert stranger == "only a maintainer can do that to an incident"
    assert opened.ignored("issues", issues("closed", by="stale[bot]", **close)) == stranger
    opened.done("issues", issues("closed", **close))
    assert opened.incident().end == instant("2026-01-15T11:00:00Z")
    assert opened.told()[-1] == ("resolved", "This incident has been resolved.")
    assert "is over already" in opened.ignored("issues", issues("closed", **close))
    again = {"updated_at": "2026-01-15T11:30:00Z"}
    assert opened.ignored("issues", issues("reopened", by="vera", **again)) == stranger
    opened.done("issues", issues("reopened", **again))
    assert opened.told()[-1] == ("investigating", "This happens again, and we are investigating.")
    assert "is open" in opened.ignored("issues", issues("reopened", **again))


def test_close_with_comment_is_one_update(opened: Mailbox) -> None:
    said = comment("created", "The disk is larger now.", at="2026-01-15T11:00:00Z")
    opened.done("issue_comment", said)
    opened.done("issues", issues("closed", state="closed", closed_at="2026-01-15T11:00:01Z"))
    assert opened.told()[1:] == [("resolved", "The disk is larger now.")]


def test_an_edited_issue_corrects_the_incident(opened: Mailbox) -> None:
    body = FORM.replace("One request in three", "Two requests in three").replace(
        "database=DEGRADED", "website"
    )
    event = issues("edited", body=body)
    for stranger in ({"login": "vera", "type": "User"}, {"login": "", "type": "User"}, None):
        assert opened.ignored("issues", {**event, "sender": stranger}) == (
            "only a maintainer can do that to an incident"
        )
    opened.done("issues", event)
    view = opened.incident()
    assert [one.tag for one in view.affected] == ["api", "website"]
    (first,) = view.updates
    assert first.text.startswith("Two requests in three")
    assert first.correction == "The text was corrected."
    assert "says the same" in opened.ignored("issues", event)
    body = body.replace("Two requests", "All requests").replace(
        "### Start\n\n_No response_", "### Start\n\n2026-01-15T09:45Z"
    )
    opened.done("issues", issues("edited", body=body.replace("answers with errors", "is down")))
    view = opened.incident()
    assert (view.title, view.start) == ("The API is down", instant("2026-01-15T09:45Z"))
    assert [update.text[:12] for update in view.updates] == ["All requests"]


def test_a_new_title_publishes_no_text_that_others_have_changed(opened: Mailbox) -> None:
    event = issues("edited", title="API", body=FORM.replace("fails", "is free for everybody"))
    event["changes"] = {"title": {"from": "The API answers with errors"}}
    for changes in (event["changes"], 5, None, ["body"]):
        note = opened.ignored("issues", {**event, "changes": changes})
        assert note == "the text of the issue has not changed"


def test_maintenance_by_an_issue(box: Mailbox) -> None:
    asked = {**issues("labeled", body=WORK), "label": label("maintenance")}
    box.done("issues", asked)
    file = "content/maintenances/2026-01-20-new-disks/maintenance.md"
    assert box.changed == {
        file: """\
---
title: New disks
start: 2026-01-20T02:00:00Z
duration: 2h
monitors:
  database: MAINTENANCE
issue: https://github.com/example/status/issues/12
created_at: 2026-01-15T10:02:00Z
---
The database is away while we change them.
"""
    }
    during = "2026-01-20T02:30:00Z"
    box.done("issue_comment", comment("created", "/verifying\nAlmost.", at=during), during)
    (view,) = box.snapshot(during).maintenances
    (once,) = view.occurrences
    assert (once.phase, once.updates[-1].text) == ("verifying", "Almost.")
    edit = comment("edited", "Almost there.", at=during, edited="2026-01-20T02:31:00Z")
    box.done("issue_comment", edit, "2026-01-20T02:31:00Z")
    ended = "2026-01-20T02:50:00Z"
    box.done("issues", issues("closed", body=WORK, state="closed", closed_at=ended), ended)
    (once,) = box.snapshot(ended).maintenances[0].occurrences
    assert (once.phase, once.end) == ("completed", instant(ended))
    assert [update.text for update in once.updates] == [
        "Almost there.",
        "This maintenance is over.",
    ]
    assert box.refused("issues", issues("reopened", body=WORK), ended)[0] == (
        "a maintenance that is over stays so"
    )


def test_a_maintenance_that_has_not_begun_is_cancelled_by_closing(box: Mailbox) -> None:
    box.done("issues", {**issues("labeled", body=WORK), "label": label("maintenance")})
    box.done("issues", issues("closed", body=WORK, state="closed", closed_at=NOW))
    (once,) = box.snapshot().maintenances[0].occurrences
    assert (once.phase, once.updates[-1].text) == (
        "cancelled",
        "This maintenance has been cancelled.",
    )


def test_a_maintenance_is_moved_by_a_comment(box: Mailbox) -> None:
    box.done("issues", {**issues("labeled", body=WORK), "label": label("maintenance")})
    said = "/delayed\nstart: 2026-01-20T04:00:00Z\nend: 3h\nThe disks are late."
    box.done("issue_comment", comment("created", said, at=NOW))
    (once,) = box.snapshot("2026-01-20T05:00:00Z").maintenances[0].occurrences
    assert (once.start, once.end) == tuple(
        map(instant, ("2026-01-20T04:00:00Z", "2026-01-20T07:00:00Z"))
    )
