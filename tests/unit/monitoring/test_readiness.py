"""The number of monitored systems, and when there is none."""

from dataclasses import replace

import pytest

from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.poll import Attempt, ConnectionState, ConnectionStatus, Outcome, PollRecord
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.monitoring.readiness import SENTENCES, Reason, system_usage, total
from pulse_desktop.resources.read_state import EMPTY
from simulators.read_states import resource, state_of
from simulators.scripted import NOON, connection, later

OWNER = PlatformId("owner")


def status(identifier="one", *, platform=OWNER, record=None, **fields):
    """A connection and its record, never tried unless said otherwise."""
    made = connection(identifier, platform=platform, **fields)
    return ConnectionStatus(made, record or PollRecord(interval_s=10.0), ConnectionState.WAITING)


def tried(at=NOON, *, success=True):
    """The record of a connection that was polled once."""
    outcome = Outcome.OK if success else Outcome.FAILED
    return PollRecord(
        interval_s=10.0,
        last_attempt_at=at,
        last_success_at=at if success else None,
        attempts=(Attempt(at, outcome, 5.0),),
    )


@pytest.fixture
def state():
    """Two machines and a guest."""
    return state_of(resource("pve1"), resource("pve2"), resource("web", ResourceType.VM))


def test_systems_are_counted_not_resources(state):
    """T-12: the count is the number of top-level systems."""
    usage = system_usage(state, [status(record=tried())], {OWNER}, NOON)
    assert (usage.available, usage.count, usage.reason) == (True, 2, None)


def test_without_a_state_there_is_no_count():
    usage = system_usage(None, (), {OWNER}, NOON)
    assert usage.reason is Reason.MONITOR_STATE_UNAVAILABLE
    assert usage.count is None


def test_before_anything_was_read_there_is_no_count():
    """T-12: a 0 that means "not yet known" is never shown."""
    waiting = status(platform=PlatformId("other"))
    assert system_usage(EMPTY, [waiting], {OWNER}, None).count is None


def test_without_connections_there_are_0_systems():
    assert system_usage(EMPTY, (), {OWNER}, None).count == 0


def test_a_connection_that_was_never_tried_leaves_the_count_open(state):
    """T-12: every enabled connection of an owner counts, not the first alone."""
    usage = system_usage(state, [status(record=tried()), status("two")], {OWNER}, later(60))
    assert usage.reason is Reason.SUPPLEMENTAL_INVENTORY_UNSETTLED


def test_a_first_attempt_that_failed_settles_it(state):
    """T-12: settled as failed, and named as unread."""
    failing = status("two", record=tried(success=False))
    usage = system_usage(state, [failing], {OWNER}, NOON)
    assert (usage.count, usage.unread) == (2, (ConnectionId("two"),))


def test_a_paused_connection_is_not_waited_for(state):
    usage = system_usage(state, [status(enabled=False)], {OWNER}, NOON)
    assert usage.available


def test_a_platform_that_owns_no_source_is_not_waited_for(state):
    other = status(platform=PlatformId("other"))
    assert system_usage(state, [other], {OWNER}, NOON).available


def test_a_state_without_the_first_answers_is_not_counted(state):
    """T-12: the store was rebuilt at or after every first baseline."""
    usage = system_usage(state, [status(record=tried())], {OWNER}, None)
    assert usage.reason is Reason.SUPPLEMENTAL_INVENTORY_REBUILD_PENDING


def test_a_clock_that_is_set_back_does_not_take_the_count_away(state):
    """T-12: the attempts of an hour ago were taken in, although they bear a later time."""
    usage = system_usage(state, [status(record=tried(later(3600)))], {OWNER}, NOON)
    assert (usage.count, usage.reason) == (2, None)


def test_a_later_poll_does_not_take_the_count_away(state):
    """T-12: only the first baseline is waited for."""
    again = replace(tried(), last_attempt_at=later(10))
    again = replace(again, attempts=(*again.attempts, Attempt(later(10), Outcome.OK, 5.0)))
    assert system_usage(state, [status(record=again)], {OWNER}, later(1)).available


def test_every_reason_has_a_sentence():
    """T-15: one reader, one reason, one sentence."""
    assert SENTENCES.keys() == set(Reason)
    missing = system_usage(None, (), (), None)
    assert missing.sentence == SENTENCES[Reason.MONITOR_STATE_UNAVAILABLE]


def test_all_estates_together_have_the_sum_of_their_counts(state):
    """T-13: totals sum over all estates."""
    one = system_usage(state, (), (), NOON)
    assert total([one, one]).count == 4


def test_one_estate_without_a_count_leaves_the_total_open(state):
    """T-13: nothing is left out silently."""
    one = system_usage(state, (), (), NOON)
    assert total([one, system_usage(None, (), (), None)]).count is None
