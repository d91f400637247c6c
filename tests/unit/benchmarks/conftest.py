"""Figures and runs that are made up."""

from pathlib import Path

import pytest

from benchmarks.figure import Benchmark, Effort, Figure, Reading


@pytest.fixture
def figure():
    """A ratio that is to be at most 2."""
    return Figure(name="paint", unit="x", goal=2, statement="As it is.")


@pytest.fixture
def effort(tmp_path):
    """What a run may spend; nothing here spends it."""
    return Effort(Path(tmp_path))


@pytest.fixture
def benchmark_of(figure):
    """A benchmark whose runs bring the given values in turn, and the number of runs so far."""

    class Runs:
        count = 0

    def make(*values):
        def take(_):
            Runs.count += 1
            return {figure.name: Reading(values[Runs.count - 1])}

        return Benchmark(name="window", figures=(figure,), take=take), Runs

    return make
