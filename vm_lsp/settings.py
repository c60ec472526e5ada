"""Limits, resolver, runtime, inline, history: the one validated model of everything a person can set.

`Settings` comes from layers, later ones winning: the defaults, the editor's (initializationOptions, then
workspace/configuration), and a workspace's ``vm-lsp.toml``. A workspace's file comes with a cloned repository, so it
may only shape how code runs and lower limits: it can't redirect the history. A bad value never stops anything: it
becomes a `Problem` that names the key and the default used instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.alias_generators import to_camel

Raw = Mapping[str, object]
Count = Annotated[int, Field(gt=0)]

WORKSPACE_SECTIONS = frozenset({"limits", "resolver", "runtime", "libraries", "startupFiles"})
WORKSPACE_FILE = "vm-lsp.toml"


class _Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, validate_default=True
    )


class Limits(_Section):
    """What one run may take: milliseconds, megabytes (2**20), events, kilobytes (2**10)."""

    cpu_ms: Count = 5000
    wall_ms: Count = 30000
    mem_mb: Annotated[int, Field(ge=8)] = 128
    max_events: Count = 10000
    max_output_kb: Count = 1024

    def lowered_by(self, other: Limits) -> Limits:
        """Return the lower of both, limit by limit."""
        mine, theirs = self.model_dump(), other.model_dump()
        return Limits(**{name: min(mine[name], theirs[name]) for name in mine})


class Resolver(_Section):
    """How specifiers become files: folders for bare names, extensions in order, and what ``/x`` means."""

    roots: tuple[str, ...] = (".",)
    extensions: tuple[str, ...] = (".js", ".mjs", ".cjs", ".json")
    allow_absolute_repo_imports: bool = True


class Runtime(_Section):
    """What the language offers: import and export, strictness everywhere, the global ``console``."""

    esm: bool = True
    strict: bool = False
    console: bool = True


class Template(_Section):
    """The settings in force when a session started, stored with it."""

    limits: Limits = Limits()
    resolver: Resolver = Resolver()
    runtime: Runtime = Runtime()
    libraries: tuple[str, ...] = ()
    startup_files: tuple[str, ...] = ()


class Inline(_Section):
    """Values beside the code; `max_length` counts characters."""

    enabled: bool = True
    max_length: Annotated[int, Field(ge=8, le=200)] = 40


class Diagnostics(_Section):
    """Exceptions as diagnostics."""

    enabled: bool = True


class CodeLens(_Section):
    """Run and stop above the code; `statements` says when each top-level statement has its own lens."""

    enabled: bool = False
    statements: Literal["never", "hover", "always"] = "hover"


class History(_Section):
    """Where runs are kept (a SQLAlchemy URL; None: the user's data folder), for how long, and what of them.

    The retention counts days, executions and megabytes (2**20); None: no bound. `redact` are regular expressions
    (Python's, as the library `regex` extends them) whose matches, or groups where they have some, are blacked out
    before anything is stored, `identity` says whether rows carry the user's and the host's name, `restore` what
    happens at the start with the sessions of the last time.
    """

    enabled: bool = True
    database_url: str | None = None
    retention_days: Count | None = None
    max_executions: Count | None = None
    max_size_mb: Count | None = None
    redact: tuple[str, ...] = ()
    identity: bool = True
    restore: Literal["never", "ask", "always"] = "never"

    @field_validator("redact")
    @classmethod
    def _patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        if not patterns:
            return ()
        import regex  # what they are matched with, since it can be stopped; nobody else needs it

        for pattern in patterns:
            try:
                regex.compile(pattern)
            except regex.error as malformed:
                raise ValueError(f"the pattern {pattern!r} is malformed: {malformed}") from malformed
        return patterns


class Settings(Template):
    """Everything a person can set; the first five are the `Template` of their sessions."""

    inline: Inline = Inline()
    diagnostics: Diagnostics = Diagnostics()
    code_lens: CodeLens = CodeLens()
    history: History = History()

    @property
    def template(self) -> Template:
        """The part that a session is started with."""
        return Template(**{name: getattr(self, name) for name in Template.model_fields})


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that could not be used: where it stood, what was wrong, what is used instead (None: it is ignored)."""

    source: str
    key: str
    reason: str
    used: object = None

    def __str__(self) -> str:
        instead = "it is ignored" if self.used is None else f"using {self.used!r}"
        return f"{self.source}: `{self.key}` {self.reason}; {instead}."


def merge(base: Settings, layer: Raw, source: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Lay the editor's values over `base`; None anywhere means no opinion.

    Every key that is unknown or has a bad value keeps the value of `base` and gives one `Problem`.
    """
    merged = base.model_dump(by_alias=True)
    problems = []
    for path, value in _leaves(layer):
        attempt = _with(merged, path, value)
        reason = _refusal(attempt)
        if reason is None:
            merged = attempt
        else:
            problems.append(Problem(source, ".".join(path), reason, _at(merged, path)))
    return Settings.model_validate(merged, strict=False), tuple(problems)


def merge_workspace(base: Settings, layer: Raw, source: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Lay a workspace's own file over `base`: it may shape how code runs, and only lower limits."""
    allowed = {key: value for key, value in layer.items() if key in WORKSPACE_SECTIONS}
    known = {field.alias for field in Settings.model_fields.values()}
    refused = tuple(
        Problem(source, key, "can't be set by a workspace" if key in known else "is no setting of vm-lsp")
        for key in layer
        if key not in WORKSPACE_SECTIONS
    )
    wished, problems = merge(base, allowed, source)
    limits = base.limits.lowered_by(wished.limits)
    raised = tuple(
        Problem(source, f"limits.{to_camel(name)}", "can only be lowered by a workspace", getattr(limits, name))
        for name in Limits.model_fields
        if getattr(wished.limits, name) > getattr(limits, name)
    )
    return wished.model_copy(update={"limits": limits}), refused + problems + raised


def _leaves(layer: Raw, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in layer.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        elif value is not None:
            yield (*path, key), value


def _with(tree: dict[str, object], path: tuple[str, ...], value: object) -> dict[str, object]:
    head, *rest = path
    branch = tree.get(head)
    if not rest:
        return {**tree, head: value}
    return {**tree, head: _with(branch if isinstance(branch, dict) else {}, tuple(rest), value)}


def _at(tree: object, path: tuple[str, ...]) -> object:
    for key in path:
        if not isinstance(tree, dict) or key not in tree:
            return None
        tree = tree[key]
    return tree


def _refusal(tree: dict[str, object]) -> str | None:
    try:
        Settings.model_validate_json(_as_json(tree))
    except ValidationError as refused:
        return _in_words(refused)
    return None


def _as_json(tree: dict[str, object]) -> str:
    import json

    return json.dumps(tree, default=str)


def _in_words(refused: ValidationError) -> str:
    first = refused.errors()[0]
    if first["type"] == "extra_forbidden":
        return "is no setting of vm-lsp"
    reason = first["msg"].removeprefix("Value error, ")
    return f"is {first['input']!r}: {reason[0].lower()}{reason[1:]}"
