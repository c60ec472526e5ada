"""``vm.value.show``: the whole value, and where asked for as a read-only document."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from vm_lsp.errors import ValidationError
from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import ABSENT, Execution, Value
from vm_lsp.lsp.arguments import Place, ShowValue
from vm_lsp.lsp.cache_files import write_read_only
from vm_lsp.lsp.positions import from_place
from vm_lsp.lsp.publish.markdown import printed
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

_PREVIEW_BYTES, _FULL_BYTES = 2048, 65536  # as for every value


async def show(server: VmLanguageServer, argument: ShowValue, _: Call) -> Any:
    """Answer with the whole value, and open it where asked to."""
    if argument.execution_id is not None:
        core = await server.lifecycle.core()
        value, name = _result(await core.history.get(argument.execution_id)), argument.execution_id
    else:
        value, name = _value_at(server, argument.uri or "", argument.position or Place(0, 0))
    if not argument.open:
        return {"value": to_wire(value)}
    kept = (await server.lifecycle.core()).settings.history.enabled
    uri = await asyncio.to_thread(write_read_only, "values", f"{name}.txt", printed(value), kept)
    if server.abilities.show_document:
        await server.window_show_document_async(types.ShowDocumentParams(uri, take_focus=True))
    return {"value": to_wire(value), "uri": uri}


def _result(execution: Execution) -> Value:
    value = execution.result or (execution.error.thrown if execution.error else None)
    if value is None:
        raise ValidationError(
            f"Run {execution.number} has no value: its status is `{execution.status}`.",
            {"executionId": execution.id, "status": execution.status.value},
        )
    return value


def _value_at(server: VmLanguageServer, uri: str, place: Place) -> tuple[Value, str]:
    """Return the value of the smallest piece of code at a place, else what was printed there, and a name for it."""
    document = server.documents.get(uri)
    if document is None:
        raise ValidationError(f"{uri} is not open, so nothing is shown in it.", {"key": "uri"})
    position = from_place(document.text, place, server.documents.encoding)
    marks = server.results.marks_at(uri, document.text.offset(position))
    shown = [mark for mark in marks if mark.value is not None] or [mark for mark in marks if mark.said]
    if not shown:
        raise ValidationError("There is no value here. Run the code first.", {"key": "position"})
    value = shown[0].value or _text(shown[0].printed)
    return value, f"{shown[0].run.execution.id}-{shown[0].id}"


def _text(printed: str) -> Value:
    """Return a text as the string it is, without the quotes a string's print has."""
    preview, full = _beginning(printed, _PREVIEW_BYTES), _beginning(printed, _FULL_BYTES)
    whole = preview == printed
    return Value(
        type="string",
        preview=preview,
        truncated=not whole,
        full=None if whole else full,
        json=printed if full == printed else ABSENT,
    )


def _beginning(text: str, size: int) -> str:
    """Return as much of `text` as fits into `size` bytes of UTF-8."""
    if 4 * len(text) <= size:
        return text
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
