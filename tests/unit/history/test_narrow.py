"""Words packed into as few bits as their spread needs, and back again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.history.narrow import body_size, packed, unpacked

rows = st.integers(1, 40).flatmap(
    lambda size: st.lists(
        st.integers(0, 32).flatmap(
            lambda bits: st.lists(
                st.integers(0, (1 << bits) - 1), min_size=size, max_size=size
            ).map(lambda words: [word << (32 - bits) >> (32 - bits) for word in words])
        ),
        min_size=1,
        max_size=5,
    )
)


def back(found, size):
    for width, shift, body in zip(found.width, found.shift, found.bodies, strict=True):
        octets = np.frombuffer(body, np.uint8).reshape(1, -1)
        yield (unpacked(octets, size, int(width))[0] << np.uint32(shift)).tolist()


@given(rows=rows, grain=st.sampled_from([1, 2, 4, 8]))
def test_every_word_comes_back(rows, grain):
    size = len(rows[0])
    found = packed(np.array(rows, np.uint32), grain)
    assert list(back(found, size)) == rows
    assert [len(body) for body in found.bodies] == [body_size(size, int(w)) for w in found.width]


def test_words_that_are_all_the_same_take_no_room():
    assert packed(np.zeros((3, 120), np.uint32)).bodies == [b""] * 3


def test_low_bits_that_are_zero_in_all_words_are_not_stored():
    found = packed(np.array([[0x500, 0x100, 0x300]], np.uint32))
    assert (found.width.tolist(), found.shift.tolist()) == ([3], [8])
