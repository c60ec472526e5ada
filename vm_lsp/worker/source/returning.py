"""The lines of a function, run by themselves: a `return` outside of every function ends the script with its value.

As a script that awaits, it becomes a function; what it declares stays global. The hook keeps what is returned until the
script is really over, since a `finally` block may return something else, or break out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vm_lsp.worker.source.awaiting import AwaitingRewriter
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.edits import Edits

_RETURN = "return"


class ReturningRewriter(AwaitingRewriter):
    """Collects the edits of a script that returns; it is also one that may await.

    The values of `return` statements are told with numbers that go on behind those of the top-level statements.
    """

    def edits(self) -> Edits:
        """Return the edits that put every hook in its place."""
        for index, node in enumerate(self._hoisted.returns, len(self._statements)):
            self._returned(index, node)
        return super().edits()

    def _returned(self, index: int, node: Node) -> None:
        value = next((child for child in node.named_children if child.type != "comment"), None)
        if value is None:
            self._edits.insert(node.start_byte + len(_RETURN), f" {self._hook}.returned({index})", closing=True)
            return
        self._edits.insert(value.start_byte, f"{self._hook}.returned({index},(")
        self._edits.insert(end_of(value), "))", closing=True)

    def _closing(self) -> str:
        hook = self._hook
        return f";{hook}.reached()}}catch(e){{{hook}.thrown(e)}}finally{{{hook}.ended()}}}}}});"
