"""Why a system has the status it has."""

from pulse_desktop.model.condition import OFFLINE
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.resource import SourceState
from pulse_desktop.resources.systems.explanation import explanation
from simulators.read_states import resource, state_of
from simulators.scripted import AGENT, HYPERVISOR, later


def explained(*resources):
    (group,) = state_of(*resources).systems()
    return [str(sentence) for sentence in explanation(group)]


def test_where_everything_is_online_one_sentence_says_so():
    assert explained(resource("pve1")) == ["Every source reports pve1 as online."]


def test_a_quiet_source_is_named_with_its_last_word_after_the_latest_news():
    states = {HYPERVISOR: SourceState.ONLINE, AGENT: SourceState.STALE}
    assert explained(resource("pve1", said_by=states, at=later(5))) == [
        "The latest news is from agent about pve1, at 2026-01-01T12:00:05.000Z.",
        "agent has not reported pve1 since 2026-01-01T12:00:05.000Z.",
    ]


def test_the_latest_news_comes_first_whoever_has_it():
    same = Identity(machine_id="4C4C")
    old = {AGENT: SourceState.STALE}
    parts = (
        resource("node", at=later(5), identity=same),
        resource("agent", said_by=old, at=later(1), identity=same),
    )
    assert explained(*parts)[0].startswith("The latest news is from hypervisor about node")


def test_a_source_that_reports_it_as_offline_is_told_from_one_that_is_quiet():
    states = {HYPERVISOR: SourceState.OFFLINE}
    (_, said) = explained(resource("pve1", said_by=states, condition=OFFLINE))
    assert said == "hypervisor reports pve1 as offline, last at 2026-01-01T12:00:00.000Z."


def test_a_part_in_trouble_that_is_still_reported_is_named_with_its_state():
    assert explained(resource("pve1", condition=OFFLINE))[-1] == "pve1 is reported as: Offline."
