"""A chart of recorded series, read beside whoever writes them, drawn and saved without a window."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF

from pulse_desktop.app.archive import Archive, read_archive
from pulse_desktop.app.qt_application import make_application
from pulse_desktop.app.resource_choice import chosen_resource
from pulse_desktop.app.series_name import SeriesWord
from pulse_desktop.app.span import span
from pulse_desktop.history.line import Line
from pulse_desktop.model.clock import epoch_ms, utc_now
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.note import Note
from pulse_desktop.model.saved_chart import ChartedSeries, SavedChart, new_chart_id
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.export_choice import CsvLayout, ExportChoice, ExportFormat, ExportTheme
from pulse_desktop.settings.profile import Profile
from pulse_desktop.timeline import notes
from pulse_desktop.ui.charts.composition import Frame
from pulse_desktop.ui.charts.export.drawing import DRAWN, Drawing
from pulse_desktop.ui.charts.export.dress import look_of
from pulse_desktop.ui.charts.export.footer import footer
from pulse_desktop.ui.charts.export.subject import ExportedSeries
from pulse_desktop.ui.charts.export.whole_file import write_bytes, write_whole
from pulse_desktop.ui.charts.export.work import RAW_POINTS, Watch, write_lines
from pulse_desktop.ui.charts.local_spelling import local_spelling
from pulse_desktop.ui.charts.look import Look
from pulse_desktop.ui.charts.picture import Flag, Picture
from pulse_desktop.ui.clock import wording
from pulse_desktop.ui.clock.time_window import Present, Stretch
from pulse_desktop.ui.theme import LIGHT
from pulse_desktop.ui.translation import localised
from pulse_desktop.ui.workspace.composition import title_of
from pulse_desktop.ui.workspace.drawing import Caption, drawn
from pulse_desktop.ui.workspace.scene import staged

_AROUND_PLOT = 110
"""Pixels of a sheet's width that are no plot, about: what the time axis is labelled for."""

_PLOTS = 0.7
"""Of a sheet's height that they have, about."""

_POINTS = 1000
"""Of a series, in figures that are not raw: as many as ``history`` prints."""


@dataclass(frozen=True, slots=True)
class ChartOrder:
    """What was asked for on the command line."""

    options: argparse.Namespace
    kind: ExportFormat
    estate: str
    """Its name, for the footer."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the estate's file holds of it."""

    series: tuple[ChartedSeries, ...]
    lines: Mapping[SeriesKey, Line]
    notes: tuple[Note, ...]
    window_s: tuple[float, float]


def write_chart(profile: Profile, order: ChartOrder) -> None:
    """Read, draw and save.

    Raises:
        ExportError: The file cannot be written.
        SettingsError: A series is not known, or nothing was recorded.
        StoreError: The estate's file cannot be read.
    """
    now = utc_now()
    found = read_archive(profile, now, partial(_read, order=order, now=now))
    if found is None:
        raise SettingsError(mark("History", "Nothing was recorded yet."))
    if order.kind.is_picture:
        application = make_application()
        made = DRAWN[order.kind](_drawing(profile, order, found), order.options.scale)
        write_bytes(order.options.out, made)
        application.shutdown()
        return
    choice = ExportChoice(format=order.kind, layout=CsvLayout(order.options.layout))
    series, watch = [_exported(one) for one in found.series], Watch.unheard()
    write_whole(
        order.options.out, lambda file: write_lines(file, series, found.lines, choice, watch)
    )


def _read(found: Archive, order: ChartOrder, now: datetime) -> _Found:
    options = order.options
    series = tuple(_charted(found.state, word) for word in options.series)
    window = span(options, now, found.since)
    most = RAW_POINTS if options.raw else _POINTS
    keys = tuple(dict.fromkeys(one.key for one in series))
    lines = found.lines(keys, window, options.size[0] if order.kind.is_picture else most)
    start, end = (datetime.fromtimestamp(at_s, UTC) for at_s in window)
    return _Found(series, lines, notes.between(found.handle, start, end), window)


def _charted(state: ReadState, word: SeriesWord) -> ChartedSeries:
    resource = chosen_resource(state, word.resource)
    if resource.series is None:
        raise SettingsError(
            mark("History", "{name} is not measured, so it has no history.").given(
                name=resource.name
            )
        )
    return ChartedSeries(
        resource=resource.id, metric=word.metric, name=resource.name, target=resource.series
    )


def _exported(series: ChartedSeries) -> ExportedSeries:
    return ExportedSeries(series.name, series.resource, series.key)


def _drawing(profile: Profile, order: ChartOrder, found: _Found) -> Drawing:
    options = order.options
    choice = ExportChoice(format=order.kind, theme=ExportTheme(options.theme))
    look = look_of(choice, LIGHT)
    size = QSizeF(*map(float, options.size))
    return Drawing(_picture(profile, order, found, look), size, look)


def _picture(profile: Profile, order: ChartOrder, found: _Found, look: Look) -> Picture:
    """As the Charts workspace draws these series."""
    formats = localised(preferences_file.load(profile.preferences_file))
    chart = SavedChart(id=new_chart_id(), series=found.series)
    scene = staged(chart, found.window_s, found.lines, {})
    width, height = order.options.size
    frame = Frame(
        window_s=found.window_s,
        width_px=width - _AROUND_PLOT,
        height_px=height * _PLOTS / max(1, len(scene.stages)),
        text_width=QFontMetricsF(look.caption_font).horizontalAdvance,
        formats=formats,
        spelling=local_spelling(),
    )
    present = Present(epoch_ms(utc_now()) / 1000, None)
    caption = Caption(
        title=order.options.title or title_of(found.series),
        flags=tuple(Flag(epoch_ms(note.at) / 1000, note.text) for note in found.notes),
        footer=footer(order.estate, wording.stretch(Stretch(*found.window_s), present, formats)),
    )
    return drawn(scene, frame, caption)
