"""The user's own way to write instants on a time axis."""

import re
from datetime import datetime
from functools import partial

from PySide6.QtCore import QDate, QLocale, QTime

from pulse_desktop.ui.charts.spelling import TimeSpelling

_MINUTES = re.compile(r"(\W)mm")
"""With what parts them from the hour."""


def local_spelling() -> TimeSpelling:
    """As the desktop's settings have it, in the computer's time zone."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        # A computer without any conventions gets plain English ones.
        locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return TimeSpelling(
        clock=partial(_clock, locale),
        seconds=partial(_seconds, locale),
        day=partial(_date, locale, "d MMM"),
        month=partial(_date, locale, "MMM"),
    )


def _clock(locale: QLocale, at: datetime) -> str:
    return locale.toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def _seconds(locale: QLocale, at: datetime) -> str:
    """As the clock, with seconds behind the minutes: the long format also names the zone."""
    minutes = locale.timeFormat(QLocale.FormatType.ShortFormat)
    form = _MINUTES.sub(r"\1mm\1ss", minutes, count=1)
    return locale.toString(QTime(at.hour, at.minute, at.second), form)


def _date(locale: QLocale, form: str, at: datetime) -> str:
    return locale.toString(QDate(at.year, at.month, at.day), form)
