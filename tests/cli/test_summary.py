"""The last line of a run."""

from __future__ import annotations

import pytest

from tests.cli.runs import execution
from vm_lsp.cli.looks import duration
from vm_lsp.cli.summary import OUTCOMES, summary
from vm_lsp.execution.model import ExceptionInfo, Interruption, Outcome, Status


def test_it_says_how_it_went_how_long_it_took_and_where_it_is_kept() -> None:
    assert summary(execution("x"), "history.db").plain == "✓ ok · 12 ms · execution 1 (3f2a9c1e) · kept in history.db"


def test_it_names_the_error() -> None:
    failed = execution("x", status=Status.ERROR, error=ExceptionInfo("TypeError", "no"))
    assert summary(failed, None).plain == "✗ error · TypeError · 12 ms · execution 1 (3f2a9c1e) · not kept"


def test_it_says_what_ctrl_c_did() -> None:
    stopped = execution("x", status=Status.CANCELLED, rolled_back=True)
    assert "stopped by Ctrl-C" in summary(stopped, None, Interruption(Outcome.ROLLED_BACK)).plain


def test_what_the_errors_message_says_of_the_session_is_not_repeated() -> None:
    limit = ExceptionInfo("TimeLimitExceeded", "The session is exactly as it was before this run.")
    ended = execution("x", status=Status.TIMEOUT, rolled_back=True, error=limit)
    assert summary(ended, None).plain == "◷ timeout · TimeLimitExceeded · 12 ms · execution 1 (3f2a9c1e) · not kept"


def test_there_are_words_for_every_outcome() -> None:
    assert set(OUTCOMES) == set(Outcome)


@pytest.mark.parametrize(("milliseconds", "words"), [(None, ""), (0.42, "0.4 ms"), (61.3, "61 ms"), (2149.0, "2.1 s")])
def test_a_duration_is_short(milliseconds: float | None, words: str) -> None:
    assert duration(milliseconds) == words
