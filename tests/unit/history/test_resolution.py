"""The width of a point: as fine as fits, on the grid of UTC."""

from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.history.resolution import tier_of, width_for
from pulse_desktop.history.tier import LAST_MS, ROLLED, Tier

instants = st.integers(0, LAST_MS - 1)


@given(start=instants, end=instants, max_points=st.integers(1, 5000))
def test_no_window_has_more_buckets_than_points(start, end, max_points):
    start, end = sorted((start, end))
    width = width_for(start, end, max_points)
    assert end // width - start // width + 1 <= max_points


@given(start=instants, end=instants, max_points=st.integers(1, 5000))
def test_a_width_is_a_multiple_of_its_tiers(start, end, max_points):
    width = width_for(*sorted((start, end)), max_points)
    tier = tier_of(width)
    assert tier is Tier.RAW or width % tier.width_ms == 0
    assert (tier is Tier.RAW) == (width < ROLLED[0].width_ms)


@given(start=instants, end=instants, max_points=st.integers(1, 5000), tier=st.sampled_from(ROLLED))
def test_a_width_is_no_finer_than_the_tier_that_is_left(start, end, max_points, tier):
    width = width_for(*sorted((start, end)), max_points, tier.width_ms)
    assert width >= tier.width_ms
    assert tier_of(width) >= tier
