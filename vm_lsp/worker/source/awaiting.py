"""Scripts that await at top level: what they consist of becomes a function that can, what it declares stays global.

Function declarations stay where they are, so that they are hoisted as before; what is between them becomes a chain of
async functions. Their `var` would be their own, and lose the keyword as `let` does.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vm_lsp.worker.source.completion import Completion
from vm_lsp.worker.source.hoisting import is_of_block, name_of, outside_functions
from vm_lsp.worker.source.strict import StrictRewriter
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.outline import Statement


class AwaitingRewriter(StrictRewriter):
    """Collects the edits of a script that awaits."""

    def _opening(self, first: bool) -> str:
        """The name is the one the engine gives to a script's own code in stacks; the parameter hides the hook."""
        declare = self._declare() if first else ""
        guarded = f"try{{{declare}}}catch(e){{{self._hook}.thrown(e)}}" if declare else ""
        return f'{guarded}{self._hook}.main({{"<eval>":async({self._hook})=>{{try{{'

    def _closing(self) -> str:
        return f"}}catch(e){{{self._hook}.thrown(e)}}{self._hook}.next()}}}});"

    def _statement(self, index: int, statement: Statement, completion: Completion | None) -> None:
        super()._statement(index, statement, completion)
        if statement.kind == "other" and statement.node is not None and not self.is_strict:
            lexical = {*self._names_of("const"), *self._names_of("let", "class")}
            for inner in outside_functions(statement.node):
                if is_of_block(inner) and name_of(inner) not in lexical:
                    self._shared(inner)

    def _shared(self, function: Node) -> None:
        """Let a function of a block be a global as well."""
        name = name_of(function)
        self._edits.insert(end_of(function), f";{self._hook}.global({json.dumps(name)},{name});", closing=True)
