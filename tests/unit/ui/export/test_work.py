"""Carrying out an export: what is read, and how it is stopped."""

import asyncio
from dataclasses import replace

import pytest

from pulse_desktop.model.errors import ExportError
from pulse_desktop.settings.export_choice import ExportChoice, ExportFormat, ExportPoints
from pulse_desktop.ui.charts.export.work import Order, Watch, carry_out, points_of
from pulse_desktop.ui.theme import LIGHT


class Shelf:
    """A history of the given lines, and what was asked of it."""

    def __init__(self, lines=()):
        self.lines = dict(lines)
        self.asked = []

    async def series(self, keys, window, max_points):
        self.asked.append((keys, max_points))
        return {key: self.lines[key] for key in keys if key in self.lines}


@pytest.fixture
def stopped():
    watch = Watch.unheard()
    watch.stop()
    return watch


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_stopped_work_leaves_no_file(qapp, charts, tmp_path, stopped, kind):
    order = Order(charts.subject(), ExportChoice(format=kind), tmp_path / "chart", LIGHT)
    with pytest.raises(ExportError, match="No file was written"):
        asyncio.run(carry_out(order, Shelf(), stopped))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_each_format_makes_one_file(qapp, charts, tmp_path, kind):
    order = Order(charts.subject(), ExportChoice(format=kind), tmp_path / "chart", LIGHT)
    asyncio.run(carry_out(order, Shelf(), Watch.unheard()))
    assert [path.name for path in tmp_path.iterdir()] == ["chart"]


def test_what_was_not_drawn_is_read_as_finely_as_the_picture(charts):
    hidden = replace(charts.series("tank"), line=None)
    subject = replace(charts.subject(), series=(charts.series(), hidden), max_points=777)
    shelf = Shelf({hidden.key: charts.line(seed=5)})
    lines = asyncio.run(points_of(subject, ExportPoints.BUCKETED, shelf))
    assert shelf.asked == [((hidden.key,), 777)]
    assert set(lines) == set(subject.keys)


def test_raw_points_are_read_for_every_series(charts):
    shelf = Shelf()
    asyncio.run(points_of(charts.subject(), ExportPoints.RAW, shelf))
    assert shelf.asked == [(charts.subject().keys, 10_000_000)]


def test_progress_is_told_up_to_the_whole(qapp, charts, tmp_path):
    told, subject = [], charts.subject(charts.series(line=charts.line(5000)))
    choice = ExportChoice(format=ExportFormat.CSV)
    order = Order(subject, choice, tmp_path / "chart.csv", LIGHT)
    asyncio.run(carry_out(order, Shelf(), Watch(lambda *word: told.append(word))))
    assert told[0][0] == 0
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert {total for _, total in told} == {5000 - 251}
