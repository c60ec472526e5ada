"""What a database's errors say, for a person and for us."""

from __future__ import annotations

import sqlite3
from urllib.parse import quote

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, StatementError

HIDDEN = "***"
# https://www.postgresql.org/docs/current/libpq-connect.html, 34.1.2: these also stand behind the `?` of a URL.
SECRET_KEYS = frozenset({"password", "sslpassword"})

# https://www.sqlite.org/rescode.html: the file is no database, or its pages contradict each other.
CORRUPTION = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def cause_of(fault: BaseException, url: URL) -> str:
    """Return the database's own words in one line, without SQL, parameters or the URL's secrets."""
    words = str(fault.orig if isinstance(fault, StatementError) else fault).strip() or type(fault).__name__
    line = " ".join(words.split())
    for secret in _secrets(url):
        line = line.replace(secret, HIDDEN).replace(quote(secret, safe=""), HIDDEN)
    return line


def shown(url: URL) -> str:
    """Return a URL as anybody may read it: without its password, wherever that stands in it."""
    query = {key: HIDDEN if key.lower() in SECRET_KEYS else value for key, value in url.query.items()}
    return url.set(query=query).render_as_string(hide_password=True).replace(quote(HIDDEN), HIDDEN)


def _secrets(url: URL) -> list[str]:
    found = [value for key, value in url.query.items() if key.lower() in SECRET_KEYS]
    texts = [value for secret in found for value in ([secret] if isinstance(secret, str) else secret)]
    return [secret for secret in (str(url.password or ""), *texts) if secret]


def is_corruption(fault: BaseException | None) -> bool:
    """Whether the fault says that the database's file itself is broken."""
    driver_error = fault.orig if isinstance(fault, DBAPIError) else fault
    if not isinstance(driver_error, sqlite3.Error):
        return False
    return str(getattr(driver_error, "sqlite_errorname", "")).startswith(CORRUPTION)
