"""Curves and spans as the painter lays them down, on pixels and in vector files."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from pulse_desktop.history.line import Line
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.look import Look, fixed
from pulse_desktop.ui.charts.painter_axes import Axes, course
from pulse_desktop.ui.charts.painter_curve import pen, sample_pen
from pulse_desktop.ui.charts.painter_lane import paint_lane
from pulse_desktop.ui.charts.painter_plot import paint_hatches, paint_plot
from pulse_desktop.ui.charts.picture import Dash, Hatch, LaneMark, Panel, Scale, Stroke, Trace
from pulse_desktop.ui.theme import DARK, LIGHT

AREA = QRectF(0, 0, 200, 100)
WINDOW = (1_777_000_000.0, 1_777_000_200.0)
SCALE = Scale(0.0, 1.0, ())
SVG = "{http://www.w3.org/2000/svg}"
NAN = float("nan")


def line(value, at=None, spread=0.0, imported=None):
    row = np.array(value, dtype=np.float64)
    at_s = WINDOW[0] + (np.linspace(0, 200, len(row)) if at is None else np.array(at, float))
    mask = None if imported is None else np.array(imported)
    return Line(at_s, row, row - spread, row + spread, np.ones(len(row)), 10.0, mask)


def panel(*lines, **stroke):
    traces = tuple(
        Trace(name="x", metric=Metric.CPU, line=one, stroke=Stroke(0, **stroke)) for one in lines
    )
    return Panel(title="CPU", scale=SCALE, traces=traces)


@pytest.fixture
def look(qapp):
    return Look(colours=LIGHT, font=fixed(QFont(), 13))


@pytest.fixture
def painted(look):
    """The pixels of a panel, shape (height, width, 3)."""

    def paint(shown, scale=1, dress=look):
        made = QImage(QSize(200, 100) * scale, QImage.Format.Format_RGB32)
        made.fill(QColor(dress.colours.surface))
        painter = QPainter(made)
        painter.scale(scale, scale)
        paint_plot(painter, AREA, shown, WINDOW, dress)
        painter.end()
        rows = np.frombuffer(made.constBits(), np.uint8).reshape(made.height(), made.width(), 4)
        return rows[:, :, 2::-1].astype(int)

    return paint


@pytest.fixture
def drawn(look):
    """The elements of a panel in a vector file."""

    def draw(shown, dress=look):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        painter = QPainter(generator)
        paint_plot(painter, AREA, shown, WINDOW, dress)
        painter.end()
        return ET.fromstring(bytes(buffer.data().data()))

    return draw


def inked(pixels, colours=LIGHT):
    """Which columns have anything but ground."""
    ground = np.array(QColor(colours.surface).getRgb()[:3])
    return (np.abs(pixels - ground).sum(axis=2) > 40).any(axis=0)


@pytest.mark.parametrize("scale", [1, 2, 4])
@pytest.mark.parametrize("dash", list(Dash))
def test_a_gap_is_not_bridged(painted, scale, dash):
    value = [0.5] * 8 + [NAN] * 5 + [0.5] * 8
    columns = inked(painted(panel(line(value), dash=dash), scale))
    assert columns[: 68 * scale].any()
    assert not columns[75 * scale : 125 * scale].any()
    assert columns[135 * scale :].any()


def test_a_reading_between_two_gaps_is_a_dot(painted):
    columns = inked(painted(panel(line([NAN, 0.5, NAN], at=[0, 100, 200]))))
    assert 2 <= columns.sum() <= 6
    assert columns[99:101].all()


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_curve_has_no_holes(painted, scale):
    noise = np.random.default_rng(3).uniform(0.2, 0.8, 90)
    assert inked(painted(panel(line(noise)), scale)).all()


def test_a_spike_within_one_pixel_reaches_its_height(painted):
    value = np.full(4000, 0.2)
    peak = replace(line(value), maximum=np.where(np.arange(4000) == 2000, 0.9, 0.2))
    pixels = painted(panel(peak))
    ground = np.array(QColor(LIGHT.surface).getRgb()[:3])
    marked = np.abs(pixels[:, 95:105] - ground).sum(axis=2).any(axis=1)
    assert 8 <= np.flatnonzero(marked)[0] <= 12


def test_imported_points_are_lighter(painted):
    flags = [True] * 10 + [False] * 10
    pixels = painted(panel(line([0.5] * 20, imported=flags)))
    middle = pixels[45:55].sum(axis=2).min(axis=0)
    assert middle[20:80].min() > middle[120:180].min() + 60


def test_a_curve_stays_whole_where_the_recorder_changes(painted):
    flags = [True] * 10 + [False] * 10
    assert inked(painted(panel(line([0.5] * 20, imported=flags)))).all()


def test_what_is_outside_the_window_is_cut_on_the_way_to_it():
    axes = Axes(AREA, WINDOW, SCALE)
    path = course(line([0.0, 1.0, 0.0], at=[-100, 100, 300]), axes)
    assert path.x.tolist() == [0.0, 100.0, 200.0]
    assert path.y.tolist() == [50.0, 0.0, 50.0]


def test_what_is_off_the_scale_is_at_its_edge():
    path = course(line([-1.0, 0.5, 2.0]), Axes(AREA, WINDOW, SCALE))
    assert path.y.tolist() == [100.0, 50.0, 0.0]


@pytest.mark.parametrize("value", [[], [NAN, NAN]])
def test_nothing_recorded_is_nothing_drawn(painted, value):
    assert not inked(painted(panel(line(value)))).any()


def test_instants_of_today_keep_apart_by_fractions_of_a_second():
    at = np.arange(200) * 0.01
    path = course(line(np.full(200, 0.5), at=at), Axes(AREA, (WINDOW[0], WINDOW[0] + 2), SCALE))
    assert len(set(path.x.tolist())) == 200
    assert np.allclose(np.diff(path.x), 1.0, atol=1e-4)


def test_a_vector_file_has_each_curve_in_one_piece(drawn):
    root = drawn(panel(line(np.linspace(0.1, 0.9, 500), spread=0.05)))
    assert len(list(root.iter(f"{SVG}polyline"))) == 1
    assert len(next(root.iter(f"{SVG}polyline")).get("points").split()) == 500


def test_the_emphasised_curve_lies_on_top(drawn):
    thin, thick = line([0.2, 0.2]), line([0.8, 0.8])
    shown = panel(thick, thin)
    first = replace(shown.traces[0], stroke=Stroke(3, is_emphasised=True))
    root = drawn(replace(shown, traces=(first, shown.traces[1])))
    widths = [
        g.get("stroke-width") for g in root.iter(f"{SVG}g") if g.find(f"{SVG}polyline") is not None
    ]
    assert widths == ["1", "2"]


def test_hatches_stay_within_the_span_that_was_not_recorded(look):
    made = QImage(200, 100, QImage.Format.Format_RGB32)
    made.fill(QColor(LIGHT.surface))
    painter = QPainter(made)
    hatch = Hatch(WINDOW[0] + 50, WINDOW[0] + 100)
    paint_hatches(painter, Axes(AREA, WINDOW, SCALE), [hatch], look)
    painter.end()
    rows = np.frombuffer(made.constBits(), np.uint8).reshape(100, 200, 4)[:, :, :3].astype(int)
    columns = np.flatnonzero(inked(rows))
    assert columns[0] >= 49
    assert columns[-1] <= 101


def test_the_painter_is_left_as_it_was(look):
    made = QImage(200, 100, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    pen, brush = painter.pen(), painter.brush()
    paint_plot(painter, AREA, panel(line([0.2, 0.8], spread=0.1)), WINDOW, look)
    assert (painter.pen(), painter.brush()) == (pen, brush)
    painter.end()


def test_themes_give_the_same_shapes_other_colours(painted, look):
    shown = panel(line(np.linspace(0.2, 0.8, 50)))
    light = inked(painted(shown))
    dark = inked(painted(shown, dress=replace(look, colours=DARK)), DARK)
    assert (light == dark).all()


@pytest.mark.parametrize("hue", range(1, 8))
def test_a_sample_in_the_legend_has_the_dashes_of_its_curve(look, hue):
    on_paper = replace(look, is_monochrome=True)
    thin, wide = (make(Stroke(hue), QColor("#000"), on_paper) for make in (pen, sample_pen))
    lengths = [[part * one.widthF() for part in one.dashPattern()] for one in (thin, wide)]
    assert lengths[0] == lengths[1]


def test_paper_has_another_dash_for_each_colour(look):
    on_paper = replace(look, is_monochrome=True)
    dashes = {tuple(pen(Stroke(hue), QColor("#000"), on_paper).dashPattern()) for hue in range(8)}
    assert len(dashes) == 8


@pytest.mark.parametrize("after", [[], [-100], [-100, 50], [50, 60, 900]])
def test_a_lane_shows_the_marks_of_its_window_and_no_others(look, after):
    made = QImage(200, 30, QImage.Format.Format_RGB32)
    made.fill(QColor(LIGHT.surface))
    painter = QPainter(made)
    marks = [LaneMark(WINDOW[0] + s, None, Shape.CRITICAL, "") for s in after]
    paint_lane(painter, Axes(QRectF(0, 0, 200, 30), WINDOW, SCALE), marks, look)
    painter.end()
    rows = np.frombuffer(made.constBits(), np.uint8).reshape(30, 200, 4)[:, :, :3].astype(int)
    assert inked(rows).any() == any(0 <= s <= 200 for s in after)
