"""A picture is put together from lines, a window and a size."""

from dataclasses import replace

import numpy as np

from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.composition import Curve, Frame, PanelPlan, compose, stroke_at
from pulse_desktop.ui.charts.picture import Band, Dash, Stroke
from pulse_desktop.ui.charts.spelling import TimeSpelling

WINDOW_S = (0.0, 600.0)


def line(values):
    value = np.array(values, float)
    at_s = 10.0 * np.arange(len(value))
    return Line(at_s, value, value, value, np.ones(len(value)), 10.0)


def curve(name="web", values=(0.1, 0.4), **more):
    return Curve(name=name, metric=Metric.CPU, line=line(values), **more)


def plan(*curves, bands=()):
    return PanelPlan(title="CPU", metric=Metric.CPU, curves=curves, bands=bands)


FRAME = Frame(window_s=WINDOW_S, width_px=600, height_px=100, text_width=lambda text: 7 * len(text))


def test_curves_are_told_by_hue_and_after_eight_also_by_dashes():
    strokes = [stroke_at(position) for position in (0, 7, 8, 17, 24, 32)]
    assert strokes == [
        Stroke(0),
        Stroke(7),
        Stroke(0, Dash.DASH),
        Stroke(1, Dash.DOT),
        Stroke(0, Dash.DASH_DOT),
        Stroke(0),
    ]


def test_a_curve_may_bring_its_own_stroke_and_key():
    picture = compose("", [plan(curve(), curve(hue=5, dash=Dash.DOT, key="web"))], FRAME)
    assert picture.panels[0].traces[1].stroke == Stroke(5, Dash.DOT)
    assert picture.panels[0].traces[1].key == "web"


def test_an_axis_reaches_over_all_curves_and_bands():
    wide = replace(line([0.3]), maximum=np.array([0.9]))
    picture = compose("", [plan(curve(), bands=(Band(wide, "all"),))], FRAME)
    assert picture.panels[0].scale.upper == 1.0


def test_what_is_out_of_sight_does_not_stretch_the_axis():
    later = replace(FRAME, window_s=(500.0, 590.0))
    values = [1.0] * 20 + [0.04] * 40
    assert compose("", [plan(curve(values=values))], later).panels[0].scale.upper < 0.1


def test_panels_of_one_picture_share_their_time_axis_and_their_gaps():
    picture = compose("Web", [plan(curve()), plan(curve())], FRAME)
    assert picture.title == "Web"
    assert len(picture.panels) == 2
    assert [(hatch.start_s, hatch.end_s) for hatch in picture.hatches] == [(20.0, 600.0)]


def test_ticks_are_local():
    utc = replace(FRAME, spelling=TimeSpelling(clock=lambda at: f"{at:%H.%M}"))
    assert all("." in tick.text for tick in compose("", [plan(curve())], utc).time_ticks[:1])


def test_an_empty_panel_has_an_axis():
    scale = compose("", [plan()], FRAME).panels[0].scale
    assert scale.lower == 0.0
    assert len(scale.ticks) >= 2
