"""The one JSON object each command takes, as classes; `strict.read` makes them. Positions are in the client's units."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import attrs

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Kind, SessionStatus, Status, WhenBusy
from vm_lsp.exporting.formats import Format

LARGEST_UINT: Final = 2**31 - 1  # LSP 3.17, "Base Types", uinteger


def _number(least: int, most: int = LARGEST_UINT) -> Mapping[str, int]:
    return {"least": least, "most": most}


@attrs.frozen
class Place:
    """A position as the client counts."""

    line: int = attrs.field(metadata=_number(0))
    character: int = attrs.field(metadata=_number(0))


@attrs.frozen
class Span:
    """A range as the client counts."""

    start: Place
    end: Place


@attrs.frozen
class ExecuteSelection:
    """``vm.executeSelection``; an empty range means the statement there."""

    uri: str
    range: Span
    version: int | None = None
    when_busy: WhenBusy = WhenBusy.QUEUE


@attrs.frozen
class RunFile:
    """``vm.runFile``; `args` and `env` are what the script sees as ``__ARGS__`` and ``__ENV__``."""

    uri: str
    version: int | None = None
    args: Any = None
    env: Mapping[str, str] | None = None
    when_busy: WhenBusy = WhenBusy.QUEUE


@attrs.frozen
class Interrupt:
    """``vm.interrupt``; at most one of them."""

    execution_id: str | None = None
    uri: str | None = None
    session_id: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse two names for what may be two things."""
        at_most_one("executionId, uri and sessionId", self.execution_id, self.uri, self.session_id)


@attrs.frozen
class ListSessions:
    """``vm.session.list``."""

    status: SessionStatus | None = None


@attrs.frozen
class NameSession:
    """``vm.session.restart`` and ``vm.session.close``: a document or folder, or the session itself."""

    uri: str | None = None
    session_id: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse none and both."""
        exactly_one("uri and sessionId", self.uri, self.session_id)


@attrs.frozen
class ClearResults:
    """``vm.results.clear``; without a document, everywhere."""

    uri: str | None = None


@attrs.frozen
class ShowValue:
    """``vm.value.show``: the result at a place, or that of an execution."""

    uri: str | None = None
    position: Place | None = None
    execution_id: str | None = None
    open: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse half a place, none and both."""
        exactly_one("uri with position and executionId", self.uri, self.execution_id)
        if (self.uri is None) != (self.position is None):
            raise ValidationError("`uri` and `position` go together.", {"key": "position"})


@attrs.frozen
class ListHistory:
    """``vm.history.list``; a filter that is left out lets all through."""

    session_id: str | None = None
    workspace_uri: str | None = None
    uri: str | None = None
    range: Span | None = None
    kind: Kind | None = None
    status: Status | None = None
    search: str | None = None
    limit: int = attrs.field(default=50, metadata=_number(1, 500))
    cursor: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a range of no document."""
        if self.range is not None and self.uri is None:
            raise ValidationError("`range` needs the `uri` of its document.", {"key": "range"})


@attrs.frozen
class ShowHistory(ListHistory):
    """``vm.history.show``: the filters of a list, or one execution."""

    limit: int = attrs.field(default=200, metadata=_number(1, 2000))
    execution_id: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a range of no document, and an execution with filters."""
        ListHistory.__attrs_post_init__(self)
        filters = (self.session_id, self.workspace_uri, self.uri, self.kind, self.status, self.search, self.cursor)
        if self.execution_id is not None and any(one is not None for one in filters):
            raise ValidationError("`executionId` names one run: it goes without filters.", {"key": "executionId"})


@attrs.frozen
class ExportHistory:
    """``vm.history.export``: one execution, a session, or what a search finds."""

    execution_id: str | None = None
    session_id: str | None = None
    search: str | None = None
    format: Format = Format.JS

    def __attrs_post_init__(self) -> None:
        """Refuse none and several."""
        exactly_one("executionId, sessionId and search", self.execution_id, self.session_id, self.search)


@attrs.frozen
class CompleteSearch:
    """``vm.history.complete``; the cursor counts UTF-16 units of the search, as its answer's places do."""

    search: str
    cursor: int = attrs.field(metadata=_number(0))


@attrs.frozen
class NameExecution:
    """``vm.history.get``."""

    execution_id: str


class RerunAs(StrEnum):
    """Where a run is carried out again: in today's session, or in one of its own that is as it was then."""

    TODAY = "today"
    THEN = "then"


@attrs.frozen
class Rerun:
    """``vm.history.rerun``."""

    execution_id: str
    as_: RerunAs = RerunAs.TODAY


@attrs.frozen
class RestoreSession:
    """``vm.session.restore``: the workspace of a document or folder, as its last session left it, or the named one."""

    uri: str
    session_id: str | None = None
    replace: bool = False
    keep_going: bool = False


@attrs.frozen
class ListEvents:
    """``vm.history.events``."""

    execution_id: str
    after_seq: int = attrs.field(default=0, metadata=_number(0))
    limit: int | None = attrs.field(default=None, metadata=_number(1))


@attrs.frozen
class DeleteHistory:
    """``vm.history.delete``; exactly one of the first four."""

    execution_id: str | None = None
    search: str | None = None
    workspace_uri: str | None = None
    all: bool | None = None
    dry_run: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse none and several; a search that is everything without saying so is refused by whoever reads it."""
        names = "executionId, search, workspaceUri and all"
        exactly_one(names, self.execution_id, self.search, self.workspace_uri, self.all)
        if self.all is False:
            raise ValidationError("`all` can only be true: leave it out.", {"key": "all"})


@attrs.frozen
class PinExecution:
    """``vm.history.pin``."""

    execution_id: str
    pinned: bool


@attrs.frozen
class PruneHistory:
    """``vm.history.prune``."""

    dry_run: bool = False


def at_most_one(names: str, *values: object) -> None:
    """Raise `ValidationError` where more than one value is given."""
    if sum(value is not None for value in values) > 1:
        raise ValidationError(f"Of {names} at most one can be given.")


def exactly_one(names: str, *values: object) -> None:
    """Raise `ValidationError` unless one value is given and no other."""
    if sum(value is not None for value in values) != 1:
        raise ValidationError(f"Of {names} exactly one must be given.")
