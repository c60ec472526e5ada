"""Where a syntax error is: the engine often notices it a token late, and points there.

What its messages say is that of quickjs-ng 0.17.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from vm_lsp.worker.source.expressions import expression_at, path_to
from vm_lsp.worker.source.syntax import end_of, parse

if TYPE_CHECKING:
    from tree_sitter import Node

_Range = tuple[int, int]
_Find = Callable[[bytes, int], _Range | None]

_WORD = re.compile(rb"[#\w$\x80-\xff]+\Z")
_ASSIGNING = re.compile(rb"(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=\s*\Z|\b(?:of|in)\s*\Z")
_STEPPING = re.compile(rb"(?:\+\+|--)")
_AWAITING = re.compile(rb"\bawait\s*\Z")
_TOKENS = ("string", "template_string", "regex", "number")

PHASE = re.compile(rb"\bimport(?:\s*\.\s*|\s+)(defer|source)\b(?!\s*(?:from\b|,))")
"""``import defer`` and ``import source``, which are proposals; a default import may have these names."""
NO_PHASES = (
    "`import {phase}` is not there: what is imported is loaded and run. Use `import`, or import() where it is due"
)
END_OF_INPUT = "Unexpected end of input"
AWAIT = "await is only valid in async functions and at the top level"


def syntax_error(data: bytes, offset: int, message: str) -> tuple[int, int, str]:
    """Return the byte range of what is wrong, and a message: a clearer one where the engine speaks of a sequel."""
    if (awaiting := _AWAITING.search(data, 0, offset)) and message == "expecting ';'":
        return awaiting.start(), awaiting.start() + len(b"await"), AWAIT
    if message == "meta expected" or message.startswith("Unexpected identifier"):
        for phase in PHASE.finditer(data):
            if phase.start() <= offset <= phase.end():
                return phase.start(), phase.end(), NO_PHASES.format(phase=phase[1].decode())
    found = next((find(data, offset) for said, find in _FINDERS if said.fullmatch(message)), None)
    start, end = found or _token(data, offset)
    if start == end:
        start, end = _word_before(data, offset)
    return start, end, END_OF_INPUT if message == "unexpected token in expression: ''" else message


def without_place(data: bytes, message: str, is_pattern: Callable[[str, str], bool]) -> _Range | None:
    """Return where an error is of which the engine gives no place: in a regular expression, or a private name."""
    private = re.fullmatch(r"undefined private field '(.*)'", message)
    for node in _all(parse(data).root_node):
        if private and node.type == "private_property_identifier" and (node.text or b"").decode() == private[1]:
            return node.start_byte, node.end_byte
        if not private and node.type == "regex" and not is_pattern(*_pattern_of(node)):
            return node.start_byte, node.end_byte
    return None


def _pattern_of(node: Node) -> tuple[str, str]:
    parts = [node.child_by_field_name(name) for name in ("pattern", "flags")]
    pattern, flags = ((part.text or b"").decode() if part is not None else "" for part in parts)
    return pattern, flags


def _all(root: Node) -> list[Node]:
    """The nodes in the text's order."""
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        found.append(node)
        stack += reversed(node.named_children)
    return found


def _token(data: bytes, offset: int) -> _Range:
    """The token there, and of a string, a template or the like all of it."""
    for node in path_to(data, offset):
        if node.type in _TOKENS and node.start_byte <= offset < node.end_byte:
            return node.start_byte, node.end_byte
    return expression_at(data, offset)


def _word_before(data: bytes, offset: int) -> _Range:
    """The last word or sign before; nothing where there is none."""
    end = len(data[:offset].rstrip())
    word = _WORD.search(data, 0, end)
    return (word.start(), end) if word else (max(0, end - 1), end)


def _last(word: bytes) -> _Find:
    pattern = re.compile(rb"\b" + word + rb"\b")

    def find(data: bytes, offset: int) -> _Range | None:
        found = None
        for match in pattern.finditer(data, 0, offset):
            found = match.span()
        return found

    return find


def _to_line_end(data: bytes, offset: int) -> _Range:
    """What was begun there and not ended, as far as its first line goes."""
    if data[offset : offset + 1] not in (b'"', b"'", b"/", b"`") and (opening := data.rfind(b"`", 0, offset)) >= 0:
        offset = opening  # of a template the engine tells the last part
    line = re.compile(rb"[^\r\n]*").match(data, offset)
    return offset, len(data[: line.end()].rstrip()) if line else offset


def _target(data: bytes, offset: int) -> _Range | None:
    """What stands before the operator of an assignment."""
    operator = _ASSIGNING.search(data, 0, offset)
    return _ending_at(data, len(data[: operator.start()].rstrip())) if operator else None


def _stepped(data: bytes, offset: int) -> _Range | None:
    """What `++` or `--` was to change."""
    signs = [match.span() for match in _STEPPING.finditer(data, 0, offset)]
    if not signs:
        return None
    start, end = signs[-1]
    operand = data[end:offset].strip()
    if operand:
        at = data.index(operand, end)
        return at, at + len(operand)
    return _ending_at(data, len(data[:start].rstrip()))


def _ending_at(data: bytes, end: int) -> _Range | None:
    """The largest expression that ends there."""
    for node in path_to(data, end - 1):
        if end_of(node) == end and not node.type.endswith(("_statement", "program", "ERROR")):
            return node.start_byte, end
    return None


def _second_parameter(data: bytes, offset: int) -> _Range | None:
    """The second of two parameters with one name."""
    end = data.rfind(b")", 0, offset)
    parameters = [node for node in path_to(data, max(0, end)) if node.type == "formal_parameters"]
    seen: set[bytes | None] = set()
    for node in _all(parameters[-1]) if parameters else ():
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            if node.text in seen:
                return node.start_byte, node.end_byte
            seen.add(node.text)
    return None


def _parameters(data: bytes, offset: int) -> _Range:
    """The parameters whose end is there."""
    start = data.rfind(b"(", 0, offset)
    return start, data.find(b")", start) + 1


def _before(data: bytes, offset: int) -> _Range | None:
    """The operand that ends there."""
    return _ending_at(data, len(data[:offset].rstrip()))


_SAID: tuple[tuple[str, _Find], ...] = (
    (r"invalid (?:assignment left-hand side|lvalue in strict mode|for in/of left hand-side)", _target),
    (r"invalid increment/decrement operand", _stepped),
    (r"break must be inside loop or switch", _last(b"break")),
    (r"continue must be inside loop", _last(b"continue")),
    (r"duplicate default", _last(b"default")),
    (r"expecting catch or finally", _last(b"try")),
    (r"property constructor appears more than once", _last(b"constructor")),
    (r"Duplicate parameter name .*", _second_parameter),
    (r"unparenthesized unary expression .*", _before),
    (r"invalid number of arguments for getter or setter", _parameters),
    (r"unexpected end of (?:string|comment|regexp)|unexpected line terminator in regexp", _to_line_end),
    (r"missing initializer for variable|cannot delete a direct reference .*", _word_before),
    (r"invalid redefinition of .*|duplicate label name|private class field is already defined", _word_before),
)
_FINDERS = [(re.compile(said), find) for said, find in _SAID]
