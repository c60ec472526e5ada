"""The database's file: made for its owner's eyes only, recognised when it was replaced, set aside when it is broken."""

from __future__ import annotations

import logging
import stat
from datetime import UTC, datetime
from pathlib import Path

logger = logging.getLogger(__name__)

OWNER = stat.S_IRUSR | stat.S_IWUSR
OTHERS = stat.S_IRWXG | stat.S_IRWXO
COMPANIONS = ("", "-wal", "-shm")  # what SQLite keeps beside a database, named after it


class DatabaseFile:
    """An SQLite file on disk; used on the writer thread only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[int, int] | None = None

    def make(self) -> None:
        """Make the folder and an empty file where there is none, and let only its owner read one that is there.

        SQLite gives its companions the file's mode when it makes them.
        """
        self.path.parent.mkdir(mode=OWNER | stat.S_IXUSR, parents=True, exist_ok=True)
        if not self.path.exists():
            self.path.touch(mode=OWNER)
        for companion in COMPANIONS:
            self._withdraw(self.path.with_name(self.path.name + companion))

    def _withdraw(self, path: Path) -> None:
        """Take the rights of everybody but the owner away; where we are not the owner, they are not ours to take."""
        try:
            if path.stat().st_mode & OTHERS:
                path.chmod(OWNER)
        except FileNotFoundError:
            return
        except PermissionError as refused:
            logger.warning("%s can be read by others, and that can't be changed: %s", path, refused)

    def recognise(self) -> None:
        """Remember which file stands at the path now."""
        self._known = self._identity()

    @property
    def replaced(self) -> bool:
        """Whether the file at the path is another than the one recognised, or none."""
        return self._known is not None and self._known != self._identity()

    def set_aside(self) -> Path:
        """Rename the file and its companions, and return the new name."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        aside = self.path.with_name(f"{self.path.name}.corrupt-{stamp}")
        for companion in COMPANIONS:
            source = self.path.with_name(self.path.name + companion)
            if source.exists():
                source.rename(aside.with_name(aside.name + companion))
        return aside

    def _identity(self) -> tuple[int, int] | None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_dev, stat.st_ino
