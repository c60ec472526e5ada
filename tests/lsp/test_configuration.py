from __future__ import annotations

import pytest

from vm_lsp.lsp.configuration import Configuration, Trust, read_trust


def test_later_layers_win_and_null_has_no_opinion() -> None:
    configuration = Configuration()
    configuration.take_initial({"limits": {"cpuMs": 1, "wallMs": 2}})
    configuration.take_current({"limits": {"cpuMs": 3, "wallMs": None}})

    settings, problems = configuration.settings()

    assert (settings.limits.cpu_ms, settings.limits.wall_ms) == (3, 2)
    assert problems == ()


def test_trust_stands_beside_the_settings_and_is_none_of_them() -> None:
    configuration = Configuration()

    trust = configuration.take_initial({"trust": {"supported": True, "trusted": False}, "inline": {"enabled": False}})
    settings, problems = configuration.settings()

    assert trust == Trust(trusted=False)
    assert not settings.inline.enabled
    assert problems == ()


@pytest.mark.parametrize("options", [[1], "x", 5, True])
def test_settings_that_are_no_object_are_a_problem(options: object) -> None:
    configuration = Configuration()
    configuration.take_initial(options)

    settings, (problem,) = configuration.settings()

    assert "not an object" in str(problem)
    assert settings.limits.cpu_ms == 5000


@pytest.mark.parametrize(
    ("answer", "trusted"),
    [
        ({"supported": True, "trusted": True}, True),
        ({"supported": False}, True),
        ({"supported": True, "trusted": "yes"}, False),
        ({"supported": True}, False),
        ({"trusted": True}, False),
        (None, False),
    ],
)
def test_only_a_clear_answer_is_trust(answer: object, trusted: bool) -> None:
    assert read_trust(answer).trusted is trusted
