"""Node's own modules: which of them a session has, and what is said of the others.

Those it has are files of `runtime/node`, set up when a script first asks for one.
"""

from __future__ import annotations

from typing import Final

PREFIX: Final = "node:"

FILES: Final = {
    "assert": "assert",
    "assert/strict": "assert_strict",
    "buffer": "buffer",
    "console": "console",
    "crypto": "crypto",
    "events": "events",
    "module": "module",
    "os": "os",
    "path": "path",
    "path/posix": "path",
    "perf_hooks": "perf_hooks",
    "process": "process",
    "querystring": "querystring",
    "string_decoder": "string_decoder",
    "timers": "timers",
    "timers/promises": "timers_promises",
    "tty": "tty",
    "url": "url",
    "util": "util",
    "util/types": "util_types",
    "vm": "vm",
}
"""From the names of those that a session has to the file each is in."""

PARTS: Final = (
    *dict.fromkeys(FILES.values()),
    "absent",
    "absent_names",
    "assert_throws",
    "assertion_error",
    "deep_equal",
    "events_async",
    "hashing",
    "util_colors",
)
"""All files of `runtime/node`: those of the modules, and what they are made of."""

_MISSING: Final = frozenset(
    {
        *("_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server"),
        *("_stream_duplex", "_stream_passthrough", "_stream_readable", "_stream_transform", "_stream_wrap"),
        *("_stream_writable", "_tls_common", "_tls_wrap", "async_hooks", "child_process", "cluster"),
        *("constants", "dgram", "diagnostics_channel", "dns", "dns/promises", "domain", "fs", "fs/promises"),
        *("http", "http2", "https", "inspector", "inspector/promises", "net", "path/win32", "punycode"),
        *("readline", "readline/promises", "repl", "stream", "stream/consumers"),
        *("stream/promises", "stream/web", "sys", "tls", "trace_events", "v8"),
        *("wasi", "worker_threads", "zlib"),
    }
)
_PACKAGES: Final = "/node_modules/"
_ONLY_PREFIXED: Final = frozenset({"sea", "sqlite", "test", "test/reporters"})

NAMES: Final = tuple(sorted({*FILES, *_MISSING}))
"""All that Node has under a name without a prefix, as ``module.builtinModules`` lists them."""

_BESIDES: Final = "assert, buffer, crypto, events, os, path, querystring, string_decoder, timers, url and util"


def source(name: str) -> tuple[str, str, str | None]:
    """Return the name of a module, the file it is in, and where only its names are there the reason for that."""
    return (name, FILES[name], None) if name in FILES else (name, "absent", missing(name))


def tolerated(specifier: str, referrer: str) -> str | None:
    """Return the name of a module that a session has not, where a package asks: it may do without."""
    name = specifier.removeprefix(PREFIX)
    return name if name in _MISSING and _PACKAGES in referrer else None


def present(specifier: str) -> str | None:
    """Return the name of the module that a session has and `specifier` means, with or without ``node:``."""
    name = specifier.removeprefix(PREFIX)
    return name if name in FILES else None


def missing(specifier: str) -> str | None:
    """Return why there is no module of Node's by that specifier, None where it is not one of Node's."""
    name = specifier.removeprefix(PREFIX)
    if name in FILES:
        return None
    if name in _MISSING or (name in _ONLY_PREFIXED and specifier != name):
        return (
            f"'{specifier}' is part of Node, and this is no Node: a session has no file system, no network and no"
            f" processes. Pass in what the code needs. Of Node's modules there are {_BESIDES}."
        )
    return f"No such built-in module: {specifier}" if specifier != name else None


def is_uri(uri: str) -> bool:
    """Whether it stands for one of Node's modules, and for no file."""
    return uri.startswith(PREFIX)
