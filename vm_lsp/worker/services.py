"""What globals of the runtime ask of the host: the meaning of a URL, random bytes, digests, figures of the process.

Texts travel as JSON: the binding cuts a string at NUL and takes no lone surrogates.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import platform
import secrets
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from vm_lsp import __version__

_PARTS = (
    *("href", "origin", "protocol", "username", "password", "host", "hostname", "port"),
    *("pathname", "search", "hash"),
)
_DIGESTS = {"SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_HASHES = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
_PLATFORMS = {"linux": "linux", "darwin": "darwin", "win32": "win32"}
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64", "i686": "ia32"}


def services() -> dict[str, Callable[..., Any]]:
    """Return the functions by the names that the runtime knows them by."""
    return {"url": _url, "setUrl": _set_url, "random": _random, "digest": _digest, "hash": _hash, "process": _process}


def _url(text: str, base: str) -> str:
    """Return the parts of a URL, or null where it is none (URL Standard, 6.1); `text` and `base` are JSON."""
    from ada_url import URL  # takes 15 ms to load: when the first URL is made

    try:
        return _parts(URL(json.loads(text), json.loads(base)))
    except ValueError:
        return "null"


def _set_url(href: str, part: str, value: str) -> str:
    """Return the parts once one of them is set, or null where `part` can't have that value."""
    from ada_url import URL

    url = URL(json.loads(href))
    try:
        setattr(url, part, json.loads(value))
    except ValueError:
        return "null"
    return _parts(url)


def _parts(url: Any) -> str:
    return json.dumps({part: getattr(url, part) for part in _PARTS})


def _random(count: float) -> str:
    """Return that many random bytes in hexadecimal."""
    return secrets.token_hex(int(count))


def _digest(algorithm: str, data: str) -> str | None:
    """Return the digest of bytes, both in hexadecimal; None for an algorithm that Web Cryptography does not name."""
    name = _DIGESTS.get(algorithm.upper())
    return hashlib.new(name, bytes.fromhex(data), usedforsecurity=False).hexdigest() if name else None


def _hash(algorithm: str, data: str, key: str) -> str | None:
    """Return the digest of bytes as ``_digest`` does, by OpenSSL's names; with ``key:`` and a key it is an HMAC."""
    name = algorithm.lower().replace("-", "")
    if name not in _HASHES:
        return None
    content = bytes.fromhex(data)
    if key:
        return hmac.new(bytes.fromhex(key.removeprefix("key:")), content, name).hexdigest()
    return hashlib.new(name, content, usedforsecurity=False).hexdigest()


def _process() -> str:
    """Return what `process` says of this process and machine; times are in milliseconds."""
    machine = platform.machine()
    return json.dumps(
        {
            "version": __version__,
            "engine": version("quickjs-ng"),
            "pid": os.getpid(),
            "platform": _PLATFORMS.get(sys.platform, sys.platform),
            "arch": _MACHINES.get(machine.lower(), machine),
            "now": time.time() * 1000,
            "cpu": time.process_time() * 1000,
        }
    )
