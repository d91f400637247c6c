"""CSV and JSON: figures read back as they were asked."""

import csv
import io
import json
import math
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.history.line import Line
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesKey, SeriesTarget
from pulse_desktop.settings.export_choice import CsvLayout, ExportChoice
from pulse_desktop.ui.charts.export.csv_document import write_csv
from pulse_desktop.ui.charts.export.json_document import write_json
from pulse_desktop.ui.charts.export.points import series_points
from pulse_desktop.ui.charts.export.subject import ExportedSeries

WIDE, LONG = (ExportChoice(layout=layout) for layout in (CsvLayout.WIDE, CsvLayout.LONG))
BERLIN = ZoneInfo("Europe/Berlin")

figures = st.floats(0, 2.0**40, width=32)
values = st.lists(st.one_of(figures, st.just(float("nan"))), min_size=1, max_size=30)
names = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=12)


def line(value, start_s=1_777_929_300.0, step_s=60.0):
    row = np.array(value, dtype=np.float64)
    count = np.where(np.isnan(row), np.nan, 6.0)
    at_s = start_s + np.arange(len(row)) * step_s
    return Line(at_s, row, row - 1.0, row + 1.0, count, step_s)


def points(value, name="pve2", metric=Metric.NET_IN, **rest):
    key = SeriesKey(SeriesTarget(Family.AGENT, name), metric)
    return series_points(ExportedSeries(name, ResourceId("agent-1"), key), line(value, **rest))


def table(choice, *many, zone=BERLIN):
    file = io.StringIO(newline="")
    write_csv(file, many, choice, zone, lambda done, total: None)
    return list(csv.reader(io.StringIO(file.getvalue(), newline="")))


def known(value):
    """What was measured of it."""
    return [one for one in value if not math.isnan(one)]


def strictly(text):
    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


@given(values)
def test_a_long_table_read_back_is_what_was_asked(value):
    rows = table(LONG, points(value))[1:]
    assert [float(row[6]) for row in rows] == known(value)
    assert [float(row[7]) for row in rows] == [one - 1.0 for one in known(value)]
    assert [float(row[8]) for row in rows] == [one + 1.0 for one in known(value)]


@given(values, values)
def test_a_wide_table_read_back_is_what_was_asked(first, second):
    rows = table(WIDE, points(first), points(second, "tank", start_s=1_777_929_330.0))[1:]
    for column, value in ((2, first), (3, second)):
        told = [float(row[column]) for row in rows if row[column]]
        assert told == known(value)


@given(names)
def test_any_name_stays_in_its_cell(name):
    title = table(WIDE, points([1.0], name))[0][2]
    assert title.lstrip("'").startswith(name.lstrip("'"))
    assert not title.startswith(("=", "@", "\t"))


@given(values)
def test_a_strict_reader_takes_the_document(value):
    file = io.StringIO()
    write_json(file, [points(value)], lambda done, total: None)
    told = strictly(file.getvalue())["series"][0]["points"]
    assert [point["value"] for point in told] == known(value)


def test_a_gap_is_an_empty_cell_in_a_wide_table():
    rows = table(WIDE, points([1.0, float("nan"), 3.0]), points([4.0, 5.0, 6.0], "tank"))
    assert [row[2:] for row in rows[1:]] == [["1.0", "4.0"], ["", "5.0"], ["3.0", "6.0"]]


def test_times_are_told_in_utc_and_locally_with_the_offset():
    autumn_s = datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC")).timestamp()
    rows = table(WIDE, points([1.0, 2.0], start_s=autumn_s, step_s=3600.0))
    assert [row[:2] for row in rows[1:]] == [
        ["2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"],
        ["2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"],
    ]


def test_readings_between_seconds_keep_their_milliseconds():
    rows = table(WIDE, points([1.0, 2.0], start_s=1_777_929_300.25))
    assert rows[1][0] == "2026-05-04T21:15:00.250Z"


def test_shares_leave_as_per_cent_with_their_unit():
    rows = table(WIDE, points([0.25], metric=Metric.CPU))
    assert rows[0][2] == "pve2 cpu (%)"
    assert float(rows[1][2]) == 25.0


def test_a_long_table_has_extremes_and_count():
    titles, row = table(LONG, points([2.0]))
    assert titles[6:] == ["value", "minimum", "maximum", "count", "imported"]
    assert row[6:] == ["2.0", "1.0", "3.0", "6", "0"]


def test_a_long_table_tells_what_another_program_recorded():
    """H-08: marked as imported."""
    mixed = replace(points([2.0, 3.0]), imported=np.array([True, False]))
    assert [row[-1] for row in table(LONG, mixed)[1:]] == ["1", "0"]


def test_a_wide_table_tells_it_behind_all_values_of_series_that_have_it():
    """H-08: marked as imported."""
    mixed = replace(points([2.0, 3.0]), imported=np.array([True, False]))
    later = points([4.0, 5.0], "tank", start_s=1_777_929_360.0)
    titles, *rows = table(WIDE, mixed, later)
    assert titles[2:] == ["pve2 netin (B/s)", "tank netin (B/s)", "pve2 netin imported"]
    assert [row[2:] for row in rows] == [["2.0", "", "1"], ["3.0", "4.0", "0"], ["", "5.0", ""]]


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\tx"])
@pytest.mark.parametrize("choice", [WIDE, LONG])
def test_a_name_like_a_formula_is_not_run(name, choice):
    cells = [cell for row in table(choice, points([1.0], name)) for cell in row]
    assert any(cell.startswith(f"'{name}") for cell in cells)
    assert not any(cell.startswith(name) for cell in cells)


def test_a_document_has_an_entry_a_series_in_the_form_of_history():
    file = io.StringIO()
    write_json(file, [points([1.0]), points([float("nan")], 'ta"nk')], lambda done, total: None)
    told = strictly(file.getvalue())
    assert told["schema"] == 1
    assert told["series"][0]["points"] == [
        {"t": 1777929300000, "value": 1.0, "min": 0.0, "max": 2.0, "count": 6, "imported": False}
    ]
    assert told["series"][1]["name"] == 'ta"nk'
    assert told["series"][1]["points"] == []


def test_a_long_series_is_written_in_parts_that_make_one_document():
    file, told = io.StringIO(), []
    write_json(file, [points([1.0] * 2_500)], lambda done, total: told.append((done, total)))
    assert len(strictly(file.getvalue())["series"][0]["points"]) == 2_500
    assert told == [(0, 2_500), (1_000, 2_500), (2_000, 2_500)]


@pytest.mark.parametrize("choice", [WIDE, LONG])
def test_a_long_table_is_written_in_parts_that_make_one(choice):
    value = [float(number) for number in range(4_321)]
    rows = table(choice, points(value), points(value[::3], "tank", step_s=180.0))
    column = 2 if choice is WIDE else 6
    assert [float(row[column]) for row in rows[1:4_322]] == value
