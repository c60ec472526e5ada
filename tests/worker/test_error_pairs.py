"""Every shape of failure is told with its exact place; `error_pairs.py` says how to add one."""

from __future__ import annotations

import pytest

from tests.worker.error_pairs import Pair, pairs


@pytest.mark.parametrize("pair", list(pairs()), ids=lambda pair: pair.name)
def test_a_failure_is_told_with_its_exact_place(pair: Pair) -> None:
    assert pair.told() == pair.expected
