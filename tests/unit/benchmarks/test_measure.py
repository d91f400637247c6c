"""Turns, medians, quartiles, and what a missed goal asks for."""

from dataclasses import replace

import pytest

from benchmarks import measure
from benchmarks.figure import Reading


def silent(_):
    pass


def test_subject_and_floor_alternate_and_the_first_pair_is_dropped():
    order = []
    turns = iter(range(100))

    def turn(name):
        return lambda: order.append(name) or next(turns)

    subject, floor = measure.in_turn(turn("A"), turn("B"), 3)
    assert "".join(order) == "ABABABAB"
    assert (subject, floor) == ([2, 4, 6], [3, 5, 7])


def test_a_ratio_is_one_median_over_the_other():
    assert measure.ratio([3.0, 100.0, 6.0], [2.0, 1.0, 2.0], {}).value == 3.0


def test_the_quartiles_of_a_ratio_are_those_of_the_rounds():
    reading = measure.ratio([1.0, 2.0, 3.0, 4.0, 5.0], [1.0] * 5, {})
    assert reading.quartiles == (2.0, 4.0)


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (1, 1), (50, 50), (99, 99), (100, 100)])
def test_a_percentile_is_a_value_that_was_measured(percent, value):
    assert measure.percentile(list(range(100, 0, -1)), percent) == value


def test_the_percentile_of_few_values_is_the_largest():
    assert measure.percentile([1.0, 7.0, 2.0], 99) == 7.0


def test_the_garbage_of_others_is_not_charged():
    clock = iter([10.0, 12.5])
    assert measure.spent(lambda: next(clock), lambda: None) == 2.5


def test_a_goal_that_is_just_reached_is_met(figure):
    assert not measure.misses(figure, Reading(2.0))


def test_what_is_printed_for_information_misses_no_goal(figure):
    assert not measure.misses(replace(figure, goal=None), Reading(1e9))


def test_a_figure_that_is_no_number_misses_its_goal(figure):
    assert measure.misses(figure, Reading(float("nan")))


def test_a_goal_that_is_met_at_once_takes_one_run(benchmark_of, effort):
    benchmark, runs = benchmark_of(1.5)
    assert measure.settled(benchmark, effort, silent)["paint"].value == 1.5
    assert runs.count == 1


def test_a_missed_goal_runs_twice_more_and_the_median_counts(benchmark_of, effort):
    benchmark, runs = benchmark_of(2.5, 1.9, 1.8)
    reading = measure.settled(benchmark, effort, silent)["paint"]
    assert (reading.value, runs.count) == (1.9, 3)
    assert reading.beside["runs"] == "2.5, 1.9, 1.8"


def test_one_good_run_of_three_does_not_meet_the_goal(benchmark_of, effort, figure):
    benchmark, _ = benchmark_of(2.5, 1.0, 2.4)
    assert measure.misses(figure, measure.settled(benchmark, effort, silent)["paint"])
