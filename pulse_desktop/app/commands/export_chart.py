"""``export-chart``: recorded series as a picture, a table or a document."""

import argparse
import os
from pathlib import Path

from pulse_desktop.app.argument_type import decimal, whole_number
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.profile_choice import chosen_profile, saved_estates
from pulse_desktop.app.qt_imports import load_qt
from pulse_desktop.app.series_name import series_word
from pulse_desktop.app.span import span_arguments
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.settings.export_choice import CsvLayout, ExportFormat, ExportTheme

_SMALLEST, _LARGEST = 240, 8000
"""Pixels of a side."""

_SMALLEST_SCALE, _LARGEST_SCALE = 0.5, 8.0
_DEMO = mark("Demo", "Demo estate")
_THEMES = [theme.value for theme in ExportTheme if theme is not ExportTheme.AS_SHOWN]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--series",
        action="append",
        required=True,
        type=series_word,
        metavar="R:METRIC",
        help="an id or a unique name, and a metric; may be given several times",
    )
    span_arguments(parser)
    parser.add_argument("--format", choices=[kind.value for kind in ExportFormat])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--title", default="", help="instead of the names of the series")
    parser.add_argument("--theme", choices=_THEMES, default=ExportTheme.LIGHT.value)
    parser.add_argument(
        "--scale",
        type=decimal(_SMALLEST_SCALE, _LARGEST_SCALE),
        default=1.0,
        metavar="F",
        help="pixels of a PNG for each of the size",
    )
    parser.add_argument("--size", type=_size, default=(1280, 720), metavar="WxH")
    parser.add_argument(
        "--layout",
        choices=[layout.value for layout in CsvLayout],
        default=CsvLayout.WIDE.value,
        help="of a CSV: a column for each series, or a row for each point",
    )
    parser.add_argument(
        "--raw", action="store_true", help="every reading that is kept, in a CSV or JSON"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Write the file.

    Raises:
        ExportError: It cannot be written.
        SettingsError: A series is not known, or nothing was recorded.
        StoreError: The estate's file cannot be read.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    load_qt()
    from pulse_desktop.app.chart_file import ChartOrder, write_chart

    profile = chosen_profile(options)
    order = ChartOrder(options=options, kind=_kind(options), estate=_estate(options))
    write_chart(profile, order)
    return ExitStatus.DONE


def _estate(options: argparse.Namespace) -> str:
    if options.demo:
        return str(_DEMO)
    estates = saved_estates(options)
    named = estates.current if options.estate is None else estates.named(options.estate).id
    return next((e.name for e in estates.living if e.id == named), "")


def _kind(options: argparse.Namespace) -> ExportFormat:
    """What was asked for, or what the file's name says."""
    word = options.format or options.out.suffix.lstrip(".").lower()
    try:
        return ExportFormat(word)
    except ValueError as error:
        message = mark("Export", "The name {name} says no format. Give --format, too.")
        raise SettingsError(message.given(name=options.out.name)) from error


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    side = whole_number(_SMALLEST, _LARGEST)
    try:
        return side(width), side(height)
    except argparse.ArgumentTypeError as error:
        sentence = f"{text!r} is no size: give WIDTHxHEIGHT, each {_SMALLEST} to {_LARGEST:,}"
        raise argparse.ArgumentTypeError(sentence) from error
