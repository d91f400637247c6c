"""When the garbage collector looks at what."""

import gc

import pytest

from pulse_desktop.app import collector


@pytest.fixture(autouse=True)
def as_before():
    """The process's own collector, put back."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def test_nothing_is_collected_while_the_program_starts():
    collector.hold()
    assert not gc.isenabled()


def test_what_the_start_left_is_never_looked_at_again():
    kept = [[]]
    collector.hold()
    collector.settle()
    assert not any(one is kept for one in gc.get_objects())
    assert gc.get_freeze_count()


def test_what_comes_later_is_collected():
    collector.hold()
    collector.settle()
    assert gc.isenabled()
    assert gc.get_threshold()[0] > 0
