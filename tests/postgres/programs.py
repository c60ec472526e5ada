"""``python -m tests.postgres.programs``: install PostgreSQL from Debian's packages where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_NEEDED = "PostgreSQL is not installed. On Debian: apt-get install postgresql; elsewhere: put its initdb on the PATH."


class MissingError(Exception):
    """PostgreSQL is not here, and this machine can't be given it; the message says what to do."""


def folder() -> Path:
    """Return the folder of `initdb` and `pg_ctl`, those of the newest version. Raises `MissingError`."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise MissingError(_NEEDED)


def install() -> None:
    """Install it with apt. Raises `MissingError` where we may not, CalledProcessError where apt refuses."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise MissingError(_NEEDED)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    command = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "postgresql"]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    """Install what is missing; return the exit code."""
    try:
        folder()
    except MissingError:
        try:
            install()
            folder()
        except MissingError as missing:
            print(missing, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
