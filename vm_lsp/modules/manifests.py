"""``package.json``: where it is, and what its exports, imports, main and type say (Node.js, "Modules: Packages")."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from vm_lsp.errors import MissingModuleError
from vm_lsp.modules.places import inside

NAME: Final = "package.json"
_MOST_KEPT: Final = 2000
_SETTLED_NS: Final = 2_000_000_000
"""A file written later than so long ago is read again: clocks of file systems are coarse, and it may change unseen."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A package's own description of itself; `folder` is where it stands."""

    folder: Path
    content: Mapping[str, Any]

    @property
    def name(self) -> str | None:
        """What it calls itself."""
        return _text(self.content.get("name"))

    @property
    def main(self) -> str | None:
        """The file that is meant by its bare name, where it has no exports."""
        return _text(self.content.get("main"))

    @property
    def is_module(self) -> bool:
        """Whether its ``.js`` files are ECMAScript modules."""
        return self.content.get("type") == "module"

    @property
    def has_exports(self) -> bool:
        """Whether it says which of its files others may use."""
        return self.content.get("exports") is not None

    def exported(self, subpath: str, conditions: Sequence[str]) -> str | None:
        """Return the file that `subpath` (``.`` or ``./x``) means for others, None where it is not exported."""
        exports = self.content.get("exports")
        if not isinstance(exports, Mapping) or not any(str(key).startswith(".") for key in exports):
            exports = {".": exports}
        return _matched(exports, subpath, conditions)

    def imported(self, name: str, conditions: Sequence[str]) -> str | None:
        """Return what ``#name`` means inside the package, None where it says nothing."""
        imports = self.content.get("imports")
        return _matched(imports, name, conditions) if isinstance(imports, Mapping) else None


def manifest_in(folder: Path, top: Path) -> Manifest | None:
    """Return the package.json of a folder, None where there is none.

    Raises:
        InvalidPathError: it leads out of `top`.
        MissingModuleError: there is one that is no JSON object.
    """
    try:
        os.lstat(folder / NAME)
    except (FileNotFoundError, NotADirectoryError):  # most folders have none, and there is no link to follow then
        return None
    path = inside(folder / NAME, top)
    try:
        return _read(path)
    except FileNotFoundError:
        return None


def _read(path: Path) -> Manifest:
    """Return what a file says, which is kept while the file stays as it is."""
    state = path.stat()
    if time.time_ns() - state.st_mtime_ns < _SETTLED_NS:
        return _parsed(path)
    return _kept(path, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=_MOST_KEPT)
def _kept(path: Path, *_state: int) -> Manifest:
    return _parsed(path)


def _parsed(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as broken:
        raise MissingModuleError(f"{path} can't be read: {broken}.") from broken
    if not isinstance(content, Mapping):
        raise MissingModuleError(f"{path} is no JSON object.")
    return Manifest(path.parent, content)


def nearest_manifest(folder: Path, top: Path) -> Manifest | None:
    """Return the package.json that describes the files of `folder`, looking no higher than `top`."""
    for candidate in upward(folder, top):
        if (found := manifest_in(candidate, top)) is not None:
            return found
        if candidate.name == "node_modules":
            return None
    return None


def upward(folder: Path, top: Path) -> Iterator[Path]:
    """Yield a folder and those above it, up to and with `top`; nothing where it is not inside."""
    while folder.is_relative_to(top):
        yield folder
        if folder == top:
            return
        folder = folder.parent


def _matched(table: Mapping[str, Any], name: str, conditions: Sequence[str]) -> str | None:
    """Look `name` up, exactly or by the pattern with the longest beginning before its star."""
    if name in table and "*" not in name:
        return _target(table[name], "", conditions)
    patterns = sorted((key for key in table if _fits(key, name)), key=lambda key: (-key.index("*"), -len(key)))
    if not patterns:
        return None
    before, _, after = patterns[0].partition("*")
    return _target(table[patterns[0]], name[len(before) : len(name) - len(after)], conditions)


def _fits(pattern: str, name: str) -> bool:
    before, star, after = pattern.partition("*")
    longer = len(name) > len(before) + len(after)
    return bool(star) and name.startswith(before) and name.endswith(after) and longer


def _target(target: object, star: str, conditions: Sequence[str]) -> str | None:
    """Follow conditions to a text: the first that holds and leads somewhere counts, in the order of the file."""
    if isinstance(target, str):
        return target.replace("*", star)
    if isinstance(target, Mapping):
        choices: Iterator[object] = (value for key, value in target.items() if key in conditions)
    elif isinstance(target, list):
        choices = iter(target)
    else:
        return None
    return next((found for choice in choices if (found := _target(choice, star, conditions)) is not None), None)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
