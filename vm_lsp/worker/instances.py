"""One module as it was evaluated or is about to be, and the description of it that the runtime makes it from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vm_lsp.worker import wire
from vm_lsp.worker.source.edits import Edits
from vm_lsp.worker.source.erasing import erase, erase_untyped
from vm_lsp.worker.source.module import ModuleScript, is_module, rewrite_module
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.rewrite import Script
from vm_lsp.worker.source.syntax import parse
from vm_lsp.worker.source.throwing import locate_throws
from vm_lsp.worker.source.typescript import Dialect, dialect_of
from vm_lsp.worker.source.virtual_lines import Source, VirtualLines

_OPENING = '({"<eval>":function(exports,require,module,__filename,__dirname){'
_CLOSING = '\n}})["<eval>"]'


@dataclass(eq=False)
class Instance:
    """`leads_to` maps its specifiers to the URIs they mean; `refused` is a syntax error: a byte offset and why.

    `text` is the file's, `javascript` what is evaluated of it: the same length, without types. `hook` is the name that
    its code calls the runtime by.
    """

    id: int
    uri: str
    text: str
    format: str
    hook: str
    javascript: str = ""
    leads_to: dict[str, str] = field(default_factory=dict)
    script: ModuleScript | None = None
    refused: tuple[int, str] | None = None
    _source: Source | None = None

    @classmethod
    def of(cls, number: int, found: wire.Loaded, hook: str) -> Instance:
        """Make the instance of a text; of what format it is, if its name does not say, its text does."""
        instance = cls(number, found.uri, found.text, found.format, hook)
        instance._erase()
        data = instance.javascript.encode("utf-8", "surrogatepass")
        if found.format == "unknown":
            instance.format = "module" if is_module(data) else "commonjs"
        if instance.format == "module":
            instance.script = rewrite_module(data, f"{hook}m", hook)
            instance.refused = instance.refused or instance.script.refused
        elif instance.format == "json":
            instance.refused = _json_fault(instance.text)
        return instance

    def _erase(self) -> None:
        """Take the types away, where there are any."""
        if self.format == "json":
            return
        erased = erase(self.text, self.uri)
        if erased.refused is not None:
            self.refused = erased.refused.start, erased.refused.reason
        untyped = erase_untyped(self.text) if dialect_of(self.uri) is Dialect.JAVASCRIPT else None
        self.javascript = untyped.text if untyped is not None else erased.text

    @property
    def asking(self) -> str:
        """How it asks for others."""
        return "import" if self.format == "module" else "require"

    def source(self, lines: VirtualLines) -> Source:
        """Return its text with lines of its own."""
        if self._source is None:
            text = SourceText(self.text if self.format == "json" else self.javascript, 0, 0)
            self._source = lines.add(self.uri, text, self._script(text.data))
        return self._source

    def description(self, lines: VirtualLines, id_of: Callable[[str], int | str]) -> dict[str, Any]:
        """Return what the runtime needs to make it; `id_of` gives the id of the instance that a URI means."""
        described: dict[str, Any] = {"id": self.id, "uri": self.uri, "format": self.format, "line": 1}
        if self.format == "json":
            return described | {"code": self.text}
        source = self.source(lines)
        described["line"] = source.first_line
        if (script := self.script) is not None:
            described |= {
                "awaits": script.awaits,
                "requests": [[one.specifier, id_of(self.leads_to[one.specifier]), one.type] for one in script.requests],
                "imports": script.imports,
                "reexports": script.reexports,
                "stars": script.stars,
            }
        # Without the lines before it, which the runtime puts there: for a thousand modules they would take much room.
        return described | {"code": self._script(source.text.data).data.decode("utf-8")}

    def _script(self, data: bytes) -> Script:
        if self.script is not None:
            return Script(self.script.data, self.script.edits, (), -1, observed=True)
        edits = Edits()
        if self.format == "json":
            return Script(data, edits, (), -1, observed=False)
        edits.around(data, _OPENING, _CLOSING)
        tree = parse(data)
        if not tree.root_node.has_error:
            locate_throws(edits, data, tree.root_node, self.hook)
        shown = b"//" + data[2:] if data.startswith(b"#!") else data
        return Script(edits.apply(shown), edits, (), -1, observed=True)


def _json_fault(text: str) -> tuple[int, str] | None:
    """Return where and why a text is no JSON, None where it is."""
    try:
        json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as broken:
        return len(text[: broken.pos].encode("utf-8", "surrogatepass")), f"No JSON: {broken.msg}"
    except (ValueError, RecursionError):
        return None  # what else is wrong with it the engine says
    return None


def _no_constant(name: str) -> object:
    raise ValueError(name)
