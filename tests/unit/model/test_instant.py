"""Points in time as people type them."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.model.instant import parsed

NOW = datetime(2026, 5, 8, 14, 3, tzinfo=UTC)
"""A Friday, 16:03 in Berlin."""


@pytest.fixture(autouse=True)
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-05-05T21:42", datetime(2026, 5, 5, 19, 42, tzinfo=UTC)),
        ("2026-05-05 21:42", datetime(2026, 5, 5, 19, 42, tzinfo=UTC)),
        ("2026-05-05T21:42Z", datetime(2026, 5, 5, 21, 42, tzinfo=UTC)),
        ("2026-05-05T21:42-04:00", datetime(2026, 5, 6, 1, 42, tzinfo=UTC)),
        ("90m", NOW - timedelta(minutes=90)),
        ("2h ago", NOW - timedelta(hours=2)),
        ("3 days ago", NOW - timedelta(days=3)),
        ("15:00", datetime(2026, 5, 8, 13, 0, tzinfo=UTC)),
        ("16:30", datetime(2026, 5, 7, 14, 30, tzinfo=UTC)),
        ("today 9:05", datetime(2026, 5, 8, 7, 5, tzinfo=UTC)),
        ("Yesterday  21:40", datetime(2026, 5, 7, 19, 40, tzinfo=UTC)),
        ("tue 21:42", datetime(2026, 5, 5, 19, 42, tzinfo=UTC)),
        ("Friday 20.15", datetime(2026, 5, 1, 18, 15, tzinfo=UTC)),
        ("fri 9:00", datetime(2026, 5, 8, 7, 0, tzinfo=UTC)),
    ],
)
def test_what_people_type_is_an_instant(text, instant):
    assert parsed(text, NOW) == instant


@pytest.mark.parametrize(
    "text",
    ["", "soon", "25:00", "yesterday", "yesterday 24:61", "someday 9:00", "7w", "-2h"],
)
def test_anything_else_is_none(text):
    assert parsed(text, NOW) is None


def test_a_day_whose_clock_is_set_has_its_own_hours():
    assert parsed("2026-03-29T03:30", NOW) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
