"""The files that a path may mean: itself, with an extension, or the index of a folder; and which of them were tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from vm_lsp.modules.manifests import manifest_in
from vm_lsp.modules.places import inside

_TYPESCRIPT: Final = (".ts", ".mts", ".cts", ".tsx")
_SOURCES: Final = {".js": (".ts", ".tsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}
"""What a file may be written in whose name is that of what a compiler would make of it."""


class Candidates:
    """Looks for files inside `top`, and remembers in `tried` every path it looked at.

    From a TypeScript document (`referrer`) TypeScript comes first where no extension is written, and ``./x.js`` may
    mean ``x.ts`` where there is no such file (TypeScript, "Module resolution: File extension substitution").
    """

    def __init__(self, top: Path, extensions: Sequence[str], referrer: Path | None = None) -> None:
        self._top = top
        self._is_typed = referrer is not None and referrer.suffix in _TYPESCRIPT
        first = [one for one in _TYPESCRIPT if one not in extensions] if self._is_typed else []
        self._extensions = (*first, *extensions)
        self.tried: list[Path] = []

    def file(self, path: Path) -> Path | None:
        """Return the real file that exactly this path means. Raises `InvalidPathError` where it leads outside."""
        self.tried.append(path)
        resolved = inside(path, self._top)
        return resolved if resolved.is_file() else None

    def meant_by(self, path: Path, *, file_first: bool = True) -> Path | None:
        """Return the file a path means, as Node's ``require`` finds it; `file_first` is false for ``./x/``."""
        looks = [*(self._as_file(path) if file_first else ()), *self._as_folder(path)]
        return next((found for look in looks if (found := self.file(look)) is not None), None)

    def _as_file(self, path: Path) -> Iterator[Path]:
        yield path
        yield from (path.with_name(path.name + extension) for extension in self._extensions)
        if self._is_typed:
            yield from (path.with_suffix(source) for source in _SOURCES.get(path.suffix, ()))

    def _as_folder(self, path: Path) -> Iterator[Path]:
        if not path.is_dir():
            return
        manifest = manifest_in(path, self._top)
        if manifest is not None and manifest.main is not None:
            main = path / manifest.main
            yield from self._as_file(main)
            yield from (main / f"index{extension}" for extension in self._extensions)
        yield from (path / f"index{extension}" for extension in self._extensions)
