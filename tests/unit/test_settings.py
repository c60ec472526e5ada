"""Layers of settings: what wins, what is refused, and that a bad value never stops anything."""

from __future__ import annotations

import pytest

from vm_lsp.settings import Problem, Settings, Template, merge, merge_workspace

DEFAULTS = Settings()


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_the_defaults_are_those_of_the_contract() -> None:
    limits, inline = DEFAULTS.limits, DEFAULTS.inline
    assert (limits.cpu_ms, limits.wall_ms, limits.mem_mb) == (5000, 30000, 128)
    assert (limits.max_events, limits.max_output_kb) == (10000, 1024)
    assert DEFAULTS.resolver.extensions == (".js", ".mjs", ".cjs", ".json")
    assert (inline.enabled, inline.max_length) == (True, 40)


def test_an_editor_may_set_everything() -> None:
    layer = {"limits": {"cpuMs": 9000}, "startupFiles": ["a.js"], "history": {"databaseUrl": "sqlite:///x"}}
    settings, problems = merge(DEFAULTS, layer, "the editor")
    assert problems == ()
    assert settings.limits.cpu_ms == 9000
    assert settings.startup_files == ("a.js",)
    assert settings.history.database_url == "sqlite:///x"


def test_a_malformed_pattern_to_redact_is_told_with_its_fault() -> None:
    settings, problems = merge(DEFAULTS, {"history": {"redact": ["sk-\\w+", "(unclosed"]}}, "the editor")
    assert settings.history.redact == ()
    assert "the pattern '(unclosed' is malformed: missing )" in only(problems).reason


def test_none_means_no_opinion() -> None:
    base, _ = merge(DEFAULTS, {"limits": {"cpuMs": 1234}}, "first")
    assert merge(base, {"limits": {"cpuMs": None}, "inline": None}, "second") == (base, ())


@pytest.mark.parametrize(
    ("layer", "key"),
    [
        ({"limits": {"cpuMs": "fast"}}, "limits.cpuMs"),
        ({"limits": {"cpuMs": 0}}, "limits.cpuMs"),
        ({"limits": {"cpuMs": True}}, "limits.cpuMs"),
        ({"limits": {"memMb": 2}}, "limits.memMb"),
        ({"inline": {"maxLength": 10_000}}, "inline.maxLength"),
        ({"limits": 5}, "limits"),
        ({"resolver": {"roots": "src"}}, "resolver.roots"),
        ({"nonsense": 1}, "nonsense"),
        ({"runtime": {"nonsense": 1}}, "runtime.nonsense"),
        ({"runtime": {"esm": {"deep": 1}}}, "runtime.esm.deep"),
    ],
)
def test_a_bad_value_names_its_key_and_leaves_the_default(layer: dict[str, object], key: str) -> None:
    settings, problems = merge(DEFAULTS, layer, "the editor")
    assert settings == DEFAULTS
    problem = only(problems)
    assert (problem.key, problem.source) == (key, "the editor")
    assert f"`{key}`" in str(problem)


def test_a_bad_value_does_not_cost_the_good_ones_beside_it() -> None:
    settings, problems = merge(DEFAULTS, {"limits": {"cpuMs": "fast", "wallMs": 100}}, "the editor")
    assert (settings.limits.cpu_ms, settings.limits.wall_ms) == (5000, 100)
    assert only(problems).used == 5000


def test_a_workspace_lowers_limits() -> None:
    settings, problems = merge_workspace(DEFAULTS, {"limits": {"cpuMs": 100}}, "vm-lsp.toml")
    assert (settings.limits.cpu_ms, problems) == (100, ())


def test_a_workspace_cannot_raise_limits() -> None:
    settings, problems = merge_workspace(DEFAULTS, {"limits": {"cpuMs": 60_000}}, "vm-lsp.toml")
    assert settings.limits.cpu_ms == 5000
    assert (only(problems).key, only(problems).used) == ("limits.cpuMs", 5000)


def test_a_workspace_cannot_raise_what_the_person_lowered() -> None:
    mine, _ = merge(DEFAULTS, {"limits": {"memMb": 16}}, "the editor")
    settings, problems = merge_workspace(mine, {"limits": {"memMb": 64}}, "vm-lsp.toml")
    assert settings.limits.mem_mb == 16
    assert only(problems).key == "limits.memMb"


@pytest.mark.parametrize("section", ["history", "inline", "diagnostics", "codeLens", "server"])
def test_a_workspace_cannot_redirect_what_is_the_persons_own(section: str) -> None:
    settings, problems = merge_workspace(DEFAULTS, {section: {"databaseUrl": "sqlite:///stolen"}}, "vm-lsp.toml")
    assert settings == DEFAULTS
    assert only(problems).key == section


def test_a_workspace_shapes_how_code_runs() -> None:
    layer = {"runtime": {"strict": True}, "libraries": ["lodash"], "resolver": {"roots": ["src"]}}
    settings, problems = merge_workspace(DEFAULTS, layer, "vm-lsp.toml")
    assert problems == ()
    assert (settings.runtime.strict, settings.libraries, settings.resolver.roots) == (True, ("lodash",), ("src",))


def test_the_template_is_the_part_a_session_starts_with() -> None:
    settings, _ = merge(DEFAULTS, {"limits": {"cpuMs": 9}, "inline": {"enabled": False}}, "the editor")
    assert type(settings.template) is Template
    assert settings.template.limits.cpu_ms == 9


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValueError, match="frozen"):
        DEFAULTS.limits.cpu_ms = 1  # type: ignore[misc]  # the point of the test
