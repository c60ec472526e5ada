"""pygls' protocol, mended where it loses answers, leaks tracebacks, or can't stop what it started.

It leans on private methods of pygls 2.1 (the ones that begin with an underscore), which is why that version is pinned.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Generator, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import cattrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import MsgId

from vm_lsp.lsp.messages import framed
from vm_lsp.lsp.refusals import cancelled, refusal

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

_SETTLE_SECONDS = 1.0
_VERSION = "2.0"

logger = logging.getLogger(__name__)


class VmProtocol(LanguageServerProtocol):
    """Speaks LSP for one `VmLanguageServer`: every request gets exactly one answer."""

    _server: VmLanguageServer

    # --- in ----------------------------------------------------------------------------------------------------------

    def receive(self, body: bytes) -> None:
        """Take one message's body; what is no message is answered, or logged where it can't be."""
        try:
            data = json.loads(body, parse_constant=_refuse_constant)
        except ValueError as reason:
            self._refuse(None, types.ErrorCodes.ParseError, f"That is not JSON: {reason}")
            return
        if not isinstance(data, dict) or data.get("jsonrpc") != _VERSION:
            self._refuse(None, types.ErrorCodes.InvalidRequest, 'A message is one object with "jsonrpc": "2.0".')
        elif "id" not in data or "method" not in data:
            self._receive_other(data)
        elif isinstance(data["id"], int | str):
            self._receive_request(data)
        else:
            self._refuse(None, types.ErrorCodes.InvalidRequest, "A request's id is a number or a string.")

    def _receive_request(self, data: dict[str, Any]) -> None:
        msg_id, first = data["id"], self._workspace is None
        if self._shutdown:
            self._refuse(msg_id, types.ErrorCodes.InvalidRequest, "The server is shutting down.")
        elif first and data["method"] != types.INITIALIZE:
            self._refuse(msg_id, types.ErrorCodes.ServerNotInitialized, "The first request must be `initialize`.")
        elif not first and data["method"] == types.INITIALIZE:
            self._refuse(msg_id, types.ErrorCodes.InvalidRequest, "`initialize` is sent once.")
        else:
            self._structure_and_handle(data, msg_id)

    def _receive_other(self, data: dict[str, Any]) -> None:
        """Take a notification or a response; before `initialize` and after `shutdown` only `exit` counts (LSP 3.17)."""
        serving = self._workspace is not None and not self._shutdown
        if serving or data.get("method") == types.EXIT:
            self._structure_and_handle(data, None)

    def _structure_and_handle(self, data: dict[str, Any], request_id: MsgId | None) -> None:
        # Decoding once, from the top: as an object_hook it would take any object with a key "jsonrpc" for a message.
        try:
            message = self.structure_message(data)
        except JsonRpcException as reason:
            self._refuse_shape(data, request_id, reason)
        else:
            self.handle_message(message)

    def _refuse_shape(self, data: dict[str, Any], request_id: MsgId | None, reason: JsonRpcException) -> None:
        problems = cattrs.transform_error(reason.__cause__) if reason.__cause__ else []
        message = f"`{data.get('method', 'response')}` has not the shape LSP gives it: {'; '.join(problems)}"
        if request_id is not None:
            self._refuse(request_id, types.ErrorCodes.InvalidParams, message, {"code": "VALIDATION_ERROR"})
        elif "id" in data:
            error = types.ResponseError(code=types.ErrorCodes.InvalidParams.value, message=message)
            self._handle_response(data["id"], None, error)
        else:
            logger.warning("Ignored: %s", message)

    def _handle_response(self, msg_id: MsgId, result: Any = None, error: types.ResponseError | None = None) -> None:
        if (asked := self._request_futures.get(msg_id)) is not None and asked.done():
            del self._request_futures[msg_id]  # nobody waits for it any more
            return
        super()._handle_response(msg_id, result, error)

    # --- out ---------------------------------------------------------------------------------------------------------

    def _send_data(self, data: Any) -> None:
        if self.writer is None:
            raise RuntimeError("nothing can be sent before the connection is made")
        try:
            body = json.dumps(data, default=self._serialize_message, allow_nan=False, separators=(",", ":"))
        except (TypeError, ValueError, RecursionError) as reason:
            logger.error("A message could not be written as JSON", exc_info=reason)
            if isinstance(msg_id := getattr(data, "id", None), int | str) and not hasattr(data, "method"):
                self._send_response(msg_id, error=refusal(reason))
            return
        self.writer.write(framed(body.encode("ascii")))

    def _refuse(
        self, msg_id: MsgId | None, code: types.ErrorCodes, message: str, data: Mapping[str, object] | None = None
    ) -> None:
        logger.warning("Refused: %s", message)
        error = types.ResponseError(code=code.value, message=message, data=data)
        self._send_data(types.ResponseErrorMessage(id=msg_id, error=error))

    def _send_handler_result(self, future: Future[Any], *, msg_id: MsgId) -> None:
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self._send_response(msg_id, error=cancelled())
        elif (error := future.exception()) is not None:
            self._send_response(msg_id, error=refusal(error))
        else:
            self._send_response(msg_id, result=future.result())

    # --- commands and their cancellation -----------------------------------------------------------------------------

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Any:  # type: ignore[override]  # async, not a generator
        """Carry out a command; being async here makes it a task under its own message id, with its token in sight."""
        return await self._server.commands.call(params, self.msg_id)

    @lsp_method(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def lsp_work_done_progress_cancel(self, params: types.WorkDoneProgressCancelParams) -> None:
        """Stop the run whose progress the person cancelled; its command answers as usual."""
        self._server.runs.stop_by_token(params.token)

    def _handle_cancel_notification(self, msg_id: MsgId) -> None:
        # Only a run takes long enough to be given up, and it must be stopped, not just forgotten.
        self._server.runs.give_up(msg_id)

    # --- documents: our own, since pygls splits lines where LSP does not ---------------------------------------------

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a buffer."""
        self._server.documents.open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow an edit."""
        self._server.documents.change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let a buffer go."""
        self._server.documents.close(params.text_document.uri)

    # --- beginning and end -------------------------------------------------------------------------------------------

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Answer with what we can do; our commands are not registered with pygls, so they are named here."""
        result = yield from super().lsp_initialize(params)
        self._server.lifecycle.initialize(params, result.capabilities)
        return result

    @lsp_method(types.SHUTDOWN)
    async def lsp_shutdown(self, *_: object) -> None:  # type: ignore[override]  # no generator
        """Refuse everything from here on, end every run and session, and let the commands in flight answer."""
        self._shutdown = True
        await self._server.lifecycle.close()
        await self._settle(self.msg_id)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: object) -> None:  # type: ignore[override]  # no generator
        """Leave, with 0 after a shutdown and 1 without (LSP 3.17, "exit")."""
        self._server.leave(0 if self._shutdown else 1)

    async def _settle(self, own: MsgId | None) -> None:
        """Give the requests in flight a moment to answer, then cancel them, which answers too."""
        futures: dict[MsgId, object] = {**self._request_futures}
        tasks = {task for key, task in futures.items() if key != own and isinstance(task, asyncio.Task)}
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=_SETTLE_SECONDS)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=_SETTLE_SECONDS)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
