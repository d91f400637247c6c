"""Carrying out an export: off the window's thread, with progress, and stoppable."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Protocol

from pulse_desktop.history.line import Line
from pulse_desktop.model.errors import ExportError
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import mark
from pulse_desktop.settings.export_choice import ExportChoice, ExportFormat, ExportPoints
from pulse_desktop.ui.charts.export.csv_document import write_csv
from pulse_desktop.ui.charts.export.drawing import DRAWN, Drawing
from pulse_desktop.ui.charts.export.dress import look_of, size_of
from pulse_desktop.ui.charts.export.json_document import write_json
from pulse_desktop.ui.charts.export.points import SeriesPoints, series_points
from pulse_desktop.ui.charts.export.subject import Subject
from pulse_desktop.ui.charts.export.whole_file import write_bytes, write_whole
from pulse_desktop.ui.theme import Colours

RAW_POINTS = 10_000_000
"""Of a series: more than a year of readings every five seconds."""


class Recorded(Protocol):
    """Where points that the picture does not hold are read."""

    async def series(
        self, keys: tuple[SeriesKey, ...], window: tuple[float, float], max_points: int
    ) -> dict[SeriesKey, Line]:
        """See ``Recordings.series``."""
        ...


class Watch:
    """How far the work is, told from its thread; and the means to stop it from another."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._is_stopped = False

    def stop(self) -> None:
        """End the work at its next word."""
        self._is_stopped = True

    def __call__(self, done: int, total: int) -> None:
        """Pass a word on.

        Raises:
            ExportError: It was stopped.
        """
        if self._is_stopped:
            raise ExportError(mark("Export", "The export was stopped. No file was written."))
        self._tell(done, total)


@dataclass(frozen=True, slots=True)
class Order:
    """What to write, how and where."""

    subject: Subject
    choice: ExportChoice
    path: Path
    shown: Colours
    """On the screen, for a picture as shown."""


def drawing_of(subject: Subject, choice: ExportChoice, shown: Colours) -> Drawing:
    """The picture as ``choice`` says. On the window's thread, whose font it asks for."""
    return Drawing(subject.picture, size_of(choice, subject), look_of(choice, shown))


async def carry_out(order: Order, recorded: Recorded, watch: Watch) -> None:
    """Write the file.

    Raises:
        ExportError: It cannot be written, or was stopped; what was there before is untouched.
        StoreError: The history could not be read.
    """
    if order.choice.format.is_picture:
        drawing = drawing_of(order.subject, order.choice, order.shown)
        await asyncio.to_thread(_write_drawing, order, drawing)
        return
    lines = await points_of(order.subject, order.choice.points, recorded)
    many = [series_points(series, lines.get(series.key)) for series in order.subject.series]
    await asyncio.to_thread(_write_points, order, many, watch)


async def text_of(subject: Subject, choice: ExportChoice, recorded: Recorded) -> str:
    """The figures that a file would hold.

    Raises:
        StoreError: The history could not be read.
    """
    lines = await points_of(subject, choice.points, recorded)
    many = [series_points(series, lines.get(series.key)) for series in subject.series]
    return await asyncio.to_thread(text_with, many, choice)


async def points_of(
    subject: Subject, points: ExportPoints, recorded: Recorded
) -> Mapping[SeriesKey, Line]:
    """The lines of all series: those that were seen where they are wanted, the others read."""
    if points is ExportPoints.RAW:
        return await recorded.series(subject.keys, subject.window_s, RAW_POINTS)
    seen = seen_lines(subject)
    rest = tuple(key for key in subject.keys if key not in seen)
    if not rest:
        return seen
    return seen | await recorded.series(rest, subject.window_s, subject.max_points)


def seen_lines(subject: Subject) -> dict[SeriesKey, Line]:
    """The lines that were drawn."""
    return {series.key: series.line for series in subject.series if series.line is not None}


def _write_drawing(order: Order, drawing: Drawing) -> None:
    write_bytes(order.path, DRAWN[order.choice.format](drawing, order.choice.scale))


def _write_points(order: Order, many: list[SeriesPoints], watch: Watch) -> None:
    write_whole(order.path, partial(write_points, many=many, choice=order.choice, watch=watch))


def write_points(
    file: BinaryIO, many: list[SeriesPoints], choice: ExportChoice, watch: Watch
) -> None:
    """Write points in the format of ``choice``, as UTF-8."""
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    if choice.format is ExportFormat.JSON:
        write_json(text, many, watch)
    else:
        write_csv(text, many, choice, None, watch)
    text.flush()
    text.detach()


def text_with(many: list[SeriesPoints], choice: ExportChoice) -> str:
    """What ``write_points`` writes."""
    file = BytesIO()
    write_points(file, many, choice, Watch(_unheard))
    return file.getvalue().decode("utf-8")


def _unheard(_done: int, _total: int) -> None:
    """Nobody watches what goes to memory."""
