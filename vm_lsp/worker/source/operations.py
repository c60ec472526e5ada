"""Which expressions can fail in which way, when in the order of evaluation, and what of them is to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vm_lsp.worker.source.faults import Fault, Kind
from vm_lsp.worker.source.syntax import end_of

if TYPE_CHECKING:
    from tree_sitter import Node

_MEMBERS = ("member_expression", "subscript_expression")
CALLS = ("call_expression", "new_expression")
_NAMES = ("identifier", "shorthand_property_identifier", "undefined")
_ASSIGNMENTS = ("assignment_expression", "augmented_assignment_expression")
_CONVERTING = ("unary_expression", "update_expression", "augmented_assignment_expression")
_RELATIONS = ("in", "instanceof")
_LOGICAL = ("&&", "||", "??", *_RELATIONS)
_CONVERSIONS = ("toString", "valueOf", "[Symbol.toPrimitive]")
_STEPS = ("next", "return", "[Symbol.iterator]", "[Symbol.asyncIterator]")


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can fail: `moment` is the byte offset behind all that is evaluated before it."""

    moment: int
    start: int
    end: int


def operations(node: Node, fault: Fault) -> Iterator[Operation]:
    """Yield what of `node` itself, not of what is in it, can fail like this."""
    return _FINDERS[fault.kind](node, fault)


def callee_name(node: Node) -> str | None:
    """Return the simple name of what a call or a `new` calls, as far as the text tells."""
    callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    if callee is None:
        return None
    return text(callee.child_by_field_name("property")) or (text(callee) if not callee.named_child_count else None)


def text(node: Node | None) -> str | None:
    """Return the text of a node."""
    return None if node is None or node.text is None else node.text.decode("utf-8")


def whole(node: Node, moment: int | None = None) -> Operation:
    """Return a node as what can fail, at its end where no other `moment` is given."""
    return Operation(end_of(node) if moment is None else moment, node.start_byte, end_of(node))


def _reached(node: Node, name: str | None) -> bool:
    """Whether it is an access to the property of that name, or may be one."""
    if node.type == "subscript_expression":
        index = node.child_by_field_name("index")
        said = (text(index) or "").strip("'\"`") if index is not None and index.type in ("string", "number") else name
        return name is None or said == name
    return node.type == "member_expression" and name in (None, text(node.child_by_field_name("property")))


def _read(node: Node, fault: Fault) -> Iterator[Operation]:
    if _reached(node, fault.name) and not _is_target(node):
        yield whole(node)


def _is_target(node: Node) -> bool:
    parent = node.parent
    return parent is not None and parent.type == "assignment_expression" and parent.child_by_field_name("left") == node


def _write(node: Node, fault: Fault) -> Iterator[Operation]:
    target = node.child_by_field_name("left") if node.type in _ASSIGNMENTS else None
    if node.type == "update_expression":
        target = node.child_by_field_name("argument")
    if target is not None and _reached(target, fault.name):
        yield whole(target, end_of(node))


def _assign(node: Node, fault: Fault) -> Iterator[Operation]:
    if node.type in _ASSIGNMENTS or node.type == "for_in_statement":
        target = node.child_by_field_name("left")
    else:
        target = node.child_by_field_name("argument") if node.type == "update_expression" else None
    for name in _assigned(target):
        if fault.name in (None, text(name)):
            yield whole(name, end_of(node))


def _assigned(target: Node | None) -> Iterator[Node]:
    if target is None:
        return
    if target.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield target
    elif target.type.endswith("_pattern"):
        for child in target.named_children:
            yield from _assigned(child.child_by_field_name("value") if child.type == "pair_pattern" else child)


def _read_only(node: Node, fault: Fault) -> Iterator[Operation]:
    yield from _write(node, fault)
    yield from _assign(node, fault)


def _call(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type in CALLS:
        yield whole(node)


def _construct(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type == "new_expression" or _is_super_call(node):
        yield whole(node)
    elif node.type == "class_heritage" and node.named_children:
        yield whole(node.named_children[-1])


def _name(node: Node, fault: Fault) -> Iterator[Operation]:
    if node.type == "this" and fault.name == "this":
        yield whole(node)
    if node.type in _NAMES and text(node) == fault.name:
        parent = node.parent
        yield whole(node, end_of(parent) if parent is not None and _is_target(node) else None)


def _length(node: Node, _: Fault) -> Iterator[Operation]:
    yield from _write(node, Fault(Kind.WRITE, "length"))
    if node.type in CALLS and callee_name(node) == "Array":
        yield whole(node)


def _iterate(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type == "for_in_statement" and any(child.type == "of" for child in node.children):
        right = node.child_by_field_name("right")
        if right is not None:
            yield whole(right)
            yield whole(right, end_of(node))  # each further step is taken when the body is done
    elif node.type == "subscript_expression" and (text(node.child_by_field_name("index")) or "").startswith("Symbol."):
        yield whole(node)
    elif node.type == "spread_element" or (node.type == "yield_expression" and node.child_count == 3):
        yield whole(node.named_children[-1], end_of(node))
    else:
        yield from _taken_apart(node, "array_pattern")


def _taken_apart(node: Node, pattern: str) -> Iterator[Operation]:
    """What a pattern takes apart: where that is said, the value; for a parameter, and in a pattern, the pattern."""
    target = node.child_by_field_name("name") or node.child_by_field_name("left")
    value = node.child_by_field_name("value") or node.child_by_field_name("right")
    if target is not None and value is not None and target.type == pattern and node.type != "for_in_statement":
        inner = any(child.type.endswith("_pattern") and _has_pattern(child) for child in target.named_children)
        yield whole(target if inner else value, end_of(node))
    elif node.type == pattern:
        parent = node.parent
        if parent is not None and parent.type in ("formal_parameters", "assignment_pattern"):
            yield whole(node)


def _has_pattern(node: Node) -> bool:
    value = node.child_by_field_name("value") if node.type == "pair_pattern" else node
    return value is not None and value.type in ("object_pattern", "array_pattern")


def _pattern(node: Node, fault: Fault) -> Iterator[Operation]:
    yield from _taken_apart(node, "object_pattern")
    yield from _delete(node, fault)


def _delete(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type == "unary_expression" and node.children[0].type == "delete":
        yield whole(node.named_children[-1], end_of(node))


def _operate(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type == "binary_expression":
        if node.children[1].type not in _LOGICAL:
            yield whole(node)
    elif node.type in _CONVERTING and node.children[0].type not in ("!", "typeof", "void", "delete"):
        yield whole(node)
    elif node.type == "template_substitution" and node.named_children:
        yield whole(node.named_children[-1], end_of(node))


def _relate(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type == "binary_expression" and node.children[1].type in _RELATIONS:
        yield whole(node)


def _private(node: Node, fault: Fault) -> Iterator[Operation]:
    if node.type == "member_expression":
        name = node.child_by_field_name("property")
        if name is not None and name.type == "private_property_identifier" and fault.name in (None, text(name)):
            yield whole(node)


def _super(node: Node, _: Fault) -> Iterator[Operation]:
    if _is_super_call(node):
        yield whole(node)


def _is_super_call(node: Node) -> bool:
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    return callee is not None and callee.type == "super"


def _reach(node: Node, fault: Fault) -> Iterator[Operation]:
    yield from _read(node, Fault(Kind.READ))
    yield from _write(node, Fault(Kind.WRITE))
    yield from _call(node, fault)
    yield from _relate(node, fault)
    yield from _delete(node, fault)


def _made(node: Node, fault: Fault) -> Iterator[Operation]:
    if node.type in CALLS and callee_name(node) in fault.makers:
        yield whole(node)


def _invoked(node: Node, fault: Fault) -> Iterator[Operation]:
    if node.type in CALLS and callee_name(node) == fault.name:
        yield whole(node)
    if fault.name in _CONVERSIONS:
        yield from _operate(node, fault)
    elif fault.name in _STEPS:
        yield from _iterate(node, fault)


def _import(node: Node, fault: Fault) -> Iterator[Operation]:
    """A name that its module does not export, else the specifier; the error's message quotes them."""
    if node.type == "import_specifier" and text(node.child_by_field_name("name")) in fault.makers:
        yield whole(node.named_children[0], 1)
    elif node.type in ("import_statement", "export_statement"):
        source = node.child_by_field_name("source")
        if source is not None and (text(source) or "").strip("'\"") in fault.makers:
            yield whole(source, 2)


def _throw(node: Node, _: Fault) -> Iterator[Operation]:
    if node.type == "throw_statement":
        thrown = next((child for child in node.named_children if child.type != "comment"), node)
        yield whole(thrown, end_of(node))


def _nothing(_node: Node, _fault: Fault) -> Iterator[Operation]:
    return iter(())


_FINDERS: dict[Kind, Callable[[Node, Fault], Iterator[Operation]]] = {
    Kind.UNKNOWN: _nothing,
    Kind.READ: _read,
    Kind.WRITE: _write,
    Kind.READ_ONLY: _read_only,
    Kind.CALL: _call,
    Kind.CONSTRUCT: _construct,
    Kind.NAME: _name,
    Kind.ASSIGN: _assign,
    Kind.LENGTH: _length,
    Kind.ITERATE: _iterate,
    Kind.PATTERN: _pattern,
    Kind.DELETE: _delete,
    Kind.OPERATE: _operate,
    Kind.RELATE: _relate,
    Kind.PRIVATE: _private,
    Kind.SUPER: _super,
    Kind.REACH: _reach,
    Kind.MADE: _made,
    Kind.INVOKED: _invoked,
    Kind.IMPORT: _import,
    Kind.THROW: _throw,
}
