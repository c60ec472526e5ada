"""From a specifier and who wrote it to a file inside the workspace.

The rules are Node's ("Modules: CommonJS modules", "Modules: Packages"), with extensions tried for `import` too, and two
of our own: ``/x`` means the workspace's x, and a bare name that is no package is looked for in the resolver's roots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from vm_lsp.errors import InvalidPathError, MissingModuleError
from vm_lsp.modules.candidates import Candidates
from vm_lsp.modules.manifests import Manifest, manifest_in, nearest_manifest, upward
from vm_lsp.modules.places import path_of
from vm_lsp.settings import Resolver

_RELATIVE: Final = ("./", "../")
_MOST_TRIED: Final = 8  # named in a message


class Asking(StrEnum):
    """How a module is asked for; also the condition that packages answer by."""

    IMPORT = "import"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True)
class Request:
    """A specifier, the file it stands in (None: a document that is no file, at the workspace's top), and how."""

    specifier: str
    referrer: Path | None
    asking: Asking


class Resolution:
    """Resolves requests in one workspace folder. Blocks on the disk: call it in a thread."""

    def __init__(self, folder: Path, settings: Resolver) -> None:
        self._top = folder.resolve()
        self._settings = settings

    def resolve(self, request: Request) -> Path:
        """Return the real path of the file that is meant.

        Raises:
            InvalidPathError: it lies outside of the workspace, or ``/x`` is not allowed.
            MissingModuleError: there is none; the message names what was tried.
        """
        found = _Search(self._top, self._settings, request)
        path = found.path()
        if path is None:
            raise MissingModuleError(found.complaint(), {"specifier": request.specifier})
        return path


class _Search:
    """One request under way."""

    def __init__(self, top: Path, settings: Resolver, request: Request) -> None:
        self._top = top
        self._settings = settings
        self._request = request
        self._name = request.specifier
        self._from = request.referrer.parent if request.referrer else top
        self._conditions = (request.asking.value, "default")
        self._candidates = Candidates(top, settings.extensions, request.referrer)
        self._why = ""

    def path(self) -> Path | None:
        name = self._name
        if name in (".", "..") or name.startswith(_RELATIVE):
            return self._at(self._from / name)
        if name.startswith("file:"):
            path = path_of(name)
            return self._at(path) if path else None
        if name.startswith("/"):
            return self._of_the_workspace(name)
        if name.startswith("#"):
            return self._of_the_package(name)
        return self._bare(name)

    def complaint(self) -> str:
        asker = f" from {self._shown(self._request.referrer)}" if self._request.referrer else ""
        tried = [self._shown(path) for path in self._candidates.tried]
        more = f" and {len(tried) - _MOST_TRIED} more" if len(tried) > _MOST_TRIED else ""
        looked = f" Tried {', '.join(tried[:_MOST_TRIED])}{more}." if tried else ""
        return f"Cannot find module '{self._name}'{asker}.{self._why}{looked}"

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._top).as_posix() if path.is_relative_to(self._top) else str(path)

    def _at(self, path: Path) -> Path | None:
        as_folder = self._name.endswith(("/", "/.", "/..")) or self._name in (".", "..")
        return self._candidates.meant_by(_normal(path), file_first=not as_folder)

    def _of_the_workspace(self, name: str) -> Path | None:
        if not self._settings.allow_absolute_repo_imports:
            raise InvalidPathError(
                f"'{name}' is absolute, and `resolver.allowAbsoluteRepoImports` is off. Import it by a relative path."
            )
        return self._at(self._top / name.lstrip("/"))

    def _of_the_package(self, name: str) -> Path | None:
        manifest = nearest_manifest(self._from, self._top)
        target = manifest.imported(name, self._conditions) if manifest else None
        if manifest is None or target is None:
            self._why = f" No package.json above names {name} under `imports`."
            return None
        return self._in_package(manifest, target) if target.startswith("./") else self._bare(target)

    def _bare(self, name: str) -> Path | None:
        package, subpath = split_specifier(name)
        own = nearest_manifest(self._from, self._top)
        if own is not None and own.has_exports and own.name == package:
            return self._exported(own, subpath)
        for folder in self._packages(package):
            return self._of(folder, subpath)
        return self._in_roots(name)

    def _packages(self, package: str) -> Iterator[Path]:
        """Yield where a package is installed, nearest first; never above the workspace."""
        for folder in upward(self._from, self._top):
            if folder.name != "node_modules":
                candidate = folder / "node_modules" / package
                self._candidates.tried.append(candidate)
                if candidate.is_dir():
                    yield candidate

    def _of(self, folder: Path, subpath: str) -> Path | None:
        manifest = manifest_in(folder, self._top)
        if manifest is not None and manifest.has_exports:
            return self._exported(manifest, subpath)
        return self._candidates.meant_by(_normal(folder / subpath), file_first=subpath != ".")

    def _exported(self, manifest: Manifest, subpath: str) -> Path | None:
        target = manifest.exported(subpath, self._conditions)
        if target is None:
            shown = subpath if subpath != "." else "its main file"
            self._why = f" The package {manifest.name} does not export {shown} for `{self._request.asking}`."
            return None
        return self._in_package(manifest, target)

    def _in_package(self, manifest: Manifest, target: str) -> Path | None:
        path = _normal(manifest.folder / target)
        if not target.startswith("./") or not path.is_relative_to(manifest.folder):
            raise InvalidPathError(f"The package {manifest.name} leads '{self._name}' out of its folder: {target}.")
        return self._candidates.file(path)

    def _in_roots(self, name: str) -> Path | None:
        looks = (_normal(self._top / root / name) for root in self._settings.roots)
        return next((found for look in looks if (found := self._candidates.meant_by(look)) is not None), None)


def split_specifier(name: str) -> tuple[str, str]:
    """Return a bare specifier's package and its subpath, ``.`` or ``./x``."""
    parts = name.split("/")
    count = 2 if name.startswith("@") else 1
    rest = "/".join(parts[count:])
    return "/".join(parts[:count]), f"./{rest}" if rest else "."


def _normal(path: Path) -> Path:
    """Return a path without ``.`` and ``..``, whatever is on the disk: links are followed later, and checked."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts[1:] = parts[1:-1]
        elif part != ".":
            parts.append(part)
    return Path(*parts)
