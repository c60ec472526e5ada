"""``textDocument/codeAction``: what can be done with a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from vm_lsp.execution.model import Position, Range
from vm_lsp.lsp.documents import OpenDocument
from vm_lsp.lsp.features.mending_actions import mending_actions
from vm_lsp.lsp.features.run_actions import KIND, command, run_actions
from vm_lsp.lsp.positions import offset_of, to_range
from vm_lsp.lsp.publish.labels import inline

if TYPE_CHECKING:
    from vm_lsp.lsp.publish.marks import Mark
    from vm_lsp.lsp.server import VmLanguageServer

LONGEST_COMMENT = 200
# A result put there before, which the new one replaces; what stands behind another comment is left alone.
_FORMER = re.compile(r"[ \t]*// → [^\r\n]*$")


def register(server: VmLanguageServer) -> None:
    """Answer for code actions."""

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        document = server.documents.get(params.text_document.uri)
        if document is None:
            return []
        offset = offset_of(document.text, params.range.start, server.documents.encoding)
        marks = server.results.marks_at(document.uri, offset)
        valued = next((mark for mark in marks if mark.value is not None), None)
        actions = [_insert(server, document, valued), _show(server, document, valued)] if valued else []
        actions += [_rerun(marks[0])] if marks else []
        actions += mending_actions(server, document, params.range)
        if not server.abilities.own_client:
            actions += run_actions(server, document, params.range)
        return [action for action in actions if _wanted(action, params.context.only)]


def _wanted(action: types.CodeAction, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether the client asks for this kind or one it is part of (LSP 3.17, "CodeActionContext")."""
    return only is None or any(f"{action.kind}.".startswith(f"{_text(kind)}.") for kind in only)


def _text(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _insert(server: VmLanguageServer, document: OpenDocument, mark: Mark) -> types.CodeAction:
    edit = types.TextEdit(_comment_place(server, document, mark), f" {comment(mark)}")
    return types.CodeAction(
        title="Insert the value as a comment",
        kind=f"{KIND}.insert",
        edit=types.WorkspaceEdit(changes={document.uri: [edit]}),
    )


def comment(mark: Mark) -> str:
    """Return the value as a line comment; nothing in it can end the line, for an editor or for JavaScript."""
    return f"// → {inline(mark.value.preview if mark.value else '', LONGEST_COMMENT)}"


def _comment_place(server: VmLanguageServer, document: OpenDocument, mark: Mark) -> types.Range:
    """Return the end of the line the result stands at, with the blanks or the former comment there."""
    text = document.text
    line = text.position(mark.anchor.end).line
    start, end = text.line_bounds(line)
    content = text.content[start:end]
    former = _FORMER.search(content)
    kept = former.start() if former and start + former.start() >= mark.anchor.end else len(content.rstrip())
    place = text.range(start + kept, end)
    return to_range(server.documents, document.uri, Range(place.start, Position(line, place.end.character)))


def _show(server: VmLanguageServer, document: OpenDocument, mark: Mark) -> types.CodeAction:
    place = to_range(server.documents, document.uri, document.text.range(mark.anchor.start, mark.anchor.end)).start
    position = {"line": place.line, "character": place.character}
    argument = {"uri": document.uri, "position": position, "open": True}
    return command("show", "Show the whole value", "vm.value.show", argument)


def _rerun(mark: Mark) -> types.CodeAction:
    run = mark.run.execution
    argument = {"executionId": run.id}
    return command("rerun", f"Run this again (run {run.number})", "vm.history.rerun", argument)
