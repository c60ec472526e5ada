"""What of TypeScript is a type, node by node, and what its absence would change that must not change.

The dangers are those of automatic semicolons (ECMA-262, "Automatic Semicolon Insertion"): a type may be what ends a
statement, and a line inside a type what must not end one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vm_lsp.worker.source import refusals
from vm_lsp.worker.source.refusals import Refusal
from vm_lsp.worker.source.surroundings import (
    begins_statement,
    is_misread,
    is_open_field,
    is_types_only,
    regroups,
    statement_of,
)
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from vm_lsp.worker.source.blanks import Blanks

_JOINING = frozenset(b"([`+-/<*")
"""What a line may begin with that goes on with the statement before it."""
_CONTINUING = frozenset(b"([`")
"""Of those the ones that TypeScript does not take to go on behind a type."""
_LISTS = frozenset({"program", "statement_block", "switch_case", "switch_default", "class_body"})
_MODIFIERS = frozenset({"accessibility_modifier", "override_modifier", "readonly", "declare", "abstract"})
_RESTRICTED = re.compile(rb"\b(?:return|throw|yield)\s*+$")
"""What no line end may follow (ECMA-262, "Rules of Automatic Semicolon Insertion")."""
_BODY = re.compile(rb"(?:=>|\bdefault)\s*+$")
_MISREAD = re.compile(rb"\{|(?:async\s+)?function\b|class\b|let\s*\[")
"""What means something else at the beginning of a statement, or of an arrow function's body."""
_LAST_PLACE = re.compile(rb"[^\r\n\x80-\xff](?=(?:(?!\xe2\x80[\xa8\xa9])[\x80-\xff])*+\Z)")
_LONGEST_LEAD = 64  # bytes looked at before a node


class Eraser:
    """Erases the types of one text; `refused` is the first thing that it could not."""

    def __init__(self, blanks: Blanks) -> None:
        self._blanks = blanks
        self._data = blanks.data
        self._perhaps: list[tuple[int, int, frozenset[int], bool]] = []
        self.refused: Refusal | None = None

    def erase(self, nodes: Iterable[Node]) -> None:
        """Erase what `nodes` are, which come in the order of the text, outer ones first."""
        for node in nodes:
            if not self._blanks.has_blank(node.start_byte):
                _HANDLERS.get(node.type, Eraser._blank_node)(self, node)
        for at, after, joining, across_lines in reversed(self._perhaps):
            following = self._blanks.after(after)
            if following and following[0] in joining and (across_lines or self._blanks.breaks_line_after(after)):
                self._blanks.put(at, ";")

    # --- the means ----------------------------------------------------------------------------------------------------

    def _blank(self, start: int, end: int) -> None:
        self._blanks.blank(start, end)

    def _blank_node(self, node: Node) -> None:
        self._blank(node.start_byte, end_of(node))

    def _refuse(self, node: Node, reason: str, end: int | None = None) -> None:
        if self.refused is None and not is_misread(node):
            self.refused = Refusal(node.start_byte, end or end_of(node), reason)

    def _leads(self, node: Node) -> bytes:
        return self._data[max(0, node.start_byte - _LONGEST_LEAD) : node.start_byte]

    # --- statements ---------------------------------------------------------------------------------------------------

    def _statement(self, node: Node) -> None:
        """A statement that is a type as a whole; its neighbours must not become one."""
        node = statement_of(node)
        self._blanks.blank(node.start_byte, end_of(node), whole=True)
        parent = node.parent
        if parent is not None and parent.type not in _LISTS:
            self._blanks.put(node.start_byte, ";")
        else:
            self._perhaps.append((node.start_byte, end_of(node), _JOINING, True))

    def _namespace(self, node: Node) -> None:
        if is_types_only(node):
            self._statement(node)
        else:
            name = node.child_by_field_name("name")
            self._refuse(node, refusals.NAMESPACE, name.end_byte if name else None)

    def _enum(self, node: Node) -> None:
        name = node.child_by_field_name("name")
        self._refuse(node, refusals.ENUM, name.end_byte if name else None)

    def _import(self, node: Node) -> None:
        if any(child.type == "type" for child in node.children[:2]):
            self._statement(node)
        elif any(child.type == "import_require_clause" for child in node.children):
            self._refuse(node, refusals.IMPORT_REQUIRE)

    def _alias(self, node: Node) -> None:
        self._refuse(node, refusals.IMPORT_ALIAS)

    def _export(self, node: Node) -> None:
        second = node.children[1] if len(node.children) > 1 else node
        if second.type == "type" or (second.type == "ERROR" and second.text == b"type") or second.type == "as":
            self._statement(node)
        elif second.type == "=":
            self._refuse(node, refusals.EXPORT_ASSIGNMENT)

    def _specifier(self, node: Node) -> None:
        """One name of an import or export, which goes with its comma."""
        if node.children[0].type == "type":
            self._blank_node(node)
            self._comma_after(node)

    def _comma_after(self, node: Node) -> None:
        following = node.next_sibling
        while following is not None and following.type == "comment":
            following = following.next_sibling
        if following is not None and following.type == ",":
            self._blank_node(following)

    # --- classes ------------------------------------------------------------------------------------------------------

    def _abstract_class(self, node: Node) -> None:
        for child in node.children:
            if child.type == "abstract":
                self._blank_node(child)

    def _signature(self, node: Node) -> None:
        """A member that is a type as a whole."""
        self._blank_node(node)
        if is_open_field(node.prev_sibling):
            self._blanks.put_between(node.start_byte, end_of(node), ";")

    def _field(self, node: Node) -> None:
        kinds = {child.type for child in node.children}
        if "declare" in kinds or "abstract" in kinds:
            self._signature(node)
            return
        if "accessor" in kinds:
            self._refuse(node, refusals.ACCESSOR)
        self._member(node)
        annotation = node.child_by_field_name("type")
        following = node.next_sibling
        if annotation is not None and node.child_by_field_name("value") is None:
            self._blank_node(annotation)
            if following is None or following.type not in (";", "}"):
                self._blanks.put(annotation.start_byte, ";")

    def _member(self, node: Node) -> None:
        """A field or method that stays: without its modifiers, and without `?` or `!`."""
        for child in node.children:
            if child.type in _MODIFIERS or child.type in ("?", "!"):
                self._blank_node(child)
        if node.children[0].type in _MODIFIERS and is_open_field(node.prev_sibling):
            self._blanks.put(node.start_byte, ";")

    # --- functions ----------------------------------------------------------------------------------------------------

    def _parameter(self, node: Node) -> None:
        pattern = node.child_by_field_name("pattern")
        if pattern is not None and pattern.type == "this":
            self._blank_node(node)
            self._comma_after(node)
            return
        for child in node.children:
            if child.type in _MODIFIERS:
                self._refuse(node, refusals.PARAMETER_PROPERTY, pattern.end_byte if pattern else None)
            elif child.type == "?":
                self._blank_node(child)

    def _arrow(self, node: Node) -> None:
        """No line may end between `async` and the bracket, nor between the bracket and the arrow."""
        types, parameters = node.child_by_field_name("type_parameters"), node.child_by_field_name("parameters")
        returned = node.child_by_field_name("return_type")
        if parameters is None:
            return
        if types is not None and self._blanks.breaks_line(types.start_byte, parameters.start_byte):
            self._blank(types.start_byte, parameters.start_byte + 1)
            self._blanks.put(types.start_byte, "(")
        closing = parameters.end_byte - 1
        if returned is not None and self._blanks.breaks_line(closing, end_of(returned)):
            place = self._last_place(returned)
            if place is None:
                self._refuse(returned, refusals.BROKEN_LINE)
                return
            self._blank_node(returned)
            self._blank(closing, closing + 1)
            self._blanks.put(place, ")")

    def _last_place(self, node: Node) -> int | None:
        """Return the last byte of ASCII on the line that a node ends on, or the space behind it."""
        found = _LAST_PLACE.search(self._data, node.start_byte, end_of(node))
        if found is not None:
            return found.start()
        return end_of(node) if self._data[end_of(node) : end_of(node) + 1] == b" " else None

    # --- expressions --------------------------------------------------------------------------------------------------

    def _suffix(self, node: Node) -> None:
        """`x as T`, `x satisfies T`: a line that begins with a bracket does not go on with it."""
        keyword = next(child for child in node.children if child.type in ("as", "satisfies"))
        if regroups(node):
            self._refuse(node, refusals.REGROUPED)
        self._blank(keyword.start_byte, end_of(node))
        self._perhaps.append((keyword.start_byte, end_of(node), _CONTINUING, False))

    def _not_null(self, node: Node) -> None:
        self._blank_node(node.children[-1])

    def _cast(self, node: Node) -> None:
        types, operand = node.children[0], node.children[-1]
        lead = self._leads(node)
        self._blank_node(types)
        if self._blanks.breaks_line(types.start_byte, operand.start_byte) and _RESTRICTED.search(lead):
            self._refuse(types, refusals.BROKEN_LINE)
        elif (_BODY.search(lead) or begins_statement(node)) and _MISREAD.match(self._data, operand.start_byte):
            self._value(types)

    def _value(self, types: Node) -> None:
        """``0||x`` is `x`, but begins neither a block nor a declaration."""
        start, end = types.start_byte, end_of(types)
        if self._blanks.put_between(start, end, "0||") is not None:
            return
        if self._blanks.put_between(start + 1, end, "||") is None:
            self._refuse(types, refusals.NARROW_CAST)
        self._blanks.put(start, "0")

    def _arguments(self, node: Node) -> None:
        parent = node.parent
        self._blank_node(node)
        is_last = parent is not None and parent.children[-1] == node
        if is_last or (parent is not None and parent.type == "instantiation_expression"):
            self._perhaps.append((node.start_byte, end_of(node), _CONTINUING - {ord("("), ord("`")}, False))

    def _decorator(self, node: Node) -> None:
        self._refuse(node, refusals.DECORATOR)

    def _element(self, node: Node) -> None:
        self._refuse(node, refusals.JSX, node.children[0].end_byte)


_DEFINITE = '(variable_declarator "!" @it)'

_ELEMENTS = frozenset({"jsx_element", "jsx_self_closing_element"})

_HANDLERS: dict[str, Callable[[Eraser, Node], None]] = {
    "interface_declaration": Eraser._statement,
    "type_alias_declaration": Eraser._statement,
    "function_signature": Eraser._statement,
    "ambient_declaration": Eraser._statement,
    "internal_module": Eraser._namespace,
    "module": Eraser._namespace,
    "enum_declaration": Eraser._enum,
    "import_statement": Eraser._import,
    "import_alias": Eraser._alias,
    "import_specifier": Eraser._specifier,
    "export_statement": Eraser._export,
    "export_specifier": Eraser._specifier,
    "abstract_class_declaration": Eraser._abstract_class,
    "public_field_definition": Eraser._field,
    "method_definition": Eraser._member,
    "method_signature": Eraser._signature,
    "abstract_method_signature": Eraser._signature,
    "index_signature": Eraser._signature,
    "implements_clause": Eraser._blank_node,
    "required_parameter": Eraser._parameter,
    "optional_parameter": Eraser._parameter,
    "arrow_function": Eraser._arrow,
    "type_parameters": Eraser._blank_node,
    "type_annotation": Eraser._blank_node,
    "asserts_annotation": Eraser._blank_node,
    "type_predicate_annotation": Eraser._blank_node,
    "as_expression": Eraser._suffix,
    "satisfies_expression": Eraser._suffix,
    "non_null_expression": Eraser._not_null,
    "type_assertion": Eraser._cast,
    "type_arguments": Eraser._arguments,
    "decorator": Eraser._decorator,
    "jsx_element": Eraser._element,
    "jsx_self_closing_element": Eraser._element,
}


def pattern(*, elements: bool) -> str:
    """Return the query for what `Eraser.erase` wants, in a grammar that knows JSX's `elements`, or else casts."""
    known = (name for name in _HANDLERS if (name not in _ELEMENTS if not elements else name != "type_assertion"))
    return " ".join([*(f"({name}) @it" for name in known), _DEFINITE])
