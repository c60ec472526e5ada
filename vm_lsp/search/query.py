"""What a search asks for, once it is read: clauses that must all hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vm_lsp.execution.model import Kind, Status


class Field(StrEnum):
    """The texts of an execution that can be searched apart."""

    CODE = "code"
    VALUE = "value"
    OUTPUT = "output"
    ERROR = "error"


class Possession(StrEnum):
    """What an execution may have."""

    CONSOLE = "console"
    ERROR = "error"
    VALUE = "value"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or a phrase of several; `prefix`: its end is open. `field` None means any of them."""

    text: str
    prefix: bool = False
    exact: bool = False  # punctuation counts
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class InFile:
    """Part of a path; with ``*`` and ``?``, its whole end from a folder or the root on."""

    pattern: str


@dataclass(frozen=True, slots=True)
class OnLines:
    """A range of the document that shares one of these lines, 0-based, the last included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class OfKind:
    """One of these kinds."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class WithStatus:
    """One of these states."""

    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """Asked for at this moment or later."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Before:
    """Asked for before this moment."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class InSession:
    """A session whose id begins so."""

    beginning: str


@dataclass(frozen=True, slots=True)
class Has:
    """One of the things an execution may have."""

    things: tuple[Possession, ...]


@dataclass(frozen=True, slots=True)
class Slower:
    """Took longer than this, in milliseconds."""

    ms: float


@dataclass(frozen=True, slots=True)
class Faster:
    """Took less than this, in milliseconds."""

    ms: float


@dataclass(frozen=True, slots=True)
class ByUser:
    """Run by the user of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class OnHost:
    """Run on the machine of this name."""

    name: str


Condition = (
    Text | InFile | OnLines | OfKind | WithStatus | Since | Before | InSession | Has | Slower | Faster | ByUser | OnHost
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition, or, `negated`, its contrary."""

    condition: Condition
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Everything that must hold; nothing at all lets every execution through."""

    clauses: tuple[Clause, ...] = ()
