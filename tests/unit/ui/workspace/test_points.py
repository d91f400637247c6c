"""The points of a chart as a table."""

from dataclasses import replace

import numpy as np
import pytest

from pulse_desktop.model.saved_chart import SavedChart
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.workspace.points import points
from pulse_desktop.ui.workspace.scene import staged


@pytest.fixture
def table(series, line):
    """Two series of three points each, ten seconds apart; the second begins a point later."""

    def make(imported=None):
        a, b = series("a"), series("b")
        first = replace(line(1.0, None, 3.0), imported=imported)
        lines = {a.key: first, b.key: line(4.0, 5.0, start=10.0)}
        return points(
            staged(SavedChart(id="c", series=(a, b)), (0.0, 40.0), lines, {}), "", Formats()
        )

    return make


def test_instants_come_newest_first_and_a_gap_has_no_value(table):
    found = table()
    assert found.at_s.tolist() == [20.0, 10.0, 0.0]
    assert np.nan_to_num(found.values).tolist() == [[3.0, 0.0, 1.0], [5.0, 4.0, 0.0]]
    assert found.imported is None


def test_what_another_program_recorded_is_told_apart(table):
    """H-08: marked as imported."""
    found = table(np.array([True, False, False]))
    assert found.imported.tolist() == [[False, False, True], [False, False, False]]
