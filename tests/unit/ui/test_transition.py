"""From one layout to another in steps that a view can follow."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.ui.models.layout import Layout, starts
from pulse_desktop.ui.models.transition import MOST_RUNS, Act, steps

layouts = st.lists(
    st.tuples(st.sampled_from("abcd"), st.lists(st.integers(0, 400), max_size=90, unique=True)),
    max_size=4,
    unique_by=lambda section: section[0],
)


def layout(sections):
    """A layout of ``(key, slots)``; a slot stays in the first section that has it."""
    seen: set[int] = set()
    shown = []
    for key, slots in sorted(sections):
        shown.append((key, [slot for slot in slots if slot not in seen]))
        seen.update(slots)
    flat = np.array([slot for _, slots in shown for slot in slots], np.int64)
    counts = np.array([len(slots) for _, slots in shown], np.int64)
    return Layout(flat, tuple((key, key.upper()) for key, _ in shown), starts(counts))


def acts(old, new):
    return [(step.act, step.first, step.last) for step in steps(layout(old), layout(new))]


def test_a_row_that_goes_and_one_that_comes_do_so_in_their_places():
    assert acts([("a", [1, 2, 3])], [("a", [1, 3, 4])]) == [
        (Act.REMOVE, 1, 1),
        (Act.INSERT, 2, 2),
    ]


def test_rows_that_move_are_one_change_of_the_order():
    assert acts([("a", [1, 2, 3])], [("a", [3, 2, 1])]) == [(Act.SETTLE, 0, 0)]


def test_a_section_without_rows_goes_as_a_whole():
    assert acts([("a", [1]), ("b", [2, 3])], [("a", [1])]) == [(Act.REMOVE, 1, 1)]


def test_the_same_layout_takes_no_step():
    assert acts([("a", [1, 2])], [("a", [1, 2])]) == []


def test_many_scattered_rows_go_in_one_step_and_come_in_one():
    all_rows, odd_rows = list(range(400)), list(range(1, 400, 2))
    assert len(odd_rows) > MOST_RUNS
    assert [a for a, *_ in acts([("a", all_rows)], [("a", odd_rows)])] == [Act.SETTLE, Act.REMOVE]
    assert [a for a, *_ in acts([("a", odd_rows)], [("a", all_rows)])] == [Act.INSERT, Act.SETTLE]


@given(layouts, layouts)
def test_each_step_does_what_it_says_and_the_last_one_arrives(old, new):
    at, aim = layout(old), layout(new)
    for step in steps(at, aim):
        _check(at, step)
        at = step.after
    assert at.is_same(aim)


def _check(before, step):
    after, count = step.after, step.last - step.first + 1
    if step.act is Act.SETTLE:
        assert after.has_shape_of(before)
        for section in range(len(after.headings)):
            assert set(after.of_section(section)) == set(before.of_section(section))
        return
    fewer, more = (after, before) if step.act is Act.REMOVE else (before, after)
    if step.section is None:
        assert more.without_section(step.first).is_same(fewer)
    else:
        assert more.without_rows(step.section, step.first, step.last).is_same(fewer)
        assert more.size(step.section) - fewer.size(step.section) == count
