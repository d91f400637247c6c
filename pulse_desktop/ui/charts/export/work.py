"""Carrying out an export: off the window's thread, with progress, and stoppable."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from pulse_desktop.ui.charts.export.points import series_points
from pulse_desktop.ui.charts.export.subject import ExportedSeries, Subject
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

    @classmethod
    def unheard(cls) -> "Watch":
        """For work that nobody waits for."""
        return cls(lambda _done, _total: None)

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
        await asyncio.to_thread(_write_drawing, order, drawing, watch)
        return
    lines = await points_of(order.subject, order.choice.points, recorded)
    await asyncio.to_thread(_write_lines, order, lines, watch)


async def text_of(subject: Subject, choice: ExportChoice, recorded: Recorded) -> str:
    """The figures that a file would hold.

    Raises:
        StoreError: The history could not be read.
    """
    lines = await points_of(subject, choice.points, recorded)
    return await asyncio.to_thread(text_with, subject.series, lines, choice)


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


def text_with(
    series: Sequence[ExportedSeries], lines: Mapping[SeriesKey, Line], choice: ExportChoice
) -> str:
    """What ``write_lines`` writes."""
    file = BytesIO()
    write_lines(file, series, lines, choice, Watch.unheard())
    return file.getvalue().decode("utf-8")


def write_lines(
    file: BinaryIO,
    series: Sequence[ExportedSeries],
    lines: Mapping[SeriesKey, Line],
    choice: ExportChoice,
    watch: Watch,
) -> None:
    """Write the points of ``lines`` in the format of ``choice``, as UTF-8."""
    many = [series_points(one, lines.get(one.key)) for one in series]
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    if choice.format is ExportFormat.JSON:
        write_json(text, many, watch)
    else:
        write_csv(text, many, choice, None, watch)
    text.flush()
    text.detach()


def _write_drawing(order: Order, drawing: Drawing, watch: Watch) -> None:
    made = DRAWN[order.choice.format](drawing, order.choice.scale)
    watch(1, 1)
    write_bytes(order.path, made)


def _write_lines(order: Order, lines: Mapping[SeriesKey, Line], watch: Watch) -> None:
    series, choice = order.subject.series, order.choice
    write_whole(order.path, lambda file: write_lines(file, series, lines, choice, watch))
