"""``vm.value.show``: the whole value, and where asked for as a read-only document."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from vm_lsp.errors import ValidationError
from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Execution, Value
from vm_lsp.lsp.arguments import Place, ShowValue
from vm_lsp.lsp.positions import from_place
from vm_lsp.lsp.publish.markdown import printed
from vm_lsp.lsp.runs import Call

if TYPE_CHECKING:
    from vm_lsp.lsp.server import VmLanguageServer

_KEPT_FILES = 100


async def show(server: VmLanguageServer, argument: ShowValue, _: Call) -> Any:
    """Answer with the whole value, and open it where asked to."""
    if argument.execution_id is not None:
        core = await server.lifecycle.core()
        value, name = _result(await core.history.get(argument.execution_id)), argument.execution_id
    else:
        value, name = _value_at(server, argument.uri or "", argument.position or Place(0, 0))
    if not argument.open:
        return {"value": to_wire(value)}
    uri = await asyncio.to_thread(_write, name, printed(value))
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
    """Return the value of the smallest piece of code at a place, and a name for it."""
    document = server.documents.get(uri)
    if document is None:
        raise ValidationError(f"{uri} is not open, so nothing is shown in it.", {"key": "uri"})
    position = from_place(document.text, place, server.documents.encoding)
    for mark in server.results.marks_at(uri, document.text.offset(position)):
        if mark.value is not None:
            return mark.value, f"{mark.run.execution.id}-{mark.id}"
    raise ValidationError("There is no value here. Run the code first.", {"key": "position"})


def _write(name: str, text: str) -> str:
    """Write a read-only file into the cache folder, the oldest of many making room, and return its URI."""
    from platformdirs import user_cache_path

    folder = user_cache_path("vm-lsp") / "values"
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.iterdir(), key=_age)[_KEPT_FILES - 1 :]:
        old.unlink(missing_ok=True)
    path = folder / f"{name}.txt"
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    path.chmod(stat.S_IRUSR)
    return path.as_uri()


def _age(path: Path) -> float:
    return -path.stat().st_mtime
