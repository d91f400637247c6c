"""The stretch of time that a command is asked about."""

import argparse
from datetime import datetime, timedelta

from pulse_desktop.app.instant import RANGES, instant
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark

_USUAL = "1h"
_SHORTEST = timedelta(minutes=15)
"""What ``all`` spans at least, where recording has only begun."""


def span_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--range", choices=list(RANGES), metavar="R", help=", ".join(RANGES))
    parser.add_argument("--from", dest="start", metavar="T", help="ISO 8601, or an age such as 2h")
    parser.add_argument("--to", dest="end", metavar="T", help="ISO 8601, or an age such as 1h")


def span(options: argparse.Namespace, now: datetime, earliest: datetime) -> tuple[float, float]:
    """From and to in epoch seconds; an hour when nothing was asked for.

    Raises:
        SettingsError: A time cannot be read, or the span is empty.
    """
    try:
        end = instant(options.end, now) if options.end else now
        start = instant(options.start, now) if options.start else None
    except argparse.ArgumentTypeError as error:
        raise SettingsError(mark("History", "{reason}.").given(reason=str(error))) from error
    start = start or _start(options.range or _USUAL, end, earliest)
    if start >= end:
        raise SettingsError(mark("History", "The span ends before it begins."))
    return start.timestamp(), end.timestamp()


def _start(name: str, end: datetime, earliest: datetime) -> datetime:
    length = RANGES[name]
    return min(earliest, end - _SHORTEST) if length is None else end - length
