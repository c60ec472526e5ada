"""Puts the runtime into a fresh context, before any user code can run there."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Any

from vm_lsp.worker import builtins

_FILES = (
    "primordials",
    "source_text",
    "messages",
    "proxies",
    "stacks",
    "error_globals",
    "brands",
    "promises",
    "quoting",
    "naming",
    "asked",
    "keys",
    "layout",
    "binary",
    "contents",
    "error_print",
    "shapes",
    "inspect",
    "util_inspect",
    "json",
    "values",
    "throws",
    "exceptions",
    "run",
    "rejections",
    "declarations",
    "lookup",
    "parser",
    "hooks",
    "paths",
    "instances",
    "builtins",
    "exports",
    "namespaces",
    "attributes",
    "linking",
    "evaluating",
    "commonjs",
    "modules",
    "refusals",
    "timers",
    "finalizers",
    "parts",
    "console/format",
    "console/printing",
    "console/counting",
    "console/console",
    "globals/lazy",
    "globals/last",
    "session",
)
"""In the order in which they need each other; `vm` collects what each has to offer."""

_PARTS = (
    "console/table",
    "globals/abort",
    "globals/base64",
    "globals/buffer",
    "globals/buffer_text",
    "globals/clone",
    "globals/crypto",
    "globals/dom_exception",
    "globals/encoding",
    "globals/events",
    "globals/fetch",
    "globals/interfaces",
    "globals/performance",
    "globals/process",
    "globals/search_params",
    "globals/url",
    "globals/utf8",
    *(f"node/{file}" for file in builtins.PARTS),
)
"""Those that are set up when user code first needs them; each returns what it has to offer."""

_FOLDER = resources.files(__package__)  # asked once: to find a package takes longer than to read a file


def install(context: Any, host: dict[str, Callable[..., Any]], hook: str, first_line: int) -> Any:
    """Return the runtime's object `vm`, with which the host goes on; its `hook` is a global constant of that name.

    `host` are the functions the runtime calls; `first_line` is where user sources begin.
    """
    runtime = context.eval("({__proto__: null, host: {__proto__: null}})")
    parts = {name: _text(name) for name in _PARTS}  # read now: what is on disk may change while the session lives
    _set(context, runtime, "firstLine", first_line)
    _set(context, runtime, "hookName", hook)
    adopt = context.eval("(vm, name) => { vm.host[name] = globalThis[name]; delete globalThis[name]; }")
    for name, function in {**host, "part": parts.__getitem__}.items():
        context.add_callable(name, function)
        adopt(runtime, name)
    for file in _FILES:
        context.eval(_text(file))(runtime)
    context.set(hook, context.eval("(vm) => vm.hook")(runtime))
    context.eval(f"const {hook} = globalThis.{hook}; delete globalThis.{hook};")
    return runtime


def _text(file: str) -> str:
    return _FOLDER.joinpath(f"{file}.js").read_text("utf-8")


def _set(context: Any, target: Any, name: str, value: float | str) -> None:
    context.eval("(target, name, value) => { target[name] = value; }")(target, name, value)
