"""The text that a specifier means: of the open buffer where the editor has one, else of the file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from vm_lsp.errors import InvalidPathError, ValidationError
from vm_lsp.modules.manifests import nearest_manifest
from vm_lsp.modules.places import path_of, uri_of
from vm_lsp.modules.reading import read_source
from vm_lsp.modules.resolving import Asking, Request, Resolution
from vm_lsp.settings import Resolver

OpenText = Callable[[str], str | None]
"""The text of the open buffer of a URI, None where it is not open."""


class Format(StrEnum):
    """What a file's name and package say that it is."""

    MODULE = "module"
    COMMONJS = "commonjs"
    JSON = "json"
    UNKNOWN = "unknown"  # its text decides


_FORMATS = {
    ".mjs": Format.MODULE,
    ".mts": Format.MODULE,
    ".cjs": Format.COMMONJS,
    ".cts": Format.COMMONJS,
    ".json": Format.JSON,
}

_NO_JAVASCRIPT = {
    **dict.fromkeys((".css", ".less", ".sass", ".scss"), "a style sheet"),
    **dict.fromkeys((".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"), "a picture"),
    ".html": "a page",
    ".node": "a native addon",
    ".svelte": "a Svelte component",
    ".vue": "a Vue component",
    ".wasm": "WebAssembly",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A module's text."""

    uri: str
    text: str
    format: Format


class Loader:
    """Loads modules for the documents of one workspace folder; None: for those that are in none."""

    def __init__(self, folder_uri: str | None, settings: Resolver, open_text: OpenText) -> None:
        folder = path_of(folder_uri) if folder_uri else None
        self._resolution = Resolution(folder, settings) if folder else None
        self._folder = folder
        self._open_text = open_text

    async def load(self, specifier: str, referrer_uri: str, asking: Asking) -> Loaded:
        """Return the module that `specifier` means in the document `referrer_uri`.

        Raises:
            InvalidPathError: it lies outside of the workspace folder, or there is none.
            MissingModuleError, FileMissingError: there is no such file.
            ValidationError: it is too large, or no text.
        """
        if self._resolution is None or self._folder is None:
            raise InvalidPathError(
                f"'{specifier}' can't be imported here: the document is in no workspace folder. Open its folder."
            )
        request = Request(specifier, path_of(referrer_uri), asking)
        found = await asyncio.to_thread(self._found, self._resolution, self._folder, request)
        text = self._open_text(found.uri)
        return found if text is None else replace(found, text=text)

    def _found(self, resolution: Resolution, folder: Path, request: Request) -> Loaded:
        path = resolution.resolve(request)
        if (what := _NO_JAVASCRIPT.get(path.suffix)) is not None:
            raise ValidationError(f"{path} is {what}, which a session can't run: it runs JavaScript only.")
        return Loaded(uri_of(path), read_source(path, folder), self._format(path))

    def _format(self, path: Path) -> Format:
        known = _FORMATS.get(path.suffix)
        if known is not None or self._folder is None:
            return known or Format.UNKNOWN
        manifest = nearest_manifest(path.parent, self._folder.resolve())
        return Format.MODULE if manifest is not None and manifest.is_module else Format.UNKNOWN
