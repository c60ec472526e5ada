"""TypeScript as JavaScript: types become spaces, so that every byte and every column stays where it is.

What is left means what TypeScript's own compiler would have made of it (with `verbatimModuleSyntax`, as Node's
``--experimental-strip-types``): an import that is used as a type only stays unless it says `type`. What can't be had by
taking away, such as an enum, is refused at its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from vm_lsp.worker.source.blanks import Blanks
from vm_lsp.worker.source.eraser import Eraser, pattern
from vm_lsp.worker.source.mending import parse_mended
from vm_lsp.worker.source.refusals import JSX, Refusal
from vm_lsp.worker.source.syntax import parse
from vm_lsp.worker.source.typescript import Dialect, dialect_of, nodes_of, parse_typescript

_FRAGMENTS = ((b"", b""), (b"({", b"\n})"), (b"class _{", b"\n}"), (b"(", b"\n)"))
"""What may stand around a text that is a part of a program: nothing, an object, a class, brackets."""
_LARGEST_FRAGMENT = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Erased:
    """A text without its types: as long as it was, in bytes and in UTF-16 units, with its lines.

    `refused` is what can't be erased, the first such thing; it is still in the text then. `parts` are the stretches of
    spaces that were parts of statements, in bytes.
    """

    text: str
    refused: Refusal | None = None
    parts: tuple[tuple[int, int], ...] = ()


def erase(text: str, uri: str) -> Erased:
    """Return the JavaScript of a text from the document `uri`, whose name says whether it is TypeScript.

    Text with syntax errors loses the types that can be made out; the engine then says what is wrong with the rest.
    """
    dialect = dialect_of(uri)
    if dialect is Dialect.JAVASCRIPT:
        return Erased(text)
    data = text.encode("utf-8", "surrogatepass")
    try:
        return _erased(data, dialect)
    except (RecursionError, UnicodeDecodeError):  # nested deeper than any program is; a lone surrogate
        return Erased(text)


def erase_untyped(text: str) -> Erased | None:
    """Return the JavaScript of a text that is none although it should be, if it is TypeScript; None if it is not.

    Both grammars have to agree: the text has errors as JavaScript, none as TypeScript, and none once it is erased.
    """
    data = text.encode("utf-8", "surrogatepass")
    if not parse(data).root_node.has_error or parse_typescript(data).root_node.has_error:
        return None
    erased = erase(text, "untyped.ts")
    if erased.refused is not None or erased.text == text or parse(erased.text.encode()).root_node.has_error:
        return None
    return erased


def first_element(data: bytes) -> Refusal | None:
    """Return the first JSX element of a text that is JavaScript but for those."""
    if b"</" not in data and b"/>" not in data:
        return None
    root = parse(data).root_node
    pending = [] if root.has_error else [root]
    while pending:
        node = pending.pop()
        if node.type in ("jsx_element", "jsx_self_closing_element"):
            return Refusal(node.start_byte, node.children[0].end_byte, JSX)
        pending += reversed(node.named_children)
    return None


def _erased(data: bytes, dialect: Dialect) -> Erased:
    before, after = _surroundings(data, dialect)
    whole = before + data + after
    blanks = Blanks(whole)
    mended = parse_mended(whole, dialect)
    for start, end in mended.unseen:
        blanks.blank(start, end)
    eraser = Eraser(blanks)
    eraser.erase(nodes_of(mended.tree, dialect, pattern(elements=dialect is Dialect.TSX)))
    refused = eraser.refused
    made = blanks.text()[len(before) :]
    parts = sorted((start - len(before), end - len(before)) for start, end in blanks.parts)
    return Erased(made[: len(made) - len(after)], refused and refused.moved(-len(before)), tuple(parts))


def _surroundings(data: bytes, dialect: Dialect) -> tuple[bytes, bytes]:
    """Return what has to stand around a text for it to be well formed; nothing where nothing helps."""
    for before, after in _FRAGMENTS if len(data) <= _LARGEST_FRAGMENT else ():
        if not parse_typescript(before + data + after, dialect).root_node.has_error:
            return before, after
    return _FRAGMENTS[0]
