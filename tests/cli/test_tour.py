"""The tour as it is printed, as the README shows it, and as it fits a narrow terminal."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.conftest import Vm

README = Path(__file__).parents[2] / "README.md"
WIDEST = 72
RUN = re.compile(r"\d+(\.\d)? m?s · execution 1 \([0-9a-f]{8}\)")


def listed(text: str) -> list[str]:
    """Return the tour's lines up to its summary, without what differs from run to run."""
    listing, summary, _ = text.partition("· not kept\n")
    return RUN.sub("… ms · execution 1 (…)", listing + summary).splitlines()


def test_no_line_of_the_tour_is_too_wide_for_80_columns() -> None:
    lines = files("vm_lsp.cli").joinpath("tour.js").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > WIDEST] == []


def test_the_readme_shows_what_the_tour_prints(vm: Vm) -> None:
    shown = README.read_text(encoding="utf-8").partition("$ make tour\n")[2]
    assert listed(shown) == listed(vm("tour").out)


def test_at_80_columns_nothing_is_cut_and_the_error_stands_under_its_carets(
    vm: Vm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vm_lsp.cli.looks.PIPE_WIDTH", 80)
    rows = vm("tour").out.splitlines()
    carets = next(index for index, row in enumerate(rows) if "^^^" in row)
    assert max(map(len, rows)) <= 80
    assert rows[carets + 1].index("TypeError") == rows[carets].index("^")
    source = files("vm_lsp.cli").joinpath("tour.js").read_text(encoding="utf-8").splitlines()
    assert [line for line in source if not any(line in row for row in rows)] == []


def test_frames_of_the_tour_name_its_file_and_no_folder(vm: Vm) -> None:
    frames = [row.split("at ", 1)[1] for row in vm("tour").out.splitlines() if "│" in row and " at " in row][-2:]
    assert [re.sub(r"\d+", "0", frame) for frame in frames] == ["boss (tour.js:0:0)", "<main> (tour.js:0:0)"]
