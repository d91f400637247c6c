"""Instants on a time axis, as the desktop's settings have them."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale

from pulse_desktop.ui.charts.local_spelling import local_spelling

EVENING = datetime(2026, 5, 5, 21, 42, 7, tzinfo=UTC)


@pytest.fixture
def spelling(qapp):
    """The spelling of a place."""
    before = QLocale()

    def of(place):
        QLocale.setDefault(QLocale(place))
        return local_spelling()

    yield of
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("place", "clock", "seconds"),
    [
        ("en_US", "9:42 PM", "9:42:07 PM"),
        ("de_DE", "21:42", "21:42:07"),
        ("fi_FI", "21.42", "21.42.07"),
    ],
)
def test_seconds_are_written_as_the_minutes_are(spelling, place, clock, seconds):
    written = spelling(place)
    assert written.clock(EVENING).replace("\u202f", " ") == clock
    assert written.seconds(EVENING).replace("\u202f", " ") == seconds
