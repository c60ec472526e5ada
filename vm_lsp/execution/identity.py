"""Who runs things here: the names a history that a team shares carries."""

from __future__ import annotations

import getpass
import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's and a machine's name, as the system knows them; None where unknown, or meant to stay so."""

    user: str | None = None
    host: str | None = None


def identity(shown: bool) -> Identity:
    """Return who we are, or nobody where that is not to be `shown`."""
    return Identity(_user(), platform.node() or None) if shown else Identity()


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name (Python 3.13 made the KeyError an OSError)
        return None
