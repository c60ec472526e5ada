"""Errors as the client sees them: a JSON-RPC code, a sentence, and ``data {code, details?}``; never a traceback."""

from __future__ import annotations

import logging
from typing import Final

from lsprotocol.types import ErrorCodes, LSPErrorCodes, ResponseError
from pygls.exceptions import JsonRpcException

from vm_lsp.errors import (
    CancelledRunError,
    InternalError,
    StaleDocumentError,
    ValidationError,
    VmError,
)
from vm_lsp.execution.json import to_wire

logger = logging.getLogger(__name__)

# Which JSON-RPC code stands for which part of our tree; the rest is RequestFailed.
_CODES: Final[tuple[tuple[type[VmError], int], ...]] = (
    (ValidationError, ErrorCodes.InvalidParams.value),
    (StaleDocumentError, LSPErrorCodes.ContentModified.value),
    (CancelledRunError, LSPErrorCodes.RequestCancelled.value),
)


def refusal(error: BaseException) -> ResponseError:
    """Return the answer for a request that ended in `error`; what we did not foresee is logged with its traceback."""
    if isinstance(error, VmError):
        return _of_ours(error)
    if isinstance(error, JsonRpcException):
        return ResponseError(code=error.code, message=error.message, data=error.data)
    logger.error("A request ended in an error nobody foresaw", exc_info=error)
    return _of_ours(InternalError("vm-lsp has a defect: this request failed. Its log says where."))


def cancelled() -> ResponseError:
    """Return the answer for a request that was given up before it could do anything."""
    return _of_ours(CancelledRunError("The request was cancelled."))


def _of_ours(error: VmError) -> ResponseError:
    code = next((number for kind, number in _CODES if isinstance(error, kind)), LSPErrorCodes.RequestFailed.value)
    data: dict[str, object] = {"code": error.code}
    if error.details:
        data["details"] = to_wire(error.details)
    return ResponseError(code=code, message=error.message, data=data)
