"""The door to HTTP: where it leads, where it does not, and what it gives away."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from statusgen.notify.connecting import is_public, resolve
from statusgen.notify.outcome import Came, Outcome
from statusgen.notify.posting import Way, post
from tests.notify.receivers import Answer, Receiver, receiving

HERE = Way(private=True, plain=True, timeout=2)


def posted(url: str, way: Way) -> Outcome:
    return post(url, b"{}", {}, way, 0)


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def test_https_with_the_certificate_checked(certificate: Path) -> None:
    with receiving(certificate) as receiver:
        way = Way(private=True, trusted=trusting(certificate))
        assert posted(receiver.url, way).came is Came.SENT
        assert posted(receiver.url, Way(private=True)) == Outcome(
            Came.REFUSED, note="its certificate cannot be trusted"
        )
        other = receiver.url.replace("localhost", "status.example.com")
        elsewhere = replace(way, resolver=lambda host, port: ["127.0.0.1"])
        assert posted(other, elsewhere).note == "its certificate cannot be trusted"
        assert len(receiver.asked) == 1


def test_the_name_is_resolved_once_and_asked_for_by_name(receiver: Receiver) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    url = receiver.url.replace("127.0.0.1", "status.example.com")
    assert posted(url, replace(HERE, resolver=rebinding)).came is Came.SENT
    assert asked == ["status.example.com"]
    assert receiver.asked[0].headers["host"].startswith("status.example.com:")


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.0.0.1", "::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"], []]
)
def test_private_addresses_are_not_talked_to(receiver: Receiver, addresses: list[str]) -> None:
    way = replace(HERE, private=False, resolver=lambda host, port: addresses)
    found = posted(receiver.url, way)
    assert found.came is Came.REFUSED
    assert "allow_private" in found.note
    assert receiver.asked == []


def test_a_public_address_is_tried_where_a_private_one_stands_beside_it(receiver: Receiver) -> None:
    """192.0.2.1 is nobody's; what matters is that 127.0.0.1 is not what is connected to."""
    way = replace(HERE, private=False, resolver=lambda host, port: ["127.0.0.1", "8.8.8.8"])
    found = posted(receiver.url, replace(way, timeout=0.2))
    assert found.came is Came.AGAIN
    assert receiver.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("2001:db8::1", False),
        ("localhost", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("http://status.example.com/x", "not https"),
        ("ftp://status.example.com/x", "not an https URL"),
        ("file:///etc/passwd", "not an https URL"),
        ("https:///x", "not an https URL"),
        ("https://user:s3cr3t@status.example.com/x", "user name"),
        ("https://status.example.com/a b", "a blank"),
        ("https://status.example.com/\u00e9", "strange character"),
        ("https://status.example.com:99999/s3cr3t", "cannot be read"),
        ("https://[x/s3cr3t", "cannot be read"),
        ("s3cr3t", "not an https URL"),
    ],
)
def test_odd_addresses_are_refused_without_being_repeated(url: str, note: str) -> None:
    found = posted(url, Way(resolver=lambda host, port: pytest.fail("it was looked up")))
    assert found.came is Came.REFUSED
    assert note in found.note
    assert "s3cr3t" not in found.note


@pytest.mark.parametrize("answer", [Answer(hang=30), Answer(drip=True)])
def test_there_is_an_end_however_slowly_it_answers(receiver: Receiver, answer: Answer) -> None:
    receiver.answers = [answer]
    assert posted(receiver.url, replace(HERE, timeout=0.3)) == Outcome(
        Came.AGAIN, note="no answer within 0.3 s"
    )


def test_nobody_there_and_no_such_host() -> None:
    assert posted("http://127.0.0.1:9/", HERE).note == "no connection (ConnectionRefusedError)"
    assert posted("https://nowhere.invalid/", HERE).note == "its host is not known"
    for odd in ("https://a..b/", "https://.b/", f"https://{'a' * 70}.b/"):
        found = posted(odd, replace(HERE, resolver=resolve))
        assert found.came is not Came.SENT


def test_a_connection_that_is_cut(receiver: Receiver) -> None:
    receiver.answers = [Answer(dies=True)]
    assert posted(receiver.url, HERE).came is Came.AGAIN


@pytest.mark.parametrize(
    ("status", "came"),
    [
        *((200, Came.SENT), (202, Came.SENT), (204, Came.SENT)),
        *((301, Came.REFUSED), (307, Came.REFUSED), (400, Came.REFUSED), (404, Came.REFUSED)),
        *((408, Came.AGAIN), (429, Came.AGAIN), (500, Came.AGAIN), (503, Came.AGAIN)),
    ],
)
def test_what_an_answer_means(receiver: Receiver, status: int, came: Came) -> None:
    receiver.answers = [Answer(status)]
    found = posted(receiver.url, HERE)
    assert (found.came, found.code) == (came, status)
