"""What is known of the functions that calls name, without running any of the code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vm_lsp.worker.source.faults import Fault
from vm_lsp.worker.source.operations import text

if TYPE_CHECKING:
    from tree_sitter import Node

_FUNCTIONS = ("function_expression", "arrow_function", "generator_function")


def is_callable(call: Node, function: Node, fault: Fault) -> bool | None:
    """Return whether what a call in `function` calls is known to be a function, or known to be none."""
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    while callee is not None and callee.type == "parenthesized_expression":
        callee = callee.named_children[-1]
    if callee is None or callee.type in _FUNCTIONS:
        return callee is not None or None
    path = _path(callee)
    if path is None or fault.callable is None or (fault.function is not None and _may_be_local(function, path[0])):
        return None
    return fault.callable(path)


def _path(callee: Node) -> list[str] | None:
    """The names of a chain such as `a.b.c`, None for anything else."""
    names: list[str] = []
    while callee.type == "member_expression":
        name, inner = callee.child_by_field_name("property"), callee.child_by_field_name("object")
        if name is None or inner is None or name.type != "property_identifier":
            return None
        names.append(text(name) or "")
        callee = inner
    return [text(callee) or "", *reversed(names)] if callee.type == "identifier" else None


def _may_be_local(function: Node, name: str) -> bool:
    """Whether a function may have a variable or a parameter of that name."""
    word = rf"(?<![\w$.]){re.escape(name)}(?![\w$])"
    parameters = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if parameters is not None and re.search(word, text(parameters) or ""):
        return True
    declared = rf"\b(?:let|const|var|function|class|catch)\b[^=;]*?{word}"
    return re.search(declared, text(function) or "") is not None
