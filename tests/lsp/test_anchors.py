from __future__ import annotations

import pytest

from vm_lsp.lsp.documents import Edit, smallest_edit
from vm_lsp.lsp.publish.anchors import Anchor

BEFORE = "one();\n20 + 22\ntwo();\n"
START, END = 7, 14


def after(new: str, old: str = BEFORE) -> Anchor:
    """Return the anchor of ``20 + 22`` after the one edit that leads to `new`."""
    anchor = Anchor.at(old, START, END)
    anchor.follow(smallest_edit(old, new, 0), new)
    return anchor


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        ("zero();\none();\n20 + 22\ntwo();\n", "20 + 22"),
        ("20 + 22\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22\nthree();\n", "20 + 22"),
        ("one();\n\n\n20 + 22\ntwo();\n", "20 + 22"),
        ("one();\n    20 + 22\ntwo();\n", "20 + 22"),
        ("one(); 20 + 22\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22;\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22 // sum\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22 /* sum */\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22\n\ntwo();\n", "20 + 22"),
        ("one();\n/* sum */ 20 + 22\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22\n// .z\ntwo();\n", "20 + 22"),
        ("one();\n20 + 22\n++one\ntwo();\n", "20 + 22"),
    ],
)
def test_an_edit_beside_a_statement_moves_it_and_leaves_it_fresh(new: str, shown: str) -> None:
    anchor = after(new)

    assert new[anchor.start : anchor.end] == shown
    assert not anchor.stale
    assert not anchor.gone


@pytest.mark.parametrize(
    "new",
    [
        "one();\ny = 20 + 22\ntwo();\n",
        "one();\n// 20 + 22\ntwo();\n",
        "one();\n// see; 20 + 22\ntwo();\n",
        "one();\n/* 20 + 22\ntwo();\n",
        "one();\n/* a */ await 20 + 22\ntwo();\n",
        "one();\n20 + 22\n.z\ntwo();\n",
        "one();\n20 + 22 // sum\n\n  (1)\ntwo();\n",
        "one();\n20 + 22\n/ 2\ntwo();\n",
    ],
)
def test_what_leads_a_statement_in_or_continues_it_on_the_next_line_makes_it_stale(new: str) -> None:
    anchor = after(new)

    assert anchor.stale
    assert not anchor.altered


@pytest.mark.parametrize(
    "new",
    [
        "one();\n20 + 23\ntwo();\n",
        "one();\n20 +  22\ntwo();\n",
        "one();\n20 + 22 + 1\ntwo();\n",
        "one();\n20 + 221\ntwo();\n",
        "one();\n20 + 22 / 2\ntwo();\n",
        "one();\n20\ntwo();\n",
    ],
)
def test_an_edit_inside_a_statement_makes_it_stale(new: str) -> None:
    assert after(new).stale


def test_undoing_an_edit_makes_a_statement_fresh_again() -> None:
    changed = BEFORE.replace("22", "2222")
    anchor = after(changed)

    anchor.follow(smallest_edit(changed, BEFORE, 0), BEFORE)

    assert not anchor.stale
    assert BEFORE[anchor.start : anchor.end] == "20 + 22"


def test_a_deleted_statement_is_gone() -> None:
    assert after("one();\ntwo();\n").gone


def test_editing_the_next_statement_of_the_line_leaves_this_one_fresh() -> None:
    line = "a(); b();"
    anchor = Anchor.at(line, 0, 4)

    anchor.follow(smallest_edit(line, "a(); b(1);", 0), "a(); b(1);")

    assert not anchor.stale


def test_what_stood_behind_a_selected_part_may_stay() -> None:
    line = "foo(20 + 22)"
    anchor = Anchor.at(line, 4, 11)

    anchor.follow(smallest_edit(line, "food(20 + 22)", 0), "food(20 + 22)")

    assert not anchor.stale


def test_replacing_text_across_its_start_leaves_the_rest() -> None:
    anchor = Anchor.at("abcdef", 2, 6)

    anchor.follow(smallest_edit("abcd", "XY", 0), "XYef")

    assert (anchor.start, anchor.end, anchor.stale) == (2, 4, True)


def test_an_edit_far_away_moves_a_statement_and_one_far_along_its_line_leaves_it_fresh() -> None:
    old = BEFORE + " " * 2000 + "three()"
    anchor = after(old.replace("three", "four"), old)

    anchor.follow(Edit(0, 0, 2000), "\n" * 2000 + old.replace("three", "four"))

    assert (anchor.start, anchor.end, anchor.stale) == (START + 2000, END + 2000, False)
