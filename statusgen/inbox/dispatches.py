"""What programs send by `repository_dispatch`: a request of any API, or the words of the form.

| event_type | client_payload |
|---|---|
| `statusgen` | `{"method", "path", "headers", "body"}`, or the words of the form with `action` |
| `statusgen-open`, `-update`, `-resolve`, `-reopen`, `-maintenance` | the words of the form |
| `statusgen-incident` | the body of `POST /api/incidents` |
| `statusgen-event` | the body of `POST /api/events` |
| `statusgen-status` | the body of `POST /api/status` |

GitHub takes at most ten keys in a payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statusgen.content.places import did_you_mean
from statusgen.editing.desk import Desk
from statusgen.inbox import requests
from statusgen.inbox.forms import ACTIONS
from statusgen.inbox.inputs import act, inputs_of
from statusgen.inbox.payloads import Event
from statusgen.inbox.verdicts import Deed, Nothing, refused

_PREFIX = "statusgen"
_SHORT: Mapping[str, tuple[str, str]] = {
    "incident": ("POST", "/api/incidents"),
    "event": ("POST", "/api/events"),
    "status": ("POST", "/api/status"),
}
_WORDS = (*(one for one in ACTIONS if one != "api"), *_SHORT)

TYPES = (_PREFIX, *(f"{_PREFIX}-{word}" for word in _WORDS))
"""Every event_type that means something here."""


def receive(event: Event, desk: Desk) -> Deed:
    """What a program asks for; events of other names are not for us."""
    prefix, _, word = event.action.partition("-")
    if prefix != _PREFIX:
        raise Nothing("its event_type does not begin with `statusgen`")
    if event.action not in TYPES:
        hint = did_you_mean(event.action, TYPES)
        raise refused(f"there is no event_type `{event.action}`", hint)
    payload = event.payload.get("client_payload")
    if not isinstance(payload, dict):
        raise refused("the event has no client_payload", "send a JSON object")
    return _perform(word, payload, desk)


def _perform(word: str, payload: Mapping[str, Any], desk: Desk) -> Deed:
    if word in _SHORT:
        return requests.perform(requests.request_with(*_SHORT[word], payload), desk)
    if word:
        return act({**inputs_of(payload), "action": word}, desk)
    if "action" in payload:
        return act(inputs_of(payload), desk)
    return requests.perform(requests.request_in(payload), desk)
