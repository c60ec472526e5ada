"""Which script a library of the template is: a file of the workspace, or what a package offers to a page.

A library runs once as a global script, as by a script element: what it leaves on ``globalThis`` is there. Packages say
which of their files is meant for that by `unpkg`, `jsdelivr` or `browser`; the `main` of many is one too (UMD). One
that only `import` or `require` can load has no such file, and belongs into a startup file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from vm_lsp.errors import MissingModuleError
from vm_lsp.modules.candidates import Candidates
from vm_lsp.modules.manifests import manifest_in
from vm_lsp.modules.reading import read_source
from vm_lsp.modules.resolving import split_specifier
from vm_lsp.worker.source.module import is_module

_FIELDS: Final = ("unpkg", "jsdelivr", "browser", "main")
_EXTENSIONS: Final = (".js", ".cjs", ".ts")
_LOOKS_LIKE_A_FILE: Final = re.compile(r"^\.{0,2}/|\.[cm]?[jt]s$")
_COMMONJS: Final = re.compile(r"\bmodule\.exports\b|(?<![\w.$])exports\.|\brequire\(")
_ASKS_WHERE_IT_IS: Final = re.compile(r"\btypeof\s+(?:exports|module|define|globalThis|window|self|global)\b")


def library(name: str, folder: Path) -> Path:
    """Return the file of the library `name` of a workspace folder. Blocks on the disk: call it in a thread.

    Raises:
        MissingModuleError: there is neither such a file nor such a package, or the package has nothing for this.
        InvalidPathError: the package leads out of the workspace.
        FileMissingError, ValidationError: its script can't be read.
    """
    path = Path(folder, name.lstrip("/"))
    package, subpath = split_specifier(name)
    installed = folder / "node_modules" / package
    if installed.is_dir() and not path.is_file() and not name.startswith((".", "/")):
        return _script_of(name, installed, subpath, folder)
    if path.is_file() or _LOOKS_LIKE_A_FILE.search(name):
        return path
    raise MissingModuleError(
        f"There is no file {name} and no package node_modules/{package}. Install it, or take {name} out of `libraries`."
    )


def _script_of(name: str, package: Path, subpath: str, folder: Path) -> Path:
    top = folder.resolve()
    manifest = manifest_in(package, top)
    fields = [manifest.content.get(field) for field in _FIELDS] if manifest is not None and subpath == "." else []
    named = [field for field in fields if isinstance(field, str)] or [subpath]
    candidates = Candidates(top, _EXTENSIONS)
    found = next((file for one in named if (file := candidates.meant_by((package / one).absolute()))), None)
    if found is None:
        raise MissingModuleError(f"The package {name} has no script that runs by itself. {_instead(name, 'import')}")
    _check(name, found, read_source(found, folder))
    return found


def _check(name: str, file: Path, text: str) -> None:
    """Raise `MissingModuleError` where a package's file is no script that could leave something for all."""
    if file.suffix == ".mjs" or is_module(text.encode("utf-8", "replace")):
        raise MissingModuleError(f"The package {name} is made of ECMAScript modules. {_instead(name, 'import')}")
    if _COMMONJS.search(text) and not _ASKS_WHERE_IT_IS.search(text):
        raise MissingModuleError(f"The package {name} is for `require` only. {_instead(name, 'require')}")


def _instead(name: str, how: str) -> str:
    variable = re.sub(r"\W+(\w)", lambda found: found[1].upper(), name.rpartition("/")[2].partition(".")[0])
    line = f"const {variable} = require('{name}')" if how == "require" else f"import * as {variable} from '{name}'"
    return f"Take it out of `libraries`, and write into a startup file: {line}."
