"""The presets, and what they cost."""

from datetime import timedelta

import pytest

from pulse_desktop.history.retention import DEEP, KEEPING, LIGHT, STANDARD, estimate_bytes
from pulse_desktop.settings.preferences import Retention

HOUR = 3600


@pytest.mark.parametrize("preset", Retention)
def test_every_preset_of_the_preferences_is_known(preset):
    assert KEEPING[preset] is KEEPING[preset.value]


def test_the_presets_keep_what_the_preferences_say():
    raw = [one.raw / timedelta(hours=1) for one in (LIGHT, STANDARD, DEEP)]
    minute = [one.minute / timedelta(days=1) for one in (LIGHT, STANDARD, DEEP)]
    hour = [one.hour / timedelta(days=365.25) for one in (LIGHT, STANDARD, DEEP)]
    assert (raw, minute, hour) == ([2, 6, 24], [1, 7, 30], [1, 2, 10])
    assert [LIGHT.day, STANDARD.day, DEEP.day] == [timedelta(days=3652.5), None, None]


def test_more_series_longer_tiers_and_shorter_intervals_cost_more():
    one = estimate_bytes(STANDARD, 100, 10)
    assert one < estimate_bytes(STANDARD, 200, 10)
    assert one < estimate_bytes(DEEP, 100, 10)
    assert one < estimate_bytes(STANDARD, 100, 5)
    assert estimate_bytes(STANDARD, 100, 10, timedelta(hours=1)) < one


def test_the_estimate_is_near_what_is_written(diary, key):
    many = {key(f"vm{n}"): n / 7 for n in range(100)}
    for at in range(0, 4 * HOUR, 10):
        diary.record(at, {one: value + at % 70 for one, value in many.items()})
    diary.tend(4 * HOUR, STANDARD)
    diary.handle.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    estimated = estimate_bytes(STANDARD, 100, 10, timedelta(hours=4))
    assert 0.5 < estimated / diary.path.stat().st_size < 2
