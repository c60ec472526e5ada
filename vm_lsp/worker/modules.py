"""The modules of a session: which texts they are made of, and which instance of each is today's.

Within a run every module has one text, the one it had when the run first asked. A module whose text changed since an
earlier run is made anew, and so is every module that leads to it. Plain data: a fork takes it along.
"""

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
from vm_lsp.worker.source.virtual_lines import VirtualLines

MOST_MODULES = 5000  # of one run

Ask = Callable[[str, str, str], wire.Loaded | wire.NotLoaded]

_CLOSING = '\n}})["<eval>"]'


class NotLoadedError(Exception):
    """A module can't be had; `code` is for the script that asked for it."""

    def __init__(self, code: str, message: str, name: str = "Error") -> None:
        super().__init__(message)
        self.code = code
        self.name = name


@dataclass(eq=False)
class Instance:
    """One module as it was evaluated, or is about to be; `leads_to` maps its specifiers to the URIs they mean.

    `text` is the file's, `javascript` what is evaluated of it: the same length, without types.
    """

    id: int
    uri: str
    text: str
    format: str
    javascript: str = ""
    leads_to: dict[str, str] = field(default_factory=dict)
    script: ModuleScript | None = None


class Modules:
    """Answers the runtime, which asks for a module by specifier and referrer."""

    def __init__(self, lines: VirtualLines, hook: str, ask: Ask) -> None:
        self._lines = lines
        self._hook = hook
        self._ask = ask
        self._instances: dict[str, Instance] = {}
        self._answers: dict[tuple[str, str, str], str] = {}
        self._seen: dict[str, Instance] = {}
        self._new: set[str] = set()
        self._count = 0

    def begin(self) -> None:
        """Begin a run: what is on the disk and in the buffers may have changed."""
        self._answers.clear()
        self._seen.clear()
        self._new.clear()

    def request(self, specifier: str, referrer: str, asking: str) -> str:
        """Return, as JSON, the id of the instance that is meant and all that have to be made for it."""
        try:
            fresh: list[Instance] = []
            target = self._visit(specifier, referrer, asking, fresh)
            made = self._renewed(fresh)
            answer: dict[str, Any] = {
                "id": self._instances[target].id,
                "made": [self._description(one) for one in made],
            }
        except NotLoadedError as missing:
            answer = {"error": {"name": missing.name, "code": missing.code, "message": str(missing)}}
        return json.dumps(answer)

    # --- what a run sees ----------------------------------------------------------------------------------------------

    def _visit(self, specifier: str, referrer: str, asking: str, fresh: list[Instance]) -> str:
        """Load a module and all it statically needs, as far as this run has not; return its URI."""
        key = (specifier, referrer, asking)
        if key in self._answers:
            return self._answers[key]
        found = self._ask(specifier, referrer, asking)
        if isinstance(found, wire.NotLoaded):
            raise NotLoadedError(found.code, found.message)
        uri = self._answers[key] = found.uri
        if (importer := self._seen.get(referrer)) is not None:
            importer.leads_to[specifier] = uri
        if uri not in self._seen:
            if len(self._seen) >= MOST_MODULES:
                raise NotLoadedError("VALIDATION_ERROR", f"More than {MOST_MODULES} modules were asked for in one run.")
            self._enter(found, fresh)
        return uri

    def _enter(self, found: wire.Loaded, fresh: list[Instance]) -> None:
        former = self._instances.get(found.uri)
        if former is not None and former.text == found.text:
            self._seen[found.uri] = former
            # What it required when it ran counts as needed, too: it may have changed.
            for specifier in tuple(former.leads_to):
                self._visit(specifier, found.uri, _asking(former), fresh)
            return
        instance = self._seen[found.uri] = self._made(found)
        fresh.append(instance)
        if instance.script is not None:
            for request in instance.script.requests:
                self._visit(request.specifier, found.uri, "import", fresh)

    def _made(self, found: wire.Loaded) -> Instance:
        self._count += 1
        instance = Instance(self._count, found.uri, found.text, found.format, _javascript(found))
        data = instance.javascript.encode("utf-8", "surrogatepass")
        if found.format == "unknown":
            instance.format = "module" if is_module(data) else "commonjs"
        if instance.format == "module":
            instance.script = rewrite_module(data, f"{self._hook}m", self._hook)
        return instance

    def _renewed(self, fresh: list[Instance]) -> list[Instance]:
        """Return the fresh instances, and new ones of all modules of this run that lead to them; they are today's."""
        made = {instance.uri: instance for instance in fresh}
        while stale := [one for one in self._seen.values() if one.uri not in made and self._leads_to(one, made)]:
            for former in stale:
                again = self._made(wire.Loaded("", former.uri, former.text, former.format))
                again.leads_to = dict(former.leads_to)
                made[former.uri] = self._seen[former.uri] = again
        self._instances.update(made)
        self._new.update(made)
        return list(made.values())

    def _leads_to(self, instance: Instance, made: dict[str, Instance]) -> bool:
        # One that was made in this run is being evaluated with what it found: only former runs' are renewed.
        return instance.uri not in self._new and any(uri in made for uri in instance.leads_to.values())

    # --- what the runtime gets ----------------------------------------------------------------------------------------

    def _description(self, instance: Instance) -> dict[str, Any]:
        script = instance.script
        described: dict[str, Any] = {"id": instance.id, "uri": instance.uri, "format": instance.format}
        if script is not None:
            if script.refused is not None:
                raise NotLoadedError("SYNTAX", f"{script.refused[1]} ({instance.uri})", "SyntaxError")
            described |= {
                "awaits": script.awaits,
                "requests": [[one.specifier, self._id(instance, one.specifier)] for one in script.requests],
                "imports": script.imports,
                "reexports": script.reexports,
                "stars": script.stars,
            }
        return described | {"code": self._code(instance)}

    def _id(self, instance: Instance, specifier: str) -> int:
        return self._instances[instance.leads_to[specifier]].id

    def _code(self, instance: Instance) -> str:
        if instance.format == "json":
            return instance.text
        text = SourceText(instance.javascript, 0, 0)
        script = _script(instance, text.data, self._hook)
        return self._lines.add(instance.uri, text, script).code(script)


def _javascript(found: wire.Loaded) -> str:
    """Return a module's text without types."""
    if found.format == "json":
        return found.text
    erased = erase(found.text, found.uri)
    if erased.refused is not None:
        line, column = SourceText(found.text).position(erased.refused.start)
        place = f"{found.uri}:{line + 1}:{column + 1}"
        raise NotLoadedError("SYNTAX", f"{erased.refused.reason} ({place})", "SyntaxError")
    untyped = erase_untyped(found.text) if dialect_of(found.uri) is Dialect.JAVASCRIPT else None
    return untyped.text if untyped is not None else erased.text


def _asking(instance: Instance) -> str:
    return "import" if instance.format == "module" else "require"


def _script(instance: Instance, data: bytes, hook: str) -> Script:
    if instance.script is not None:
        return Script(instance.script.data, instance.script.edits, (), -1, observed=True)
    edits = Edits()
    edits.insert(0, '({"<eval>":function(exports,require,module,__filename,__dirname){')
    edits.insert(len(data), _CLOSING, closing=True)
    tree = parse(data)
    if not tree.root_node.has_error:
        locate_throws(edits, data, tree.root_node, hook)
    shown = b"//" + data[2:] if data.startswith(b"#!") else data
    return Script(edits.apply(shown), edits, (), -1, observed=True)
