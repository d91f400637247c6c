"""The data is the same in every run and on every computer."""

import numpy as np

from benchmarks import estate, suite


def test_the_signals_never_change():
    first = estate.signals(0, 3, 10.0)
    assert np.allclose(first, [0.5367, 0.6860, 0.6173], atol=5e-4)


def test_two_sweeps_differ_and_stay_within_the_unit():
    first, second = (estate.signals(sweep, 1000, 10.0) for sweep in (0, 1))
    assert (first != second).all()
    assert ((second >= 0) & (second <= 1)).all()


def test_a_snapshot_has_as_many_resources_as_were_asked_for():
    seen = estate.snapshot(0, 1000).observations
    assert (len(seen), len({one.native_id for one in seen})) == (1000, 1000)
    assert {len(one.metrics) for one in seen} == {6}


def test_no_two_figures_share_a_name():
    names = [figure.name for one in suite.BENCHMARKS for figure in one.figures]
    assert len(names) == len(set(names))
