"""Ranges, stretches and lengths of time as people read them. Pure: no Qt, no clock."""

from datetime import UTC, datetime, timedelta

from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.clock.time_window import Present, Range, Stretch, TimeWindow
from pulse_desktop.ui.formatting import Formats

RANGE_TITLES = {
    Range.MINUTES_15: mark("Range", "15 m"),
    Range.HOUR: mark("Range", "1 h"),
    Range.HOURS_6: mark("Range", "6 h"),
    Range.HOURS_12: mark("Range", "12 h"),
    Range.DAY: mark("Range", "24 h"),
    Range.WEEK: mark("Range", "7 d"),
    Range.DAYS_30: mark("Range", "30 d"),
    Range.DAYS_90: mark("Range", "90 d"),
    Range.YEAR: mark("Range", "1 y"),
    Range.ALL: mark("Range", "All"),
}
"""As they stand on buttons and in menus."""

_UNITS: tuple[tuple[int, Text], ...] = (
    (86_400, mark("Range", "{n} d")),
    (3_600, mark("Range", "{n} h")),
    (60, mark("Range", "{n} min")),
    (1, mark("Range", "{n} s")),
)
_SAID_IN_DAYS_FROM_S = 48 * 3_600
"""Up to two days people count hours: *36 h*."""


def length(length_s: float, formats: Formats) -> str:
    """How long, in one or two units: ``20 min``, ``36 h``, ``2 d 3 h``."""
    rest = max(0, round(length_s))
    parts: list[str] = []
    for size_s, words in _UNITS:
        if rest < size_s or (size_s == _UNITS[0][0] and rest <= _SAID_IN_DAYS_FROM_S):
            if parts:
                break
            continue
        parts.append(formats.say(words.given(n=rest // size_s)))
        rest %= size_s
    return " ".join(parts[:2]) or formats.say(_UNITS[-1][1].given(n=0))


def stretch(shown: Stretch, present: Present, formats: Formats) -> str:
    """From when to when: the time of day alone where the day goes without saying."""
    start, end = at(shown.start_s), at(shown.end_s)
    first, last = formats.day(start), formats.day(end)
    if first != last:
        return f"{formats.absolute(start)} – {formats.absolute(end)}"
    times = f"{formats.time(start)}–{formats.time(end)}"
    is_today = last == formats.day(at(present.now_s))
    return times if is_today else f"{first} {times}"


def title(window: TimeWindow, present: Present, formats: Formats) -> str:
    """The window in a few words: ``24 h``, ``36 h`` or ``21:30–21:50``."""
    if window.range is not None:
        return formats.say(RANGE_TITLES[window.range])
    if window.length_s is not None and window.is_live:
        return length(window.length_s, formats)
    return stretch(window.stretch(present), present, formats)


def breadcrumb(window: TimeWindow, present: Present, formats: Formats) -> str:
    """Where it was zoomed from and what is shown: ``24 h › 21:30–21:50``.

    Of a deep zoom the outermost window and the last one are named.
    """
    shown = title(window, present, formats)
    if not window.outer:
        return shown
    outermost = _short(window.outer[0], formats)
    return f"{outermost} › {shown}" if len(window.outer) == 1 else f"{outermost} › … › {shown}"


def _short(window: TimeWindow, formats: Formats) -> str:
    """A window by its length alone."""
    if window.range is not None:
        return formats.say(RANGE_TITLES[window.range])
    return length(window.length_s or 0 if window.fixed is None else window.fixed.length_s, formats)


def at(instant_s: float) -> datetime:
    """The instant, as far as a calendar has it."""
    return _EPOCH + timedelta(seconds=min(max(0.0, instant_s), _LAST_S))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_S = (datetime(9990, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds()
