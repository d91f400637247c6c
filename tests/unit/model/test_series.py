"""Columns of a run, and the sweep of readings that travels to history."""

import math
from array import array
from datetime import UTC, datetime

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
WEB = SeriesTarget(Family.VM, "web")


def test_a_series_keeps_its_column_for_the_whole_run():
    index = SeriesIndex()
    cpu, memory = SeriesKey(WEB, Metric.CPU), SeriesKey(WEB, Metric.MEMORY)
    assert [index.column(key) for key in (cpu, memory, cpu)] == [0, 1, 0]
    assert (index.key(1), len(index)) == (memory, 2)


def test_a_column_that_was_never_given_is_an_error():
    with pytest.raises(IndexError):
        SeriesIndex().key(0)


def test_a_reading_is_rounded_to_single_precision_once():
    readings = Readings(NOON, array("l", [3]), array("f", [0.1]))
    ((column, value),) = readings
    assert column == 3
    assert value != 0.1
    assert math.isclose(value, 0.1, rel_tol=1e-7)


def test_readings_without_values_are_empty():
    assert (len(Readings(NOON)), list(Readings(NOON))) == (0, [])


def test_a_sweep_whose_columns_and_values_differ_in_number_is_an_error():
    with pytest.raises(ValueError, match="argument"):
        list(Readings(NOON, array("l", [1, 2]), array("f", [0.5])))
