"""The `dataclass` of the standard library, at a tenth of its price when a module is imported.

The original compiles the source of up to six methods for each class, which takes half a millisecond;
a build imports two hundred classes. Here methods are shared, and `__init__` is compiled when it is
first called.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:  # a type checker knows the original by heart
    from dataclasses import dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True
    ) -> Callable[[type], type]:
        """Like the original: values of the class are made, compared and printed field by field.

        There is no inheritance among such classes, and frozen values are copied by `replace` only.
        """
        return lambda cls: _shaped(cls, frozen, slots, eq)


__all__ = ["dataclass"]


def _shaped(cls: type, frozen: bool, slots: bool, eq: bool) -> type:
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    methods: dict[str, Any] = {"__init__": _init_later(made, frozen), "__repr__": _repr}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if eq:
        methods |= _equality(made, frozen)
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


def _init_later(cls: Any, frozen: bool) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__ = _init(cls, frozen)
        cls.__init__(self, *args, **kwargs)

    return init


def _init(cls: Any, frozen: bool) -> Callable[..., None]:
    """The method that takes a value for each field, or its default."""
    known: dict[str, Any] = {"_MISSING": MISSING, "_set": object.__setattr__}
    parameters, lines = ["self"], []
    for field in fields(cls):
        if field.init:
            parameter, value = _argument(field, known)
            parameters.append(parameter)
            lines.append(_assignment(cls, field.name, value, frozen, known))
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n    {body}", known)  # noqa: S102
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _argument(field: Field[Any], known: dict[str, Any]) -> tuple[str, str]:
    """How a field is asked for, and what it is set to; ``known`` learns its default."""
    name = field.name
    if field.default_factory is not MISSING:
        known[f"_make_{name}"] = field.default_factory
        return f"{name}=_MISSING", f"_make_{name}() if {name} is _MISSING else {name}"
    if field.default is not MISSING:
        known[f"_default_{name}"] = field.default
        return f"{name}=_default_{name}", name
    return name, name


def _assignment(cls: Any, name: str, value: str, frozen: bool, known: dict[str, Any]) -> str:
    """The line that sets a field: of a frozen value by its slot, which nobody refuses."""
    if not frozen:
        return f"self.{name} = {value}"
    if "__slots__" not in cls.__dict__:
        return f"_set(self, {name!r}, {value})"
    known[f"_set_{name}"] = cls.__dict__[name].__set__
    return f"_set_{name}(self, {value})"


def _equality(cls: type, frozen: bool) -> dict[str, Any]:
    """Equal are values of one class with equal fields; only what is frozen can be hashed."""
    names = [field.name for field in fields(cls) if field.compare]
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r} of a {type(self).__qualname__}")
