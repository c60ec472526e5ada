"""What a database's errors say, for a person and for us."""

from __future__ import annotations

import sqlite3

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, StatementError

# https://www.sqlite.org/rescode.html: the file is no database, or its pages contradict each other.
CORRUPTION = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def cause_of(fault: BaseException, url: URL) -> str:
    """Return the database's own words in one line, without SQL, parameters or the URL's password."""
    words = str(fault.orig if isinstance(fault, StatementError) else fault).strip() or type(fault).__name__
    line = " ".join(words.split())
    return line.replace(str(url.password), "***") if url.password else line


def is_corruption(fault: BaseException | None) -> bool:
    """Whether the fault says that the database's file itself is broken."""
    driver_error = fault.orig if isinstance(fault, DBAPIError) else fault
    if not isinstance(driver_error, sqlite3.Error):
        return False
    return str(getattr(driver_error, "sqlite_errorname", "")).startswith(CORRUPTION)
