"""Charts in the inspector: recorded curves, then live ones."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.inspector.charts_page import ChartsPage


@pytest.fixture
def page(qtbot, desk):
    made = ChartsPage(desk.recordings, desk.spawn)
    qtbot.addWidget(made)
    made.resize(380, 800)
    made.show()
    return made


@pytest.fixture
def computer(estate):
    return estate.computer()


def read_later(resource, seconds, presentation):
    """The same resource as the next poll sees it."""
    metrics = {
        m: replace(v, at=v.at + timedelta(seconds=seconds)) for m, v in resource.metrics.items()
    }
    later = presentation.now() + timedelta(seconds=seconds)
    newer = replace(presentation, now=lambda: later)
    return replace(resource, metrics=MappingProxyType(metrics)), newer


def test_every_recorded_quantity_has_a_chart_whether_it_is_measured_now_or_not(
    page, computer, presentation
):
    page.show_resource(computer, presentation)
    titles = [chart.accessibleName() for chart in page.charts.charts]
    assert titles == [
        "CPU",
        "Memory",
        "Disk",
        "Usage",
        "Network",
        "Disk transfer",
        "Load",
        "Temperature",
    ]


def test_an_hour_is_asked_for_with_a_point_a_pixel(page, computer, presentation, desk):
    page.show_resource(computer, presentation)
    target, _metrics, (start, end), points = desk.recordings.asked[0]
    assert target == computer.series
    assert end - start == 3600
    assert points == page.width()


def test_a_day_can_be_asked_for(page, computer, presentation, desk):
    page.show_resource(computer, presentation)
    page._ranges.setCurrentIndex(1)
    start, end = desk.recordings.asked[1][2]
    assert end - start == 86400


def test_a_gap_is_not_bridged(page, computer, presentation):
    page.show_resource(computer, presentation)
    curve = page.charts.charts[0].curves[0]
    assert np.isnan(curve.line.value[50:60]).all()
    assert page.charts.charts[0].value_at(Metric.CPU, curve.line.at_s[55]) is None


def test_what_is_read_now_goes_on_from_what_was_recorded(page, computer, presentation, desk):
    page.show_resource(computer, presentation)
    before = page.charts.charts[0].curves[0].line
    page.show_resource(*read_later(computer, 14, presentation))
    after = page.charts.charts[0].curves[0].line
    assert len(desk.recordings.asked) == 1
    newest = epoch_ms(presentation.now() + timedelta(seconds=10)) / 1000
    assert after.at_s[-1] == newest > before.at_s[-1]


def test_the_same_reading_twice_draws_nothing(page, computer, presentation):
    page.show_resource(computer, presentation)
    chart = page.charts.charts[0]
    before = chart.curves
    page.show_resource(computer, presentation)
    assert chart.curves is before


def test_a_late_answer_is_dropped(page, computer, presentation, desk, estate):
    held = desk.hold()
    page.show_resource(computer, presentation)
    guest = next(r for r in estate.resources() if r.name == "jellyfin")
    page.show_resource(guest, presentation)
    first, second = held
    asyncio.run(second)
    shown = len(page.charts.charts)
    asyncio.run(first)
    assert len(page.charts.charts) == shown


def test_what_has_no_series_says_so(page, estate, presentation):
    service = next(r for r in estate.resources() if r.name == "web")
    page.show_resource(service, presentation)
    assert page.charts is None
    assert page._message.text() == "Nothing that is measured here can be drawn over time."


def test_a_curve_is_told_in_words(page, computer, presentation):
    page.show_resource(computer, presentation)
    assert page.charts.charts[0].accessibleDescription().startswith("CPU: lowest ")


def test_the_crosshair_shows_a_moment_and_redraws_no_curve(qtbot, page, computer, presentation):
    page.show_resource(computer, presentation)
    qtbot.wait(50)
    chart = page.charts.charts[0]
    cross = chart._cross
    cross.grab()
    picture = cross._picture
    qtbot.mouseMove(cross, QPoint(cross.width() // 2, 20))
    cross.grab()
    assert cross._picture is picture
    assert ":" in chart._legend._moment


def test_keys_move_the_crosshair(qtbot, page, computer, presentation):
    page.show_resource(computer, presentation)
    chart = page.charts.charts[0]
    qtbot.keyClick(chart._cross, Qt.Key.Key_Left)
    assert chart._cross._at_s == chart.instants()[-1]
    qtbot.keyClick(chart._cross, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart._cross._at_s == chart.instants()[-11]


def test_nothing_recorded_yet_is_said_in_words(page, computer, presentation, desk):
    async def none(*_):
        return {}

    desk.recordings.lines = none
    page.show_resource(computer, presentation)
    assert page._message.text() == "Nothing has been recorded yet. Curves appear here as it is."
