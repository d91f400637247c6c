"""Noise without a generator."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.demo.noise import Noise, bump, eased, seed

MINUTES = 29_800_000 + np.arange(5_000.0)
SEEDS = (seed("vm", "vm-100", "cpu"), seed("vm", "vm-101", "cpu"), seed("node", "west-a"))


def test_a_curve_has_the_seed_that_pulse_gives_it():
    """M-03: the vector of the facts."""
    assert seed("vm", "vm-100", "cpu") == 11591034704245344715


def test_a_class_is_spelled_in_one_way():
    assert (
        seed("K8S-Node", "a", "CPU")
        == seed("k8s_node", " a ", "cpu")
        == seed("k8snode", "a", "cpu")
    )


def test_a_part_that_is_missing_is_not_counted():
    assert seed("vm", "a", "") == seed("vm", "a")
    assert seed("vm", "a", "b") != seed("vm", "ab")


@pytest.mark.parametrize("kind", ["smooth", "plateaus", "bursts"])
def test_curves_together_have_the_bits_that_each_has_alone(kind):
    """M-03: one formula, element by element."""
    more = (0.4,) if kind == "bursts" else ()
    together = getattr(Noise(SEEDS), kind)("use", MINUTES, 36.0, *more)
    alone = [getattr(Noise([one]), kind)("use", MINUTES, 36.0, *more)[0] for one in SEEDS]
    assert np.array_equal(together, alone)


@given(st.integers(0, len(MINUTES) - 1), st.sampled_from([2.0, 5.0, 36.0, 1440.0]))
def test_a_minute_alone_has_the_bits_that_it_has_in_a_series(place, period):
    """H-11: cells that are hashed once for many minutes are the same cells."""
    noise = Noise(SEEDS[:1])
    alone = noise.smooth("use", MINUTES[place : place + 1], period)
    assert alone[0, 0] == noise.smooth("use", MINUTES, period)[0, place]


def test_two_uses_and_two_seeds_have_nothing_in_common():
    rows = [*Noise(SEEDS).jitter("one", MINUTES), *Noise(SEEDS).jitter("other", MINUTES)]
    alike = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(alike).max() < 0.06


def test_noise_is_spread_evenly_between_its_ends():
    found = Noise(SEEDS).jitter("use", MINUTES)
    assert found.min() > -1.0
    assert found.max() < 1.0
    shares = np.histogram(found, 10, (-1.0, 1.0))[0] / found.size
    assert np.abs(shares - 0.1).max() < 0.01


def test_a_wave_has_no_step():
    steps = np.abs(np.diff(Noise(SEEDS).smooth("use", MINUTES, 360.0)))
    assert steps.max() <= 2 * 1.5 / 360.0


def test_a_plateau_stays_for_most_of_the_time():
    steps = np.abs(np.diff(Noise(SEEDS).plateaus("use", MINUTES, 360.0)))
    assert (steps < 1e-12).mean() > 0.88


def test_bursts_come_in_a_share_of_the_cells():
    found = Noise(SEEDS).bursts("use", np.arange(200_000.0), 20.0, 0.25)
    cells = found[:, :199_980].reshape(-1, 20).max(axis=1) > 0
    assert found.min() == 0
    assert found.max() < 1
    assert 0.2 < cells.mean() < 0.45  # a cell of the curve lies in two of these


def test_a_bump_is_one_in_the_middle_and_nothing_at_its_ends():
    assert bump(np.array([-2.0, -1.0, 0.0, 1.0, 2.0])).tolist() == [0, 0, 1, 0, 0]


def test_what_is_eased_begins_and_ends_where_it_should():
    assert eased(np.array([0.0, 0.5, 1.0])).tolist() == [0, 0.5, 1]
