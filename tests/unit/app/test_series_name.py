"""Series and spans as a user writes them."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.app.series_name import SeriesWord, series_word
from pulse_desktop.app.span import span, span_arguments
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.metric import Metric

NOW = datetime(2026, 5, 5, 12, tzinfo=UTC)
EARLIEST = NOW - timedelta(days=3)


def asked(*words):
    parser = argparse.ArgumentParser()
    span_arguments(parser)
    start, end = span(parser.parse_args(words), NOW, EARLIEST)
    return NOW.timestamp() - start, NOW.timestamp() - end


@pytest.mark.parametrize(
    ("text", "resource", "metric"),
    [
        ("pve2:cpu", "pve2", Metric.CPU),
        ("tank-nas:netIn", "tank-nas", Metric.NET_IN),
        ("pve2:DiskRead", "pve2", Metric.DISK_READ),
        ("sda:smart_temp", "sda", Metric.SMART_TEMPERATURE),
        ("sda:smartTemp", "sda", Metric.SMART_TEMPERATURE),
        ("tcp://nas:2376:memory", "tcp://nas:2376", Metric.MEMORY),
    ],
)
def test_a_series_is_a_resource_and_a_metric(text, resource, metric):
    assert series_word(text) == SeriesWord(resource, metric)


@pytest.mark.parametrize("text", ["pve2", ":cpu", "pve2:", "pve2:speed"])
def test_anything_else_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        series_word(text)


def test_an_hour_is_shown_when_nothing_was_asked_for():
    assert asked() == (3600, 0)


def test_everything_begins_where_recording_did():
    assert asked("--range", "all") == (3 * 86_400, 0)


def test_a_span_may_be_named_by_its_ends():
    assert asked("--from", "5h", "--to", "2026-05-05T10:00:00+00:00") == (5 * 3600, 2 * 3600)


@pytest.mark.parametrize("words", [("--from", "1h", "--to", "2h"), ("--from", "yesterday")])
def test_a_span_that_is_none_is_a_sentence(words):
    with pytest.raises(SettingsError):
        asked(*words)
