"""The one place where our data becomes JSON: `marshal` for text with an explicit fallback, `to_wire` for the contract.

On the wire keys are camelCase; nothing else in the package guesses what to do with a value JSON can't carry.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, cast

from vm_lsp.execution.model import ABSENT, Execution, Json

_STRICT = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_NULLABLE = ("json", "workspaceUri")  # where null says something: JSON's null, the scratch session


def marshal(value: object, fallback: str | Callable[[object], str]) -> str:
    """Return `value` as strict JSON text, or `fallback` where JSON can't carry it.

    NaN and infinities, cycles, keys that are no text, and objects of other types count as what JSON can't carry
    (RFC 8259). None becomes ``null``, which is not a failure.
    """
    try:
        return _STRICT.encode(value)
    except (TypeError, ValueError, RecursionError):
        return fallback if isinstance(fallback, str) else fallback(value)


def to_wire(value: object) -> Any:
    """Return the contract's JSON object for anything of the model.

    Fields that are None are left out, except in an execution, whose shape is fixed, and where null says something;
    `ABSENT` is always left out.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _object(value)
    if hasattr(value, "model_dump"):  # settings: pydantic, which is not imported for this
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: to_wire(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_wire(item) for item in value]
    return value


def rfc3339(moment: datetime) -> str:
    """Return an aware time as RFC 3339 in UTC with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(text: str) -> Json:
    """Return the value of JSON text that we wrote ourselves."""
    result: Json = json.loads(text)
    return result


def _object(value: Any) -> dict[str, Any]:
    keep_none = isinstance(value, Execution)
    fields = ((camel, getattr(value, name)) for name, camel in _names(cast(Hashable, type(value))))
    return {
        camel: to_wire(item) if camel not in ("json", "args") else item
        for camel, item in fields
        if item is not ABSENT and (item is not None or keep_none or camel in _NULLABLE)
    }


@cache
def _names(kind: Any) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, _camel(field.name)) for field in dataclasses.fields(kind))


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
