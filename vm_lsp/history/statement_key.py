"""What makes two statements the same in a line's past: their text, white space and comments aside.

The key survives what a formatter and a moved line do, and changes with every other character. Strings and templates
count as they stand. It is a hash of 63 bits, so that it fits the integers of both databases.
"""

from __future__ import annotations

import hashlib
import re

# In this order: what counts as it stands, what is dropped, white space. A slash that starts a comment follows white
# space or punctuation: `/\//` and "http://x" hold none. Whatever this misreads, it misreads each time in the same way.
_PARTS = re.compile(
    r"""
    (?P<kept>"(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' | `(?:[^`\\]|\\.)*`)
    | (?P<dropped>/\*.*?\*/ | (?<![^\s;,{}()\[\]])//[^\r\n]*)
    | (?P<space>\s+)
    """,
    re.VERBOSE | re.DOTALL,
)
_BETWEEN_WORDS = re.compile(r"(?<![\w$])\ | \ (?![\w$])", re.VERBOSE)


def statement_key(text: str) -> int:
    """Return the key of a statement's text, from 0 to 2**63 - 1."""
    digest = hashlib.blake2b(normalised(text).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def normalised(text: str) -> str:
    """Return the text on one line, without comments, needless white space and the semicolons at its end."""
    kept: list[str] = []

    def set_aside(part: re.Match[str]) -> str:
        if part["kept"] is None:
            return " "
        kept.append(part["kept"])
        return "\0"

    bare = _BETWEEN_WORDS.sub("", _PARTS.sub(set_aside, text.replace("\0", " ")))
    whole = re.sub("\0", lambda _: kept.pop(0), re.sub(" +", " ", bare))
    return whole.strip().rstrip(";").rstrip()
