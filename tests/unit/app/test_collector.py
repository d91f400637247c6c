"""When the garbage collector looks at what."""

import gc
import weakref

import pytest

from pulse_desktop.app import collector


class Circle:
    """Refers to itself, so that only the collector can free it."""

    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def as_before():
    """The process's own collector, put back."""
    thresholds, callbacks = gc.get_threshold(), list(gc.callbacks)
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.callbacks[:] = callbacks
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


def test_what_was_set_aside_and_is_no_longer_needed_is_freed():
    circle = Circle()
    gone = weakref.ref(circle)
    collector.settle()
    del circle
    gc.collect()
    assert gone() is not None
    collector.let_go()
    assert gone() is None


def test_what_comes_after_the_start_is_not_set_aside_with_it():
    collector.settle()
    later = [[]]
    collector.settle()
    assert any(one is later for one in gc.get_objects())


def test_what_lived_through_a_second_look_is_never_looked_at_again():
    collector.settle()
    later = [[]]
    gc.collect(1)
    assert not any(one is later for one in gc.get_objects())
