"""The user's own way to write instants on a time axis."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QTime

from pulse_desktop.ui.charts.spelling import TimeSpelling


def local_spelling() -> TimeSpelling:
    """As the desktop's settings have it, in the computer's time zone."""
    return TimeSpelling(clock=_clock, seconds=_seconds, day=_day, month=_month)


def _clock(at: datetime) -> str:
    return _locale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def _seconds(at: datetime) -> str:
    return _locale().toString(QTime(at.hour, at.minute, at.second), "HH:mm:ss")


def _day(at: datetime) -> str:
    return _locale().toString(QDate(at.year, at.month, at.day), "d MMM")


def _month(at: datetime) -> str:
    return _locale().toString(QDate(at.year, at.month, at.day), "MMM")


def _locale() -> QLocale:
    """The user's conventions; a computer without any gets plain English ones."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return locale
