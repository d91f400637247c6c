"""Spans and dates of connections in words. Pure."""

from datetime import datetime
from math import ceil

from pulse_desktop.model.text import mark
from pulse_desktop.ui.formatting import MISSING, Formats

_MINUTE, _HOUR = 60, 3600


def every(interval_s: float, formats: Formats) -> str:
    """An interval: ``15 s``, ``2 min``, and ``200 ms`` rather than nothing (P-05)."""
    if interval_s < 1:
        return formats.say(mark("Times", "{n} ms").given(n=max(1, round(interval_s * 1000))))
    if interval_s >= 2 * _MINUTE and interval_s % _MINUTE == 0:
        return formats.say(mark("Times", "{n} min").given(n=round(interval_s / _MINUTE)))
    return formats.say(mark("Times", "{n} s").given(n=f"{interval_s:g}"))


def until(at: datetime | None, now: datetime, formats: Formats) -> str:
    """How long until ``at``: ``now``, ``in 40 s``, ``in 3 min 40 s``, ``in 2 h 5 min``."""
    if at is None:
        return MISSING
    seconds = ceil((at - now).total_seconds())
    if seconds <= 0:
        return formats.say(mark("Times", "now"))
    if seconds < _MINUTE:
        return formats.say(mark("Times", "in {n} s").given(n=seconds))
    minutes, rest = divmod(seconds, _MINUTE)
    if seconds < _HOUR:
        text = mark("Times", "in {minutes} min {seconds} s").given(minutes=minutes, seconds=rest)
        return formats.say(text)
    hours, minutes = divmod(minutes, _MINUTE)
    return formats.say(
        mark("Times", "in {hours} h {minutes} min").given(hours=hours, minutes=minutes)
    )


def duration(milliseconds: float | None, formats: Formats) -> str:
    """How long something took: ``14 ms``, ``2.4 s``."""
    if milliseconds is None:
        return ""
    if milliseconds < 1000:  # noqa: PLR2004 - where milliseconds become seconds
        return formats.say(mark("Times", "{n} ms").given(n=f"{milliseconds:.0f}"))
    seconds = formats.number(milliseconds / 1000, 1)
    return formats.say(mark("Times", "{n} s").given(n=seconds))


def day(iso: str, formats: Formats) -> str:
    """The local date of an ISO 8601 instant; the text itself when it is none."""
    at = instant(iso)
    return iso if at is None else formats.day(at)


def instant(iso: str) -> datetime | None:
    """The aware instant that ``iso`` spells; ``None`` when it spells none."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
