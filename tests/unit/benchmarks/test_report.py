"""What a run prints, keeps, and is compared with."""

import json

import pytest

from benchmarks import report
from benchmarks.figure import Reading


def test_a_figure_is_printed_with_goal_and_statement(figure):
    reading = Reading(1.234, (1.1, 1.3), {"program ms": 250.0})
    assert report.lines(figure, reading) == [
        "paint: 1.23 x (quartiles 1.1 to 1.3) - goal at most 2: met",
        "    program ms: 250",
        "    As it is.",
    ]


def test_a_missed_goal_is_said(figure):
    assert report.lines(figure, Reading(2.01))[0] == "paint: 2.01 x - goal at most 2: MISSED"


def test_what_was_written_is_read_again(figure, tmp_path):
    path = tmp_path / "base.json"
    path.write_text(json.dumps(report.document([(figure, Reading(1.5))])))
    assert report.read_values(path) == {"paint": 1.5}


def test_a_comparison_says_what_became_of_each_figure(figure):
    taken = [(figure, Reading(3.0))]
    assert report.comparison(taken, {"paint": 1.5}) == ["paint: 3 x, base 1.5, 2.00 of it"]


def test_a_figure_that_the_base_lacks_is_said(figure):
    assert report.comparison([(figure, Reading(3.0))], {}) == ["paint: 3 x, not in the base"]


def test_a_base_of_zero_is_no_divisor(figure):
    assert report.comparison([(figure, Reading(1))], {"paint": 0}) == ["paint: 1 x, base 0"]


@pytest.mark.parametrize("text", ["", "[]", '{"figures": {"paint": 1}}', '{"figures": {"a": {}}}'])
def test_a_base_that_is_no_document_is_refused(tmp_path, text):
    path = tmp_path / "base.json"
    path.write_text(text)
    with pytest.raises(report.DocumentUnreadable, match="no document"):
        report.read_values(path)
