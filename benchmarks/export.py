"""What it costs to take a chart out of the program, against painting it."""

import time
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication

from benchmarks.figure import Benchmark, Effort, Figure, Reading
from benchmarks.measure import in_turn, ratio, spent
from pulse_desktop.history.line import Line
from pulse_desktop.model.metric import Metric
from pulse_desktop.ui.charts.composition import Curve, Frame, PanelPlan, compose
from pulse_desktop.ui.charts.export.drawing import Drawing, image, svg
from pulse_desktop.ui.charts.export.dress import document_font
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.picture import Picture
from pulse_desktop.ui.theme import LIGHT

HOURS = 90 * 24
SIZE = QSizeF(1200, 500)

SVG_90_DAYS = Figure(
    name="export.svg_90_days",
    unit="x",
    goal=4,
    statement=f"CPU for an SVG of {HOURS} hours of one noisy series with minimum and maximum, "
    f"{SIZE.width():.0f} × {SIZE.height():.0f}, as bytes in memory, against painting the same "
    "picture into an image of that size.",
)


def _take(effort: Effort) -> Mapping[str, Reading]:
    QApplication.instance() or QApplication(["export"])
    drawing = Drawing(_picture(), SIZE, Look(colours=LIGHT, font=document_font()))
    cost = partial(spent, time.process_time)
    exported, painted = in_turn(
        lambda: cost(partial(svg, drawing)), lambda: cost(partial(image, drawing, 1)), effort.rounds
    )
    beside = {"paint ms": round(1000 * sorted(painted)[len(painted) // 2], 2)}
    return MappingProxyType({SVG_90_DAYS.name: ratio(exported, painted, beside)})


def _picture() -> Picture:
    line = _line()
    window_s = float(line.at_s[0]), float(line.at_s[-1]) + line.bucket_s
    frame = Frame(
        window_s=window_s, width_px=1100, height_px=400, text_width=lambda text: 7.0 * len(text)
    )
    curve = Curve(name="pve2", metric=Metric.CPU, line=line)
    plan = PanelPlan(title="CPU", metric=Metric.CPU, curves=(curve,))
    return compose("pve2", (plan,), frame, footer="Pulse Desktop")


def _line() -> Line:
    """A load with a day in it, noise on it, and a gap of three days."""
    noise, hours = np.random.default_rng(7), np.arange(HOURS)
    value = 0.4 + 0.2 * np.sin(hours * 2 * np.pi / 24) + noise.normal(0, 0.05, HOURS)
    low, high = (value + side * np.abs(noise.normal(0, 0.1, HOURS)) for side in (-1, 1))
    mean, minimum, maximum = (np.clip(row, 0.0, 1.0) for row in (value, low, high))
    for row in (mean, minimum, maximum):
        row[700:772] = np.nan
    count = np.where(np.isnan(mean), np.nan, 360.0)
    return Line(1.76e9 + hours * 3600.0, mean, minimum, maximum, count, 3600.0)


EXPORT = Benchmark(name="export", figures=(SVG_90_DAYS,), take=_take)
