"""Keys sort by tier, then time, and say what they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.history.tier import (
    LAST_LAYOUT,
    LAST_MS,
    ROLLED,
    Tier,
    chunk_block,
    chunk_id,
    row_id,
    row_layout,
    row_range,
    row_time,
)

tiers = st.sampled_from(Tier)
times = st.integers(0, LAST_MS - 1)
layouts = st.integers(1, LAST_LAYOUT)


@given(tier=tiers, at_ms=times, layout=layouts)
def test_a_rows_key_says_its_time_and_layout_and_fits_64_bits(tier, at_ms, layout):
    key = row_id(tier, at_ms, layout)
    assert (row_time(key), row_layout(key)) == (at_ms, layout)
    assert 0 <= key < 2**63


@given(tier=tiers, at_ms=times, layout=layouts, start=st.integers(), end=st.integers())
def test_a_range_has_the_rows_of_its_time_and_tier_only(tier, at_ms, layout, start, end):
    for other in Tier:
        first, last = row_range(other, start, end)
        inside = first <= row_id(tier, at_ms, layout) < last
        assert inside == (tier is other and start <= at_ms < end)


@given(tier=st.sampled_from(ROLLED), at_ms=times, series=st.integers(1, 2**24 - 1))
def test_a_chunks_key_says_its_block(tier, at_ms, series):
    key = chunk_id(tier, at_ms // tier.block_ms, series)
    assert chunk_block(key) == at_ms // tier.block_ms
    assert 0 <= key < 2**63
