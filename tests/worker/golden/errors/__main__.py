"""Writes what each pair is expected to tell, and prints where it points: `python -m tests.worker.golden.errors`.

Names, or how they begin, choose some of them; with `--check` nothing is written.
"""

from __future__ import annotations

import sys
from typing import Any

from tests.worker.error_pairs import Pair, pairs
from vm_lsp.worker.source.positions import SourceText


def main(arguments: list[str]) -> None:
    names = [name for name in arguments if not name.startswith("--")]
    for pair in pairs():
        if names and not any(pair.name.startswith(name) for name in names):
            continue
        told = pair.told()
        if "--check" not in arguments:
            pair.write(told)
        print(f"━━ {pair.name}")
        show(pair, told)


def show(pair: Pair, told: dict[str, Any], indent: str = "") -> None:
    """Print a failure with carets under what each frame covers."""
    print(f"{indent}{told.get('name')}: {told.get('message', '')[:200]!r}", told.get("thrown", ""))
    for frame in told.get("frames", []):
        line, column, end_line, end_column = frame["range"]
        source = SourceText(pair.texts().get("file:///w/" + frame["file"], ""))
        rows = source.data.decode("utf-8").encode("utf-8")
        start, end = source.line_span(line) if line < len(source.line_starts) else (0, 0)
        text = rows[start:end].decode("utf-8")
        before = text.encode("utf-16-le")[: column * 2].decode("utf-16-le", "replace")
        width = max(1, (end_column if end_line == line else column + 1) - column)
        more = "" if end_line == line else f" … to {end_line}:{end_column}"
        head = f"{frame['function'] or '<main>'}@{frame['file']}:{line}:{column}-{end_column}"
        print(f"{indent}   {text.replace(chr(9), ' ')}")
        print(f"{indent}   {' ' * len(before)}{'^' * width}{more}    {head}")
    if "cause" in told:
        show(pair, told["cause"], indent + "      ")


if __name__ == "__main__":
    main(sys.argv[1:])
