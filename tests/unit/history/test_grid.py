"""Many series on one grid: the points that each series has by itself."""

import numpy as np

from pulse_desktop.history.grid import query_grid

MINUTE, HOUR, DAY = 60, 3600, 86_400


def grid_of(diary, keys, begin, end, columns, start_s):
    window = (start_s + begin, start_s + end)
    return query_grid(diary.handle, diary.memory.held(), keys, window, columns)


def test_a_grid_has_a_row_for_each_series_with_points(diary, web, mail, key, start_s):
    for at in range(0, HOUR, 60):
        diary.record(at, {web: 0.25, mail: 0.75})
    grid = grid_of(diary, (key("none"), mail, web), 0, HOUR - 1, 60, start_s)
    assert grid.keys == (mail, web)
    assert (grid.mean.shape, grid.bucket_s) == ((2, 60), 60.0)
    assert set(grid.mean[0].tolist()) == {0.75}


def test_a_cell_in_which_nothing_was_measured_is_no_number(diary, web, start_s):
    """H-12: never a zero."""
    for at in (0, 60, 180):
        diary.record(at, {web: 0.5})
    grid = grid_of(diary, (web,), 0, 239, 4, start_s)
    for cells in (grid.mean, grid.low, grid.high):
        assert np.isnan(cells[0]).tolist() == [False, False, True, False]


def test_a_window_that_holds_nothing_has_no_columns(diary, web, start_s):
    grid = grid_of(diary, (web,), 5, 5, 100, start_s)
    assert (grid.keys, grid.at_s.shape, grid.mean.shape) == ((), (0,), (0, 0))


def test_a_row_has_the_points_of_its_line(diary, web, mail, start_s):
    for at in range(0, 3 * HOUR, 10):
        diary.record(at, {web: at % 70, mail: at % 110})
    grid = grid_of(diary, (web, mail), 0, 3 * HOUR - 1, 18, start_s)
    for row, key in enumerate(grid.keys):
        line = diary.ask_store(key, begin=0, end=3 * HOUR - 1, max_points=18)[key]
        assert np.array_equal(grid.mean[row], line.value)
        assert np.array_equal(grid.low[row], line.minimum)
        assert np.array_equal(grid.high[row], line.maximum)
