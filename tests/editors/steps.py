"""The sentences of ``scenarios.md``: each is done with, or read from, a real editor."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tests.editors.editor import Editor, Place, eventually

Step = Callable[..., None]
_STEPS: Final[list[tuple[re.Pattern[str], Step]]] = []


def step(sentence: str) -> Callable[[Step], Step]:
    """Register what a sentence does; ``{}`` in it stands for a text in backquotes or a number."""
    pattern = re.compile(re.escape(sentence).replace(r"`\{\}`", "`(.*)`").replace(r"\{\}", r"(\d+)"))

    def register(do: Step) -> Step:
        _STEPS.append((pattern, do))
        return do

    return register


def knows(sentence: str) -> bool:
    """Whether somebody wrote down what a sentence does."""
    return any(pattern.fullmatch(sentence) for pattern, _ in _STEPS)


def carry_out(sentence: str, editor: Editor) -> None:
    """Do what a sentence says.

    Raises:
        AssertionError: an expectation was not met, or nobody knows the sentence.
        NotOfferedError: the editor has no way to do it.
    """
    for pattern, do in _STEPS:
        if found := pattern.fullmatch(sentence):
            return do(editor, *(text.replace("⏎", "\n") for text in found.groups()))
    raise AssertionError(f"No step reads: {sentence}")


# --- what a person does ---------------------------------------------------------------------------------------------


@step("select `{}`")
def _select(editor: Editor, text: str) -> None:
    editor.select(*_span(editor, text))


@step("put the cursor on `{}`")
def _move(editor: Editor, text: str) -> None:
    editor.move(_span(editor, text)[0])


@step("put the cursor on the last `{}`")
def _move_to_last(editor: Editor, text: str) -> None:
    editor.move(_span(editor, text, last=True)[0])


@step("replace `{}` with `{}`")
def _replace(editor: Editor, old: str, new: str) -> None:
    editor.replace(*_span(editor, old), new)


@step("run")
def _run(editor: Editor) -> None:
    editor.run()
    _over(editor)


@step("run without waiting")
def _run_on(editor: Editor) -> None:
    editor.run()
    eventually(editor.running, bool, "something to run")


@step("run the file")
def _run_file(editor: Editor) -> None:
    editor.run_file()
    _over(editor)


@step("stop")
def _stop(editor: Editor) -> None:
    editor.stop()
    _over(editor)


@step("restart the session")
def _restart(editor: Editor) -> None:
    editor.restart()


@step("clear the results")
def _clear(editor: Editor) -> None:
    editor.clear()


@step("insert the result")
def _insert(editor: Editor) -> None:
    editor.insert_result()


@step("find `{}` in the history: `{}`")
def _find(editor: Editor, words: str, code: str) -> None:
    eventually(
        lambda: editor.find(words), lambda seen: bool(seen) and code in seen[0], f"{code} first of what is found"
    )


@step("run what was found again")
def _run_found(editor: Editor) -> None:
    editor.run_found()
    _over(editor)


# --- what a person sees ---------------------------------------------------------------------------------------------


@step("expect line {} to say `{}`")
def _says(editor: Editor, line: str, label: str) -> None:
    eventually(editor.values, lambda seen: seen.get(int(line) - 1) == label, f"line {line} to say {label}")


@step("expect no values")
def _no_values(editor: Editor) -> None:
    eventually(editor.values, lambda seen: not seen, "no values beside the code")


@step("expect a problem at `{}` that says `{}`")
def _problem(editor: Editor, text: str, message: str) -> None:
    start, end = _span(editor, text)
    eventually(
        editor.problems,
        lambda seen: [(one.start, one.end) for one in seen] == [(start, end)] and message in seen[0].message,
        f"one problem from {start} to {end} that says {message}",
    )


@step("expect the problem to lead to line {}")
def _leads(editor: Editor, line: str) -> None:
    eventually(editor.problems, lambda seen: int(line) - 1 in seen[0].leads_to, f"a frame in line {line}")


@step("expect no problems")
def _no_problems(editor: Editor) -> None:
    eventually(editor.problems, lambda seen: not seen, "no problems")


@step("expect the whole value to contain `{}`")
def _whole(editor: Editor, text: str) -> None:
    eventually(editor.whole_value, lambda seen: text in seen, f"a whole value with {text}")


@step("expect line {} to read `{}`")
def _reads(editor: Editor, line: str, text: str) -> None:
    eventually(lambda: editor.text().split("\n")[int(line) - 1], lambda seen: seen == text, f"line {line}: {text}")


# --- places ---------------------------------------------------------------------------------------------------------


def _over(editor: Editor) -> None:
    eventually(editor.running, lambda running: not running, "the run to be over")


def _span(editor: Editor, text: str, last: bool = False) -> tuple[Place, Place]:
    """Return where a text begins and ends in the buffer."""
    content = editor.text()
    start = content.rfind(text) if last else content.find(text)
    assert start >= 0, f"{text} is not in the buffer: {content!r}"
    return _place(content, start), _place(content, start + len(text))


def _place(content: str, offset: int) -> Place:
    line = content.count("\n", 0, offset)
    return Place(line, offset - (content.rfind("\n", 0, offset) + 1))
