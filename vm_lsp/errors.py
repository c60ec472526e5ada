"""Every error of ours that a person can meet, with the code the contract gives it.

::

    VmError
    ├── ValidationError        VALIDATION_ERROR      an argument is unknown, of the wrong type or out of range
    │   └── InvalidPathError   INVALID_PATH          a path leads out of the workspace
    ├── StaleDocumentError     STALE_DOCUMENT        the document changed after the command was sent
    ├── CancelledRunError      CANCELLED             the client cancelled the request
    ├── FileMissingError       FILE_NOT_FOUND        no file there, or none that the system lets us read
    │   └── MissingModuleError FILE_NOT_FOUND        an import leads to no file; what a script that imports it catches
    ├── SessionNotFoundError   SESSION_NOT_FOUND
    ├── SessionNotReadyError   SESSION_NOT_READY     the worker did not say READY in time
    ├── SessionBusyError       SESSION_BUSY          another run is on, and this one would not wait
    ├── ExecutionNotFoundError EXECUTION_NOT_FOUND
    ├── StartupFailedError     STARTUP_FAILED        a startup file or library threw
    ├── UntrustedError         UNTRUSTED_WORKSPACE   nothing runs before the person trusts the workspace
    ├── PersistenceError       PERSISTENCE_FAILED    a write to the history failed; details name the stage
    ├── WorkerFailedError      WORKER_FAILED         the engine's process could not start or broke its protocol
    └── InternalError          INTERNAL              a defect of ours

A JavaScript exception is none of these: it is a successful command whose execution has status ``error``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class VmError(Exception):
    """An error of ours: what happened and what to do, for a person; a code and details, for a program."""

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.details: Mapping[str, object] = dict(details or {})


class ValidationError(VmError):
    """An argument is unknown, of the wrong type or out of range; raised before anything ran."""

    code = "VALIDATION_ERROR"


class InvalidPathError(ValidationError):
    """A path leads out of the workspace, or there is no workspace to read from."""

    code = "INVALID_PATH"


class StaleDocumentError(VmError):
    """The document is at another version than the one the command was sent for."""

    code = "STALE_DOCUMENT"


class CancelledRunError(VmError):
    """The client took its request back; details carry the execution's id and the interrupt outcome."""

    code = "CANCELLED"


class FileMissingError(VmError):
    """There is no file at that path, it is a folder, or the system refuses to read it."""

    code = "FILE_NOT_FOUND"


class MissingModuleError(FileMissingError):
    """A specifier leads to no file, or to one that is no module; a script that imports it gets it as an exception."""


class SessionNotFoundError(VmError):
    """No session has that id or belongs to that document."""

    code = "SESSION_NOT_FOUND"


class SessionNotReadyError(VmError):
    """The session's worker did not say READY within its bound."""

    code = "SESSION_NOT_READY"


class SessionBusyError(VmError):
    """A run is on and this one was told not to wait, or the queue is full."""

    code = "SESSION_BUSY"


class ExecutionNotFoundError(VmError):
    """The history holds no execution with that id."""

    code = "EXECUTION_NOT_FOUND"


class StartupFailedError(VmError):
    """A startup file or library of the template failed; details name the file and position."""

    code = "STARTUP_FAILED"


class UntrustedError(VmError):
    """The workspace is not trusted, so nothing runs in it; the history can still be read."""

    code = "UNTRUSTED_WORKSPACE"


class PersistenceError(VmError):
    """The history could not be written, opened or read; a run whose write failed was rolled back.

    ``details["stage"]`` is one of ``create``, ``add_event``, ``update``, ``session``, ``open``, ``read``;
    ``details["cause"]`` says why.
    """

    code = "PERSISTENCE_FAILED"

    def __init__(self, stage: str, cause: str, happened: str | None = None) -> None:
        happened = happened or _FAILED_STAGES.get(stage, "The history could not be written. The run was rolled back")
        super().__init__(
            f"{happened} ({stage}: {cause}). `vm-lsp doctor` tells what is wrong with the database; "
            "when it works again, so does this.",
            {"stage": stage, "cause": cause},
        )

    def after(self, lost: bool) -> PersistenceError:
        """Return the same for a run that could not be rolled back, since its session's state is lost too."""
        words = "The history could not be written, and the session's state is lost: the next run starts a new one"
        return PersistenceError(str(self.details["stage"]), str(self.details["cause"]), words) if lost else self


_FAILED_STAGES = {
    "open": "The history could not be opened",
    "read": "The history could not be read",
    "session": "The history could not be written. Nothing has run",
    "create": "The history could not be written. Nothing has run",
}


class WorkerFailedError(VmError):
    """The engine's process could not be started, or broke its protocol."""

    code = "WORKER_FAILED"


class InternalError(VmError):
    """A defect of ours; the log has the traceback."""

    code = "INTERNAL"
