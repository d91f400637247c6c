"""What sources knew of recovery points when they last looked stays beside what they say."""

import pytest

from pulse_desktop.model.recovery import Survey
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, NOON, later, observation, snapshot


@pytest.fixture
def registry():
    return Registry(SeriesIndex())


def survey(at=NOON):
    return Survey(at=at, stores=("vault",))


def test_a_survey_is_known_by_its_source(registry):
    """A-03."""
    commit = registry.apply(snapshot(survey=survey()))
    assert commit.state.surveys == {HYPERVISOR: survey()}


def test_where_nobody_looked_there_is_no_survey(registry):
    """A-03: it is not known whether there are points, and not that there are none."""
    assert registry.apply(snapshot(observation("web"))).state.surveys == {}


def test_a_poll_that_did_not_look_leaves_the_last_survey(registry):
    """X-14: what an earlier look found stands while a later one fails."""
    registry.apply(snapshot(survey=survey()))
    assert registry.apply(snapshot(at=later(60))).state.surveys == {HYPERVISOR: survey()}


def test_a_newer_survey_replaces_its_sources_and_no_others(registry):
    """P-12."""
    registry.apply(snapshot(survey=survey(), said_by=AGENT))
    registry.apply(snapshot(survey=survey()))
    commit = registry.apply(snapshot(survey=survey(later(60)), at=later(60)))
    assert commit.state.surveys == {AGENT: survey(), HYPERVISOR: survey(later(60))}


def test_the_mapping_is_the_same_while_nobody_looks_again(registry):
    looked = survey()
    before = registry.apply(snapshot(survey=looked)).state.surveys
    assert registry.apply(snapshot(survey=looked, at=later(10))).state.surveys is before


def test_a_removed_connection_takes_its_survey_along(registry):
    """P-12."""
    registry.apply(snapshot(observation("web"), survey=survey()))
    registry.apply(snapshot(survey=survey(), said_by=AGENT))
    assert registry.withdraw(HYPERVISOR, later(10)).state.surveys == {AGENT: survey()}


def test_an_earlier_state_keeps_the_survey_of_its_time(registry):
    """T-01."""
    earlier = registry.apply(snapshot(survey=survey())).state
    registry.apply(snapshot(survey=survey(later(60)), at=later(60)))
    assert earlier.surveys == {HYPERVISOR: survey()}
