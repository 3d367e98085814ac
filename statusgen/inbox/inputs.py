"""The form of the Actions tab (`workflow_dispatch`), and the same words sent by a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from statusgen.content.places import did_you_mean
from statusgen.dataclass import dataclass
from statusgen.editing.desk import Desk
from statusgen.inbox import requests
from statusgen.inbox.finding import entry_of
from statusgen.inbox.forms import ACTIONS, INPUTS
from statusgen.inbox.opening import Asked, open_incident, plan_maintenance
from statusgen.inbox.payloads import Event, text
from statusgen.inbox.telling import Word, reopen, resolve, tell
from statusgen.inbox.values import line_of
from statusgen.inbox.verdicts import Deed, Nothing, refused

Inputs = Mapping[str, str]
"""The inputs by name; those that are not there are empty."""


def receive(event: Event, desk: Desk) -> Deed:
    """What the form of the Actions tab asks for."""
    given = event.payload.get("inputs")
    written = given if isinstance(given, dict) else {}
    return act({name: text(written, name) for name in INPUTS}, desk)


def inputs_of(payload: Mapping[str, Any]) -> Inputs:
    """The same words in a program's JSON, which may have lists, maps and numbers of its own."""
    for name in payload:
        if name not in INPUTS:
            raise refused(f"`{line_of(str(name))}` means nothing here", did_you_mean(name, INPUTS))
    return {name: _written(name, payload.get(name)) for name in INPUTS}


def act(inputs: Inputs, desk: Desk) -> Deed:
    """Does what these inputs ask for."""
    action = line_of(inputs["action"]).lower()
    do = _ACTIONS.get(action)
    if do is None:
        raise refused(f"there is no action `{action}`", did_you_mean(action, ACTIONS))
    return do(_Task(inputs, desk))


@dataclass(frozen=True, slots=True)
class _Task:
    inputs: Inputs
    desk: Desk

    @property
    def asked(self) -> Asked:
        """What the form says of an incident or a maintenance."""
        names = ("title", "state", "impact", "monitors", "start", "end", "message")
        return Asked(**{name: self.inputs[name] for name in names})

    @property
    def word(self) -> Word:
        """The same as an update, said now."""
        return Word(self.asked, self.desk.now)


def _open(task: _Task) -> Deed:
    return open_incident(task.desk, task.asked, task.desk.now)


def _plan(task: _Task) -> Deed:
    return plan_maintenance(task.desk, task.asked)


def _update(task: _Task) -> Deed:
    return tell(task.desk, entry_of(task.desk, task.inputs["incident"]), task.word)


def _resolve(task: _Task) -> Deed:
    entry = entry_of(task.desk, task.inputs["incident"])
    done = resolve(task.desk, entry, task.word)
    if done is None:
        raise Nothing(f"{entry.slug} is over already")
    return done


def _reopen(task: _Task) -> Deed:
    if not line_of(task.inputs["incident"]):
        raise refused("name the incident that happens again", "its slug is in the page's address")
    entry = entry_of(task.desk, task.inputs["incident"])
    done = reopen(task.desk, entry, task.word)
    if done is None:
        raise Nothing(f"{entry.slug} is open")
    return done


def _api(task: _Task) -> Deed:
    body = task.inputs["body"].encode()
    method = line_of(task.inputs["method"]) or ("POST" if body else "GET")
    request = requests.request_to(method, line_of(task.inputs["path"]), {}, body)
    return requests.perform(request, task.desk)


def _written(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={_scalar(name, item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_scalar(name, item) for item in value)
    return _scalar(name, value)


def _scalar(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise refused(f"`{name}` must be text")


_ACTIONS: Mapping[str, Callable[[_Task], Deed]] = {
    "open": _open,
    "update": _update,
    "resolve": _resolve,
    "reopen": _reopen,
    "maintenance": _plan,
    "api": _api,
}
