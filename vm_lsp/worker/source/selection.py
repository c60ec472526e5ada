"""What a selection is read as: a script, else an expression, a piece of an object, or the lines of a function.

A text that parses as a script is one, with the exception that Node's console makes: what begins with a brace, does not
end with a semicolon and parses in parentheses is an object. The lines of a function are a script that returns
(`returning.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.layers import Layers
from vm_lsp.worker.source.outsiders import first_outsider
from vm_lsp.worker.source.syntax import end_of, parse, statements
from vm_lsp.worker.source.tokens import tokens_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from vm_lsp.worker.source.rewrite import Script

_BEGINNING = re.compile(rb"(?:\s|//[^\r\n]*|/\*.*?\*/)*(\{|function\b|class\b|async\b)", re.DOTALL)
"""What no expression statement begins with (ECMA-262, "Expression Statement"), though an expression may."""

_PIECES = frozenset({"pair", "method_definition"})
_CLAUSE = re.compile(rb"catch\b")
"""Where a text begins so, it is the end of a `try` more likely than a method of that name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text between brackets that make a script of it; `edits` lead back."""

    data: bytes
    edits: Edits

    def in_terms_of_the_text(self, script: Script) -> Script:
        """Return what `data` was rewritten to as a script that leads back to the text itself."""
        origin = self.edits.origin
        spans = tuple((origin(start), origin(end)) for start, end in script.spans)
        refused = (origin(script.refused[0]), script.refused[1]) if script.refused else None
        return replace(script, edits=Layers(self.edits, script.edits), spans=spans, refused=refused, bracketed=True)


def read(data: bytes, rewritten: Callable[[bytes], Script], compiles: Callable[[bytes], bool]) -> Script:
    """Return the script that a selection is.

    `rewritten` makes a script of a text, `compiles` asks the engine whether it would run one, which counts for texts
    that we can't parse.
    """
    reading = as_expression(data)
    if reading is None:
        script = rewritten(data)
        if script.observed or script.refused:
            return script
        reading = as_piece_of_object(data) or as_expression(data, ended=True)
        if reading is None or compiles(script.data):
            return script
    return reading.in_terms_of_the_text(rewritten(reading.data))


def runs(data: bytes) -> bool:
    """Whether a text can be read as something that runs by itself, as far as syntax tells."""
    tree = parse(data)
    if tree.root_node.has_error:
        return as_expression(data) is not None or as_piece_of_object(data) is not None
    return bool(statements(tree)) and first_outsider(data, tree) is None


def as_expression(data: bytes, *, ended: bool = False) -> Reading | None:
    """Read a text as an object, or as a function or class without a name, if it is one; None where it is not.

    With `ended` an object may have a semicolon behind it.
    """
    begins = _BEGINNING.match(data)
    if begins is None:
        return None
    if begins[1] != b"{":
        nodes = statements(parse(data))
        return _within(data, "(", ")", _expression) if len(nodes) == 1 and nodes[0].type == _STATEMENT else None
    return None if _ends_with_semicolon(data) and not ended else _within(data, "(", ")", _expression)


def as_piece_of_object(data: bytes) -> Reading | None:
    """Read a text as the properties and methods between an object's braces, if it is that."""
    return None if _CLAUSE.match(data.lstrip()) else _within(data, "({", "})", _object_of_pieces)


def _ends_with_semicolon(data: bytes) -> bool:
    found = tokens_of(data).all
    return bool(found) and found[-1].text == b";"


def _within(data: bytes, before: str, after: str, meant: Callable[[Node], Node | None]) -> Reading | None:
    """Return the text between brackets, if it parses so; a semicolon and comments at its end stay outside."""
    found = tokens_of(data).all
    if not found:
        return None
    edits = Edits()
    edits.insert(found[0].start, before)
    edits.insert(found[-1].end - (found[-1].text == b";"), after, closing=True)
    wrapped = edits.apply(data)
    tree = parse(wrapped)
    nodes = statements(tree)
    if tree.root_node.has_error or len(nodes) != 1 or nodes[0].type != _STATEMENT or meant(nodes[0]) is None:
        return None
    return Reading(wrapped, edits)


_STATEMENT = "expression_statement"


def _expression(statement: Node) -> Node | None:
    """The expression in parentheses that a statement is."""
    inner = statement.children[0]
    whole = inner.type == "parenthesized_expression" and end_of(inner) == end_of(statement) - _semicolon(statement)
    return inner if whole else None


def _semicolon(statement: Node) -> int:
    return int(statement.children[-1].type == ";")


def _object_of_pieces(statement: Node) -> Node | None:
    inner = _expression(statement)
    found = inner.named_children[0] if inner is not None else None
    if found is None or found.type != "object":
        return None
    return found if any(child.type in _PIECES for child in found.named_children) else None
