"""What was begun for a chart and ends when its window is gone."""

import pytest
import shiboken6

from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.clock.time_window import Range


@pytest.fixture
def shown(charts, look, series):
    """A workspace with one curve, drawn."""
    charts.document.add([series("pve1", Metric.CPU)])
    return look(charts)


def read(charts, workspace):
    charts._control.choose(Range.HOUR)


def draw(charts, workspace):
    workspace._projection.draw()


def list_points(charts, workspace):
    workspace.commands.table.setChecked(True)


def write(charts, workspace):
    workspace._notes.write()
    workspace.note_line._text.setText("the backup ran")
    workspace.note_line.keep()


@pytest.mark.parametrize("work", [read, draw, list_points, write])
def test_it_ends_without_a_word(shown, charts, turns, work):
    turns.is_held = True
    work(charts, shown)
    assert turns.waiting
    shiboken6.delete(shown)
    turns.run()
    assert turns.waiting == []


def test_a_note_is_kept_though_its_chart_was_closed(shown, charts, turns, desk):
    turns.is_held = True
    write(charts, shown)
    shiboken6.delete(shown)
    turns.run()
    assert [note.text for note in desk.notes.kept.values()] == ["the backup ran"]
