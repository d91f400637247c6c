"""Health in two forms, and what becomes of it when every source goes quiet."""

import pytest

from pulse_desktop.model import condition
from pulse_desktop.model.condition import (
    AT_RISK,
    NEEDS_ATTENTION,
    OFFLINE,
    ONLINE,
    PAUSED,
    RUNNING,
    STOPPED,
    UNKNOWN,
    Condition,
    Shape,
    Status,
    stale,
)


@pytest.mark.parametrize("last", [ONLINE, RUNNING])
def test_what_was_online_is_a_warning_once_it_is_stale(last):
    assert stale(last).status is Status.WARNING


@pytest.mark.parametrize("last", [OFFLINE, STOPPED, PAUSED, UNKNOWN])
def test_any_other_status_stays_when_it_is_stale(last):
    assert stale(last).status is last.status


def test_what_is_stale_is_drawn_as_not_known():
    assert stale(ONLINE).shape is Shape.UNKNOWN


def test_what_was_stopped_on_purpose_is_not_drawn_as_broken():
    assert {STOPPED.shape, PAUSED.shape} == {Shape.OFF}
    assert OFFLINE.shape is Shape.CRITICAL


def test_what_works_but_is_in_trouble_is_a_warning_however_bad_it_is():
    assert NEEDS_ATTENTION.status is AT_RISK.status is Status.WARNING
    assert (NEEDS_ATTENTION.shape, AT_RISK.shape) == (Shape.WARNING, Shape.CRITICAL)


@pytest.mark.parametrize(
    "one", [each for each in vars(condition).values() if isinstance(each, Condition)]
)
def test_only_what_is_online_is_drawn_as_being_as_expected(one):
    assert (one.shape is Shape.OK) == (one.status is Status.ONLINE)
