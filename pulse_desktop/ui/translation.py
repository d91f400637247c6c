"""From marked sentences to the user's language, and from preferences to formats."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.text import Text
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.ui.formatting import Formats


def translate(text: Text) -> str:
    """``text`` in the user's language, its parameters filled in, also those that are texts."""
    return text.filled(QCoreApplication.translate(text.context, text.template), translate)


def localised(preferences: Preferences) -> Formats:
    """How this user reads numbers, sizes and times."""
    return Formats(
        byte_unit=preferences.byte_unit,
        rate_unit=preferences.rate_unit,
        temperature_unit=preferences.temperature_unit,
        say=translate,
        decimal_point=_locale().decimalPoint(),
        moment=_short_moment,
        date=_date,
        time=_short_time,
        weekday=_weekday,
    )


def _short_moment(at: datetime) -> str:
    return f"{_date(at)} {_short_time(at)}"


def _short_time(at: datetime) -> str:
    local = QDateTime.fromMSecsSinceEpoch(epoch_ms(at))
    return _locale().toString(local.time(), QLocale.FormatType.ShortFormat)


def _date(at: datetime) -> str:
    local = QDateTime.fromMSecsSinceEpoch(epoch_ms(at))
    return _locale().toString(local.date(), "d MMM yyyy")


def _weekday(at: datetime) -> str:
    local = QDateTime.fromMSecsSinceEpoch(epoch_ms(at))
    return _locale().toString(local.date(), "ddd")


def _locale() -> QLocale:
    """The user's conventions; a computer without any gets plain English ones."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return locale
