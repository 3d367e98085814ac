"""What arrives at a real receiver that fails, delays, answers 429 and dies; how often, and when."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

import pytest

from statusgen.errors import UsageError
from tests.notify.places import HOOK, IT, OPENING, Place, outages
from tests.notify.receivers import SECRET, Answer, Asked, Receiver, receiving

FIXED = f"{IT}/2026-01-15T1100Z.resolved.md"


def test_what_became_public_is_told_once_and_in_order(place: Place, receiver: Receiver) -> None:
    files = {f"{IT}/incident.md": OPENING, FIXED: "It is **up** again.\n"}
    place.notify(files)
    place.notify(files)
    assert [one.json["type"] for one in receiver.asked] == ["incident.opened", "incident.resolved"]
    data = receiver.asked[1].json["data"]
    assert data["text"] == "It is up again."
    assert data["state"] == "resolved"
    assert data["monitors"] == [{"tag": "api", "name": "API"}]
    assert data["url"].startswith("https://status.example.com/incidents/2026-01-15-outage/#update-")
    assert all(one.is_signed() for one in receiver.asked)
    assert not any(one.is_signed(b"x" * 32) for one in receiver.asked)


def test_the_official_library_verifies_the_signature(place: Place, receiver: Receiver) -> None:
    library = pytest.importorskip("standardwebhooks.webhooks")
    place.clock.at = int(time.time())
    place.notify({f"{IT}/incident.md": OPENING})
    (asked,) = receiver.asked
    checked = library.Webhook(SECRET).verify(asked.body, asked.headers)
    assert checked["data"]["title"] == "The API is down"


def test_without_a_ledger_nothing_is_sent(tmp_path: Path, receiver: Receiver) -> None:
    place = Place(tmp_path, (HOOK,), receiver.url)
    with pytest.raises(UsageError, match="--baseline"):
        place.notify({f"{IT}/incident.md": OPENING})
    assert place.baseline() == 1
    place.notify()
    assert receiver.asked == []
    place.notify({FIXED: "Up.\n"})
    assert [one.json["type"] for one in receiver.asked] == ["incident.resolved"]


def test_failures_are_tried_again_with_longer_and_longer_pauses(
    place: Place, receiver: Receiver
) -> None:
    receiver.answers = [Answer(500), Answer(dies=True), Answer(503), Answer(200)]
    place.notify({f"{IT}/incident.md": OPENING})
    assert place.clock.slept == [1, 5, 25]
    assert len(set(receiver.ids)) == 1
    assert len(receiver.asked) == 4
    assert place.states() == ["sent"]
    stamps = [int(one.headers["webhook-timestamp"]) for one in receiver.asked]
    assert [later - stamps[0] for later in stamps] == [0, 1, 6, 31]
    assert all(one.is_signed() for one in receiver.asked)


@pytest.mark.parametrize(
    ("status", "retry_after", "slept", "asked"),
    [
        (429, "7", [7, 5, 25], 4),
        (503, "40", [40, 40, 40], 4),
        (429, "61", [], 1),
        (429, "Thu, 15 Jan 2026 12:00:30 GMT", [30, 5, 25], 4),
        (429, "soon", [1, 5, 25], 4),
        (429, "-5", [1, 5, 25], 4),
    ],
)
def test_retry_after_is_kept_to(
    place: Place, receiver: Receiver, status: int, retry_after: str, slept: list[int], asked: int
) -> None:
    answer = Answer(status, {"Retry-After": retry_after})
    first = [answer] if retry_after != "40" and status == 429 else [answer] * 3
    receiver.answers = [*first, Answer(status if asked == 4 else 200)]
    if asked == 1:
        receiver.answers = [answer]
    place.notify({f"{IT}/incident.md": OPENING})
    assert place.clock.slept == slept
    assert len(receiver.asked) == asked
    assert place.states() == ["failed"]


def test_what_failed_is_tried_by_the_next_run_for_a_day_and_is_dead_then(
    place: Place, receiver: Receiver
) -> None:
    receiver.answers = [Answer(500)]
    place.notify({f"{IT}/incident.md": OPENING, FIXED: "Up.\n"})
    assert place.states() == ["failed", "failed"]
    assert [str(one.state) for one in place.told] == ["failed", "failed"]
    assert len(receiver.asked) == 4, "the second waits for the first"
    place.clock.slept = [24 * 3600]
    place.notify()
    assert place.states() == ["dead", "dead"]
    place.notify()
    assert len(receiver.asked) == 8


def test_one_that_is_refused_lets_the_next_pass(place: Place, receiver: Receiver) -> None:
    receiver.answers = [Answer(400), Answer(200)]
    place.notify({f"{IT}/incident.md": OPENING, FIXED: "Up.\n"})
    assert place.states() == ["failed", "sent"]
    assert place.clock.slept == []


def test_an_event_that_failed_is_sent_later_though_it_is_old_news_by_then(
    place: Place, receiver: Receiver
) -> None:
    receiver.answers = [Answer(500)]
    place.notify({f"{IT}/incident.md": OPENING})
    receiver.answers = [Answer(200)]
    place.notify(now="2026-01-30T12:00Z")
    assert place.states() == ["sent"]


def test_redirects_are_not_followed(place: Place, receiver: Receiver) -> None:
    with receiving() as elsewhere:
        receiver.answers = [Answer(302, {"Location": elsewhere.url})]
        place.notify({f"{IT}/incident.md": OPENING})
        assert elsewhere.asked == []
    assert "no redirect is followed" in place.told[0].outcome.note


def test_a_receiver_that_takes_forever_is_given_up(place: Place, receiver: Receiver) -> None:
    place.timeout = 0.3
    receiver.answers = [Answer(hang=30), Answer(drip=True), Answer(200)]
    place.notify({f"{IT}/incident.md": OPENING})
    assert len(receiver.asked) == 3
    assert place.states() == ["sent"]


def test_a_dead_channel_blocks_no_other(tmp_path: Path, receiver: Receiver) -> None:
    dead = HOOK.replace("hook", "dead", 1).replace("HOOK_URL", "DEAD_URL")
    arrived = Event()
    with receiving() as silent:

        def wait(_: Asked) -> Answer:
            arrived.wait(10)
            return Answer(500)

        def arrive(_: Asked) -> Answer:
            arrived.set()
            return Answer(200)

        silent.decide, receiver.decide = wait, arrive
        place = Place(tmp_path, (dead, HOOK), receiver.url, secrets={"DEAD_URL": silent.url})
        place.baseline()
        place.notify({f"{IT}/incident.md": OPENING})
        assert arrived.is_set()
    assert {one.channel: str(one.state) for one in place.told} == {"hook": "sent", "dead": "failed"}


def test_a_mass_edit_is_one_digest(place: Place, receiver: Receiver) -> None:
    place.notify(outages(20))
    assert len(receiver.asked) == 20
    place.notify(outages(120, first=20))
    (digest,) = receiver.asked[20:]
    assert digest.json["type"] == "digest"
    assert digest.json["data"]["count"] == 120
    assert len(digest.json["data"]["events"]) == 100
    assert place.states() == ["sent"] * 140
    assert len({line.digest for line in place.book().lines.values()}) == 2


def test_a_digest_that_failed_is_sent_again_as_the_same_digest(
    place: Place, receiver: Receiver
) -> None:
    receiver.answers = [Answer(400)]
    place.notify(outages(30))
    receiver.answers = [Answer(200)]
    place.notify(outages(1, first=30))
    first, again, single = receiver.asked
    assert first.id == again.id
    assert first.body == again.body
    assert single.json["type"] == "incident.opened"


def test_what_may_have_arrived_keeps_its_id_and_joins_no_digest(
    place: Place, receiver: Receiver
) -> None:
    receiver.answers = [Answer(500)]
    place.notify(outages(3))
    receiver.answers = [Answer(200)]
    before = len(receiver.asked)
    place.notify(outages(20, first=3))
    assert receiver.asked[before].id == receiver.asked[0].id
    types = [one.json["type"] for one in receiver.asked[before:]]
    assert types == ["incident.opened", "digest"]
    assert receiver.asked[-1].json["data"]["count"] == 22


def test_old_news_are_none(place: Place, receiver: Receiver) -> None:
    place.notify({f"{IT}/incident.md": OPENING}, now="2026-01-22T10:00:01Z")
    assert receiver.asked == []
    place.notify({FIXED: "Up.\n"}, now="2026-01-22T10:30Z")
    assert [one.json["type"] for one in receiver.asked] == ["incident.resolved"]


def test_a_new_channel_is_told_what_comes_from_now_on(place: Place, receiver: Receiver) -> None:
    place.notify({f"{IT}/incident.md": OPENING})
    place.channels = (HOOK, HOOK.replace("hook", "second", 1))
    result = place.notify()
    assert [one.new for one in result.plans] == [False, True]
    assert len(receiver.asked) == 1
    place.notify({FIXED: "Up.\n"})
    assert len(receiver.asked) == 3
    assert len(set(receiver.ids)) == 3, "each channel has an id of its own"


@pytest.mark.parametrize(
    ("keys", "arrives"),
    [
        ("monitors: [api]", True),
        ("monitors: [database]", False),
        ("monitors: [database], groups: [Core]", True),
        ("groups: [Other]", False),
        ("severities: [major, critical]", True),
        ("severities: [critical]", False),
        ("kinds: [incident.opened]", True),
        ("kinds: [incident.resolved, notice]", False),
        ("kinds: [incident.opened], severities: [minor]", False),
    ],
)
def test_filters(tmp_path: Path, receiver: Receiver, keys: str, arrives: bool) -> None:
    monitors = "- {tag: api, name: API, category: Core}\n- {tag: database, name: Database, category: Other}\n"
    files = {"monitors.yaml": monitors}
    place = Place(tmp_path, (HOOK.replace("}", f", {keys}}}"),), receiver.url)
    place.baseline(files)
    place.notify({**files, f"{IT}/incident.md": OPENING})
    assert bool(receiver.asked) is arrives
    place.channels = (HOOK,)
    place.notify(files)
    assert len(receiver.asked) == arrives, "another filter does not bring old news"


def test_a_channel_without_its_variable_is_named_and_the_others_go(
    tmp_path: Path, receiver: Receiver
) -> None:
    broken = "{name: chat, kind: slack, url_env: CHAT_URL}"
    place = Place(tmp_path, (broken, HOOK), receiver.url)
    place.baseline()
    result = place.notify({f"{IT}/incident.md": OPENING})
    assert result.not_ready == {"chat": "the environment variable CHAT_URL is not set"}
    assert len(receiver.asked) == 1
    place.secrets["CHAT_URL"] = "http://127.0.0.1:9/x"
    place.notify()
    assert [(one.channel, str(one.state)) for one in place.told[1:]] == [("chat", "failed")]


def test_a_short_key_signs_nothing(tmp_path: Path, receiver: Receiver) -> None:
    place = Place(tmp_path, (HOOK,), receiver.url, secrets={"HOOK_SECRET": "whsec_c2hvcnQ="})
    place.baseline()
    result = place.notify({f"{IT}/incident.md": OPENING})
    assert "24 to 64 random bytes" in result.not_ready["hook"]
    assert "c2hvcnQ" not in result.not_ready["hook"]


def test_a_correction_is_told_but_not_to_those_who_read_it_corrected(
    place: Place, receiver: Receiver
) -> None:
    wrong = f"{IT}/2026-01-15T1030Z.identified.md"
    place.notify({f"{IT}/incident.md": OPENING, wrong: "It was Jo.\n"})
    corrected = "---\ncorrection: {}\nupdated_at: 2026-01-15T11:{}0Z\n---\nIt was a disk.\n"
    place.notify({wrong: corrected.format("Nobody is to blame", 1)})
    place.notify({wrong: corrected.format("Nobody at all", 2)})
    kinds = [one.json["type"] for one in receiver.asked]
    assert kinds == [
        "incident.opened",
        "incident.updated",
        "comment.corrected",
        "comment.corrected",
    ]
    assert receiver.asked[3].json["data"]["correction"] == "Nobody at all"
    late = f"{IT}/2026-01-15T1045Z.monitoring.md"
    place.notify({late: "---\ncorrection: x\n---\nWe watch it.\n"})
    assert receiver.asked[4].json["type"] == "incident.updated"
    assert len(receiver.asked) == 5


def test_an_update_after_an_incident_without_words_is_an_update(
    place: Place, receiver: Receiver
) -> None:
    place.notify({f"{IT}/incident.md": OPENING.replace("No answer.\n", "")})
    place.notify({f"{IT}/2026-01-15T1030Z.identified.md": "It was a disk.\n"})
    assert [one.json["type"] for one in receiver.asked] == ["incident.opened", "incident.updated"]


def test_a_deleted_update_is_not_sent_any_more(place: Place, receiver: Receiver) -> None:
    receiver.answers = [Answer(500)]
    update = f"{IT}/2026-01-15T1030Z.identified.md"
    place.notify({f"{IT}/incident.md": OPENING, update: "A secret.\n"})
    receiver.answers = [Answer(200)]
    place.notify({update: "---\ndeleted: true\nreason: it was a secret\n---\nA secret.\n"})
    assert receiver.asked[-1].json["type"] == "incident.opened"
    assert not any("secret" in one.body.decode() for one in receiver.asked)
