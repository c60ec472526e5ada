"""The modules of a session: which texts they are made of, and which instance of each is today's.

Within a run every module has one text, the one it had when the run first asked. A module whose text changed since an
earlier run is made anew, and so is every module that leads to it. Plain data: a fork takes it along.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from vm_lsp.worker import builtins, wire
from vm_lsp.worker.instances import Instance
from vm_lsp.worker.source.virtual_lines import VirtualLines

_UNKNOWN_BUILTIN = "ERR_UNKNOWN_BUILTIN_MODULE"
_BYTE_ORDER_MARK = "\ufeff"
MOST_MODULES = 20_000  # of one run

Ask = Callable[[str, str, str], wire.Loaded | wire.NotLoaded]


class NotLoadedError(Exception):
    """A module can't be had; `code` is for the script that asked for it, `place` the importer and the byte offset."""

    def __init__(self, code: str, message: str, name: str = "Error") -> None:
        super().__init__(message)
        self.code = code
        self.name = name
        self.place: tuple[Instance, int] | None = None

    def at(self, instance: Instance, offset: int) -> NotLoadedError:
        """Say in which module that is, and where."""
        self.place = (instance, offset)
        return self


class Modules:
    """Answers the runtime, which asks for a module by specifier and referrer."""

    def __init__(self, lines: VirtualLines, hook: str, ask: Ask, expect: Callable[[bytes], None]) -> None:
        self._lines = lines
        self._hook = hook
        self._ask = ask
        self._expect = expect
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
            return json.dumps(
                {
                    "id": self._id(target),
                    "made": [one.description(self._lines, self._id) for one in made],
                    "builtins": self._builtins([target], made),
                }
            )
        except NotLoadedError as missing:
            return json.dumps({"error": self._described(missing)})

    def resolve(self, specifier: str, referrer: str, asking: str) -> str:
        """Return, as JSON, the URI that a specifier means; nothing of it is looked at."""
        try:
            if (name := builtins.present(specifier)) is not None:
                return json.dumps({"uri": f"{builtins.PREFIX}{name}"})
            return json.dumps({"uri": self._found(specifier, referrer, asking).uri})
        except NotLoadedError as missing:
            return json.dumps({"error": self._described(missing)})

    def _described(self, missing: NotLoadedError) -> dict[str, Any]:
        described: dict[str, Any] = {"name": missing.name, "code": missing.code, "message": str(missing)}
        if missing.place is not None:
            importer, offset = missing.place
            described["place"] = importer.source(self._lines).engine_place(offset)
        return described

    # --- what a run sees ----------------------------------------------------------------------------------------------

    def _visit(self, specifier: str, referrer: str, asking: str, fresh: list[Instance]) -> str:
        """Load a module and all it statically needs, as far as this run has not; return its URI."""
        begun = len(self._seen)
        try:
            target, entered = self._enter(specifier, referrer, asking, fresh)
            waiting = [entered] if entered else []
            while waiting:
                importer = waiting.pop()
                for needed, offset in _needs(importer):
                    entered = self._enter_from(importer, needed, offset, fresh)
                    if entered:
                        waiting.append(entered)
        except NotLoadedError:
            for uri in list(self._seen)[begun:]:  # whoever asks again in this run is to hear it again
                del self._seen[uri]
            raise
        return target

    def _enter_from(self, importer: Instance, specifier: str, offset: int, fresh: list[Instance]) -> Instance | None:
        try:
            return self._enter(specifier, importer.uri, importer.asking, fresh)[1]
        except NotLoadedError as missing:
            raise missing if missing.place else missing.at(importer, offset) from None

    def _enter(self, specifier: str, referrer: str, asking: str, fresh: list[Instance]) -> tuple[str, Instance | None]:
        """Return the URI that is meant, and its instance if this run had not seen it."""
        uri, found = self._meant(specifier, referrer, asking)
        if (importer := self._seen.get(referrer)) is not None:
            importer.leads_to[specifier] = uri
        if found is None or uri in self._seen:
            return uri, None
        if len(self._seen) >= MOST_MODULES:
            raise NotLoadedError("VALIDATION_ERROR", f"More than {MOST_MODULES} modules were asked for in one run.")
        return uri, self._seen_now(found, fresh)

    def _meant(self, specifier: str, referrer: str, asking: str) -> tuple[str, wire.Loaded | None]:
        """Return the URI that is meant, and what is there if this run had not asked for it."""
        key = (*_meaning(specifier, referrer), asking)
        if (known := self._answers.get(key)) is not None and (known in self._seen or builtins.is_uri(known)):
            return known, None
        name, found = builtins.present(specifier), None
        if name is None:
            try:
                found = self._found(specifier, referrer, asking)
            except NotLoadedError as missing:
                name = builtins.tolerated(specifier, referrer)
                if missing.code != _UNKNOWN_BUILTIN or name is None:
                    raise
        uri = self._answers[key] = found.uri if found else f"{builtins.PREFIX}{name}"
        return uri, found

    def _found(self, specifier: str, referrer: str, asking: str) -> wire.Loaded:
        reason = builtins.missing(specifier)
        if reason is not None and specifier.startswith(builtins.PREFIX):
            raise NotLoadedError(_UNKNOWN_BUILTIN, reason)
        found = self._ask(specifier, referrer, asking)
        if isinstance(found, wire.NotLoaded):
            if reason is not None and found.code == "FILE_NOT_FOUND":  # no package stands in for it, either
                raise NotLoadedError(_UNKNOWN_BUILTIN, reason)
            raise NotLoadedError(found.code, found.message)
        return replace(found, text=found.text.removeprefix(_BYTE_ORDER_MARK))

    def _seen_now(self, found: wire.Loaded, fresh: list[Instance]) -> Instance:
        former = self._instances.get(found.uri)
        if former is not None and former.text == found.text:
            self._seen[found.uri] = former
            return former
        instance = self._seen[found.uri] = self._made(found)
        fresh.append(instance)
        if instance.refused is not None:
            offset, reason = instance.refused
            raise NotLoadedError("SYNTAX", reason, "SyntaxError").at(instance, offset)
        return instance

    def _made(self, found: wire.Loaded) -> Instance:
        self._count += 1
        instance = Instance.of(self._count, found, self._hook)
        self._expect(instance.javascript.encode("utf-8", "surrogatepass"))
        return instance

    def _renewed(self, fresh: list[Instance]) -> list[Instance]:
        """Return the fresh instances, and new ones of all modules of this run that lead to them; they are today's."""
        made = {instance.uri: instance for instance in fresh}
        leading: dict[str, list[Instance]] = {}
        for one in self._seen.values():
            if one.uri not in self._new:  # one made in this run is being evaluated with what it found
                for uri in one.leads_to.values():
                    leading.setdefault(uri, []).append(one)
        changed = list(made)
        while changed:
            for former in leading.get(changed.pop(), ()):
                if former.uri not in made:
                    again = self._made(wire.Loaded("", former.uri, former.text, former.format))
                    again.leads_to = dict(former.leads_to)
                    made[former.uri] = self._seen[former.uri] = again
                    changed.append(former.uri)
        self._instances.update(made)
        self._new.update(made)
        return list(made.values())

    # --- what the runtime gets ----------------------------------------------------------------------------------------

    def _id(self, uri: str) -> int | str:
        return uri if builtins.is_uri(uri) else self._instances[uri].id

    def _builtins(self, targets: Iterable[str], made: list[Instance]) -> list[tuple[str, str, str | None]]:
        """Return Node's modules among what is asked for: (name, file, why it is not there)."""
        uris = [*targets, *(uri for instance in made for uri in instance.leads_to.values())]
        names = dict.fromkeys(uri.removeprefix(builtins.PREFIX) for uri in uris if builtins.is_uri(uri))
        return [builtins.source(name) for name in names]


def _meaning(specifier: str, referrer: str) -> tuple[str, str]:
    """Return what decides which file is meant: a path, or a name and the folder of who asks."""
    folder = posixpath.dirname(referrer)
    is_plain = specifier.startswith(("./", "../")) and posixpath.basename(specifier) not in ("", ".", "..")
    return (posixpath.normpath(posixpath.join(folder, specifier)), "") if is_plain else (specifier, folder)


def _needs(importer: Instance) -> Iterable[tuple[str, int]]:
    """Yield the specifiers of what a module needs, and where each stands; what it required when it ran counts, too."""
    stated = {one.specifier: one.offset for one in importer.script.requests} if importer.script else {}
    return {**dict.fromkeys(importer.leads_to, 0), **stated}.items()
