"""Reads one JSON object into an attrs class, strictly: nothing unknown, nothing missing, nothing coerced.

Keys are the attributes' names in camelCase. The types understood are those a command's argument is made of; `Any` is
any JSON value.
"""

from __future__ import annotations

import math
import types as python_types
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from vm_lsp.errors import ValidationError
from vm_lsp.execution.json import marshal

T = TypeVar("T", bound=attrs.AttrsInstance)


def read(kind: type[T], data: object, where: str = "") -> T:
    """Return a `kind` made of `data`.

    Raises:
        ValidationError: `data` is no object, or a key is unknown, missing or of the wrong type; names the key.
    """
    if not isinstance(data, Mapping):
        raise _wrong(where or "the argument", "must be one JSON object", data)
    names = {_camel(field.name): field for field in attrs.fields(kind)}
    for key in data:
        if key not in names:
            known = ", ".join(f"`{name}`" for name in names) or "nothing"
            raise _wrong(_path(where, str(key)), f"is unknown; known here: {known}")
    hints = get_type_hints(kind)
    given = {field.name: _value(hints[field.name], data, key, field, where) for key, field in names.items()}
    return kind(**{name: value for name, value in given.items() if value is not attrs.NOTHING})


def _value(hint: Any, data: Mapping[str, object], key: str, field: attrs.Attribute[Any], where: str) -> object:
    path = _path(where, key)
    if key not in data or (data[key] is None and field.default is None):
        if field.default is attrs.NOTHING:
            raise _wrong(path, "is missing")
        return attrs.NOTHING
    value = _matched(hint, data[key], path)
    low, high = field.metadata.get("least"), field.metadata.get("most")
    if (low is not None and value < low) or (high is not None and value > high):
        raise _wrong(path, f"must be at least {low}" + (f" and at most {high}" if high else ""), value)
    return value


def _matched(hint: Any, value: object, path: str) -> object:
    if hint is Any:
        return _finite(value, path)
    if get_origin(hint) in (Union, python_types.UnionType):  # only ever `X | None`, and None was dealt with
        return _matched(next(one for one in get_args(hint) if one is not type(None)), value, path)
    if get_origin(hint) is not None:
        return _text_mapping(value, path)
    if attrs.has(hint):
        return read(hint, value, path)
    if issubclass(hint, StrEnum):
        return _choice(hint, value, path)
    if type(value) is not hint:  # a bool is no int here
        raise _wrong(path, f"must be {_NAMES[hint]}", value)
    return value


def _choice(hint: type[StrEnum], value: object, path: str) -> StrEnum:
    if not isinstance(value, str) or value not in list(hint):
        raise _wrong(path, "must be one of " + ", ".join(f'"{one}"' for one in hint), value)
    return hint(value)


def _text_mapping(value: object, path: str) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise _wrong(path, "must be an object of strings", value)
    for key, item in value.items():
        if not isinstance(item, str):
            raise _wrong(_path(path, str(key)), "must be a string", item)
    return value


def _finite(value: object, path: str) -> object:
    """Return any JSON value; a number like 1e999, which Python reads as infinite, is none."""
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong(path, "must be a number JSON can carry", str(value))
    if isinstance(value, Mapping):
        return {key: _finite(item, _path(path, key)) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_finite(item, f"{path}[{index}]") for index, item in enumerate(value)]
    return value


_NAMES = {str: "a string", int: "a whole number", bool: "true or false"}
_NO_VALUE = object()


def _wrong(path: str, reason: str, value: object = _NO_VALUE) -> ValidationError:
    shown = "" if value is _NO_VALUE else f", not {_short(value)}"
    name = f"`{path}`" if " " not in path else path[0].upper() + path[1:]
    return ValidationError(f"{name} {reason}{shown}.", {"key": path})


def _short(value: object) -> str:
    text = marshal(value, repr)
    return text if len(text) <= 60 else text[:59] + "…"


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
