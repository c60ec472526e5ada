"""Times and durations as people write them in a search."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

AGO = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
MILLISECONDS = {"us": 0.001, "ms": 1.0, "": 1.0, "s": 1000.0, "m": 60_000.0, "h": 3_600_000.0}

_AGO = re.compile(r"(\d{1,6})([a-z])")
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)([a-z]{0,2})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment(text: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Return the first moment a text means and the first one behind it; None where it means none.

    ``2d`` is two days ago, a moment; ``today``, ``yesterday`` and ``2026-11-27`` are days in `now`'s zone, an ISO 8601
    time is that time.
    """
    if (ago := _AGO.fullmatch(text)) and ago[2] in AGO:
        return _ago(int(ago[1]), AGO[ago[2]], now)
    days = {"today": 0, "yesterday": 1}
    if text in days:
        return _day(now - timedelta(days=days[text]))
    try:
        then = datetime.fromisoformat(text)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=now.tzinfo)
    return _day(then) if _DATE.fullmatch(text) else (then, then)


def milliseconds(text: str) -> float | None:
    """Return the duration a text means, in milliseconds where it names no unit; None where it means none."""
    if (found := _DURATION.fullmatch(text)) and found[2] in MILLISECONDS:
        return float(found[1]) * MILLISECONDS[found[2]]
    return None


def _ago(count: int, unit: timedelta, now: datetime) -> tuple[datetime, datetime] | None:
    try:
        then = now - count * unit
    except OverflowError:
        return None
    return then, then


def _day(then: datetime) -> tuple[datetime, datetime] | None:
    start = datetime.combine(then.date(), time(), then.tzinfo)
    try:
        return start, start + timedelta(days=1)
    except OverflowError:
        return None
