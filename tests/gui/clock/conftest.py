"""A time whose present is the estate's, and what shows it."""

import pytest

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.ui.clock.range_bar import RangeBar
from pulse_desktop.ui.clock.time_control import TimeControl


@pytest.fixture
def now_s(estate):
    return epoch_ms(estate.NOW) / 1000


@pytest.fixture
def control(qapp, estate, now_s):
    made = TimeControl(lambda: estate.NOW, lambda: now_s - 90 * 86400)
    yield made
    made.deleteLater()


@pytest.fixture
def bar(qtbot, control, presentation):
    made = RangeBar(control, lambda: presentation)
    made.resize(made.sizeHint())
    qtbot.addWidget(made)
    made.show()
    return made
