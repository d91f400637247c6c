"""When a poller that is started makes its first poll."""

from dataclasses import replace

import pytest

from pulse_desktop.model.poll import Breaker, PollRecord
from pulse_desktop.monitoring.first_poll import first_poll
from simulators.scripted import NOON, connection, later

SAVED = connection()
REFUSED = PollRecord(
    interval_s=10,
    last_attempt_at=NOON,
    consecutive_failures=3,
    rejections=3,
    breaker=Breaker.OPEN,
    target=SAVED.session_key,
)
WELL = PollRecord(interval_s=10, last_attempt_at=NOON, target=SAVED.session_key)


def test_a_new_connection_is_polled_at_once():
    assert first_poll(None, SAVED, PollRecord(interval_s=10), NOON).wait_s == 0


def test_credentials_that_the_last_run_was_refused_are_not_tried_by_the_next():
    """P-08: a restart is no new credential."""
    first = first_poll(None, SAVED, REFUSED, later(60))
    assert (first.wait_s, first.record.rejections) == (None, 3)


def test_credentials_edited_while_the_program_did_not_run_are_tried_at_once():
    first = first_poll(None, connection(user="other@pam"), REFUSED, later(60))
    assert (first.wait_s, first.record.rejections) == (0, 0)


def test_a_keyring_that_was_locked_is_asked_again_after_a_restart():
    first = first_poll(None, SAVED, replace(WELL, lacks_secret=True), NOON)
    assert (first.wait_s, first.record.lacks_secret) == (0, False)


@pytest.mark.parametrize("edit", [{"address": "https://b.test"}, {"fingerprint": "AA"}])
def test_an_edited_target_is_polled_at_once_and_has_no_failures_yet(edit):
    """P-03: at once; the failures were another target's."""
    first = first_poll(SAVED, connection(**edit), REFUSED, NOON)
    assert (first.wait_s, first.record.consecutive_failures) == (0, 0)
    assert first.record.breaker is Breaker.CLOSED


@pytest.mark.parametrize(
    ("interval_s", "now_s", "wait_s"), [(60, 5, 55), (2, 5, 0), (60, -7200, 3600), (7200, -1, 7200)]
)
def test_an_edited_cadence_counts_from_the_last_attempt(interval_s, now_s, wait_s):
    """P-03: next is the last attempt and the new interval, whatever the clock was set to."""
    first = first_poll(SAVED, connection(interval_s=interval_s), WELL, later(now_s))
    assert (first.wait_s, first.record.interval_s) == (wait_s, interval_s)


def test_a_connection_that_was_never_polled_has_no_cadence_to_count_from():
    never = PollRecord(interval_s=10)
    assert first_poll(SAVED, connection(interval_s=60), never, NOON).wait_s == 0


def test_a_pause_that_the_platform_asked_for_outlives_a_restart_and_an_edit_of_the_cadence():
    """P-08: Retry-After is honoured."""
    asked = replace(WELL, not_before=later(90))
    assert first_poll(None, SAVED, asked, later(30)).wait_s == 60
    assert first_poll(SAVED, connection(interval_s=2), asked, later(30)).wait_s == 60


def test_a_resumed_connection_is_polled_at_once():
    assert first_poll(connection(enabled=False), SAVED, REFUSED, NOON).wait_s == 0
