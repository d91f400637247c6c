"""The presets, and what they cost."""

from datetime import timedelta

import numpy as np
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
    """Two days at the standard retention, on signals that are nothing but noise."""
    noise = np.random.RandomState(1)
    keys = [key(f"vm{number}") for number in range(400)]
    for at in range(0, 48 * HOUR, 60):
        values = 0.5 + 0.2 * noise.random_sample(len(keys))
        diary.record(at, dict(zip(keys, values, strict=True)))
        if at % HOUR == 0:
            diary.tend(at, STANDARD)
    size = diary.path.stat().st_size
    estimated = estimate_bytes(STANDARD, len(keys), 60, timedelta(hours=48))
    assert 0.75 < estimated / size < 1.25
