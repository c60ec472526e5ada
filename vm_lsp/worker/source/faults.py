"""What the engine's words say about a failure: what kind of expression it was in, and of which name.

The engine points at the last place it noted before it failed, often an argument, the right operand, or the line of the
function. Its message narrows down what can have failed there (see `culprits.py`). The messages are those of quickjs-ng
0.17; one that is not known here only costs precision.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What can have failed."""

    UNKNOWN = auto()
    READ = auto()  # reading a property of undefined or null
    WRITE = auto()  # writing one
    READ_ONLY = auto()  # writing a property or a name that can't be written
    CALL = auto()  # a call of what is no function, or one too deep
    CONSTRUCT = auto()
    NAME = auto()  # a name that is not there, or not yet
    ASSIGN = auto()  # an assignment to a constant
    LENGTH = auto()
    ITERATE = auto()
    PATTERN = auto()  # taking undefined or null apart, or deleting from it
    DELETE = auto()
    OPERATE = auto()  # an operator, or a template, that can't convert its operand
    RELATE = auto()  # `in` and `instanceof`
    PRIVATE = auto()
    SUPER = auto()
    REACH = auto()  # anything that a proxy can get in the way of
    MADE = auto()  # user code made the error itself
    INVOKED = auto()  # a call under way, of the function above
    IMPORT = auto()  # what an import asks for
    THROW = auto()  # a `throw` of what is no error


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind, and the name that it is about: a property, an identifier, a function.

    `makers` are the error's classes, the most specific one first. `function` is the name of the function it was in: ''
    where it has none, None for the text itself; with `fields` it is the constructor, and the fault is in the fields.
    `callable` tells whether a chain of names, from a global on, leads to a function, None where that can't be known.
    """

    kind: Kind = Kind.UNKNOWN
    name: str | None = None
    makers: tuple[str, ...] = ()
    function: str | None = None
    fields: bool = False
    callable: Callable[[list[str]], bool | None] | None = None


UNKNOWN = Fault()

NOT_CALLABLE = "class constructors must be invoked with 'new'"
"""What a class says when it is called: the first frame is its own then, though the caller is at fault."""

_ITERATION = ("Symbol.iterator", "Symbol.asyncIterator")

_SAID: tuple[tuple[str, Kind], ...] = (
    (r"cannot read property '(?P<name>.*)' of (?:undefined|null)", Kind.READ),
    (r"cannot set property '(?P<name>.*)' of (?:undefined|null)", Kind.WRITE),
    (r"'this' can be initialized only once", Kind.SUPER),
    (r"'(?P<name>.*)' is read-only", Kind.READ_ONLY),
    (r"no setter for property|object is not extensible", Kind.WRITE),
    (r"Assignment to constant variable\.", Kind.ASSIGN),
    (r"(?P<name>\S+) is not (?:defined|initialized)", Kind.NAME),
    (r"not a function|Maximum call stack size exceeded", Kind.CALL),
    (r"not a constructor|parent class must be constructor", Kind.CONSTRUCT),
    (r"invalid array length", Kind.LENGTH),
    (r"value is not iterable|iterator must return an object", Kind.ITERATE),
    (r"Cannot convert undefined or null to object", Kind.PATTERN),
    (r"could not delete property", Kind.DELETE),
    (r"cannot convert (?:BigInt|symbol|object) to .*|BigInt division by zero|Cannot mix BigInt.*", Kind.OPERATE),
    (r"BigInt operands are forbidden for .*|bigint argument .*|toPrimitive", Kind.OPERATE),
    (r"invalid '(?:in|instanceof)' .*|operand 'prototype' property is not an object", Kind.RELATE),
    (r"private class field '(?P<name>.*)' does not exist|invalid brand on object|expecting <brand>.*", Kind.PRIVATE),
    (r"revoked proxy|proxy: .*", Kind.REACH),
)
_KNOWN = [(re.compile(said, re.DOTALL), kind) for said, kind in _SAID]

_ENGINES = ("TypeError", "ReferenceError", "RangeError")
_OURS = (Kind.NAME, Kind.ASSIGN)  # said by the runtime, for declarations that it made
_QUOTED = re.compile(r"'([^']+)'")
_MADE_BY = {"AggregateError": ("any",)}
_IMPORTING = "importing"
"""The runtime's function that every import statement of a script calls."""


def fault_of(message: str, makers: tuple[str, ...], function: str | None, callee: str | None) -> Fault:
    """Return what went wrong in the innermost frame, which is that of `function`.

    `callee` is what it had called, None where the error comes from the frame itself.
    """
    known = _known(message, makers, function)
    if callee is None:
        return known or Fault(Kind.MADE, None, (*makers, *_MADE_BY.get(makers[0] if makers else "", ())), function)
    if known and known.kind in _OURS and callee in ("", "<anonymous>"):
        return known
    if callee == _IMPORTING:
        return Fault(Kind.IMPORT, None, tuple(_QUOTED.findall(message)), function)
    return invocation(callee, function)


def invocation(callee: str, function: str | None) -> Fault:
    """Return what is to be looked for in a frame that was calling `callee`, as stacks name it."""
    kind, _, name = callee.partition(" ")
    if name and kind == "get":
        return Fault(Kind.READ, name, (), function)
    if name and kind == "set":
        return Fault(Kind.WRITE, name, (), function)
    return Fault(Kind.INVOKED, callee, (), function)


def _known(message: str, makers: tuple[str, ...], function: str | None) -> Fault | None:
    if makers and makers[0] in _ENGINES:
        for said, kind in _KNOWN:
            if match := said.fullmatch(message):
                return _specific(kind, match.groupdict().get("name"), makers, function)
    return None


def _specific(kind: Kind, name: str | None, makers: tuple[str, ...], function: str | None) -> Fault:
    if kind is Kind.READ and name in _ITERATION:
        return Fault(Kind.ITERATE, None, makers, function)
    return Fault(kind, name, makers, function)
