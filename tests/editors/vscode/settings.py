"""What the workbenches of the tests are set to: quiet, and typing exactly what is typed."""

from __future__ import annotations

from typing import Any, Final

_QUIET: Final[dict[str, Any]] = {
    "chat.commandCenter.enabled": False,
    "chat.disableAIFeatures": True,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "git.enabled": False,
    "remote.autoForwardPorts": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "window.commandCenter": False,
    "workbench.enableExperiments": False,
    "workbench.reduceMotion": "on",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}
_EXACT_TYPING: Final[dict[str, Any]] = {
    "editor.autoClosingBrackets": "never",
    "editor.autoClosingQuotes": "never",
    "editor.autoIndent": "none",
    "editor.parameterHints.enabled": False,
    "editor.quickSuggestions": {"other": "off", "comments": "off", "strings": "off"},
    "editor.suggestOnTriggerCharacters": False,
    "files.hotExit": "off",
}
_LOOK: Final[dict[str, Any]] = {
    "editor.cursorBlinking": "solid",
    "editor.inlayHints.enabled": "on",
    "editor.minimap.enabled": False,
}
DARK: Final = "Dark 2026"
LIGHT: Final = "Light 2026"


def settings(theme: str = DARK, trust: bool = False, **ours: Any) -> dict[str, Any]:
    """Return a person's settings: `trust` asks about folders, `ours` are keys of `vmLsp` with `__` for dots."""
    own = {f"vmLsp.{name.replace('__', '.')}": value for name, value in ours.items()}
    asking = {"security.workspace.trust.enabled": trust, "security.workspace.trust.startupPrompt": "never"}
    return {**_QUIET, **_EXACT_TYPING, **_LOOK, **asking, "workbench.colorTheme": theme, **own}
