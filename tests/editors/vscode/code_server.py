"""A VS Code server of its own for one desk, ended with all it started."""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.editors.editor import Desk, eventually
from tests.editors.install.places import CODE_SERVER, VSIX
from tests.editors.vscode import probe


@dataclass(frozen=True)
class CodeServer:
    """A running server at `address`; its processes share one process group."""

    address: str
    port_file: Path
    _process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, desk: Desk, settings: dict[str, Any]) -> CodeServer:
        """Start one that keeps everything below the desk's home and has our extension and the probe."""
        port = _free_port()
        port_file = desk.home / "probe.port"
        _write_settings(desk, settings)
        shutil.copytree(_installed_extensions(), desk.home / "extensions")
        with (desk.home / "code-server.log").open("wb") as log:
            process = subprocess.Popen(
                _command(desk.home, "--bind-addr", f"127.0.0.1:{port}", "--disable-getting-started-override"),
                # Where it counts as started from a shell it keeps the desk's PATH instead of asking a login shell's.
                env={**desk.env, "VSCODE_CLI": "1", probe.VARIABLE: str(port_file)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = cls(f"http://127.0.0.1:{port}", port_file, process)
        eventually(server._healthy, bool, "the VS Code server to be up", within=60)
        return server

    def close(self) -> None:
        """End the server's process group."""
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def _healthy(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError(f"The VS Code server ended at once, with code {self._process.returncode}")
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except URLError:
            return False


def _command(home: Path, *options: str) -> Sequence[str]:
    config = home / "code-server.yaml"
    config.touch()
    return (
        *(str(CODE_SERVER), "--auth", "none", "--config", str(config)),
        *("--user-data-dir", str(home / "user-data"), "--extensions-dir", str(home / "extensions")),
        *("--disable-telemetry", "--disable-update-check", "--ignore-last-opened", *options),
    )


@functools.cache
def _installed_extensions() -> Path:
    """Install our extension and the probe as a person would, once for all workbenches of this run of the tests."""
    home = Path(tempfile.mkdtemp(prefix="vm-lsp-extensions-"))
    probe_vsix = home / "probe.vsix"
    _pack(probe.SOURCE, probe_vsix)
    options = [option for vsix in (VSIX, probe_vsix) for option in ("--install-extension", str(vsix))]
    done = subprocess.run(_command(home, *options), capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise AssertionError(f"VS Code did not install the extensions: {done.stdout}{done.stderr}")
    return home / "extensions"


def _pack(source: Path, vsix: Path) -> None:
    """Make what VS Code reads of a package: the folder, below `extension`."""
    with zipfile.ZipFile(vsix, "w") as archive:
        for file in source.iterdir():
            archive.write(file, f"extension/{file.name}")


def _write_settings(desk: Desk, settings: dict[str, Any]) -> None:
    """Write the person's settings, and ours as the machine's too: some count only there."""
    ours = {name: value for name, value in settings.items() if name.startswith("vmLsp.")}
    for place, kept in (("User", settings), ("Machine", ours)):
        folder = desk.home / "user-data" / place
        folder.mkdir(parents=True)
        (folder / "settings.json").write_text(json.dumps(kept, indent=2), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probing:
        probing.bind(("127.0.0.1", 0))
        port: int = probing.getsockname()[1]
        return port
