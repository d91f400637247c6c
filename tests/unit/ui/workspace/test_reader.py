"""What goes on without being read again."""

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.clock.time_window import TimeWindow
from pulse_desktop.ui.workspace.reader import Answer, Question, gone_on


@pytest.fixture
def answer(series, line):
    key = series("web").key
    question = Question(keys=(key,), looked_at=TimeWindow(), window_s=(0.0, 20.0), max_points=100)
    return Answer(
        question=question, lines={key: line(1.0, 2.0, 3.0)}, then={}, changes=(), notes=()
    )


def test_a_newer_value_is_added_and_the_window_goes_on(answer, series):
    key = series("web").key
    later = gone_on(answer, {key: (30.0, 4.0)}, (10.0, 30.0))
    assert list(later.lines[key].value) == [2.0, 3.0, 4.0]
    assert later.question.window_s == (10.0, 30.0)


def test_what_is_not_newer_is_not_added(answer, series):
    key = series("web").key
    assert gone_on(answer, {key: (20.0, 9.0)}, (0.0, 20.0)).lines[key] is answer.lines[key]


def test_what_nothing_was_recorded_of_does_not_begin_with_one_value(answer, series):
    other = series("db", Metric.MEMORY).key
    assert other not in gone_on(answer, {other: (30.0, 0.5)}, (0.0, 30.0)).lines
