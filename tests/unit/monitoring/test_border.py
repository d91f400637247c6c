"""A thing needs an id and an event a time; what is left out is said."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pulse_desktop.model.snapshot import Activity, Issue, ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.border import lacks_id, passed, summed_up
from pulse_desktop.monitoring.hygiene import TEXT_LIMIT
from simulators.scripted import LISTED, NOON, observation, snapshot

WEB = observation("web")
HOST = observation("pve1", ResourceType.AGENT)
STARTED = Activity("1", "web", ResourceType.VM, NOON, mark("T", "Started"))
ENDLESS = "x" * (TEXT_LIMIT + 1)


def brought_in(said):
    return summed_up(said, passed(said.observations), passed(said.activities))


def told(said):
    return [(issue.stage, str(issue.message)) for issue in brought_in(said).issues]


@pytest.mark.parametrize("name", ["", " \t\n", "\u3000", ENDLESS])
def test_a_thing_without_a_usable_id_is_left_out_and_said(name):
    said = snapshot(WEB, observation("a", native_id=name), observation("b", native_id=name))
    assert brought_in(said).observations == (WEB,)
    assert told(said) == [("inventory", "The server listed things without a usable id: 2.")]


def test_nothing_of_its_type_counts_as_gone_for_it():
    said = snapshot(HOST, observation("a", native_id=""))
    assert brought_in(said).complete_kinds == LISTED - {ResourceType.VM}


def test_an_id_is_not_cut_for_it_might_be_that_of_another_thing():
    assert lacks_id(observation("a", native_id=ENDLESS))
    assert not lacks_id(observation("a", native_id="x" * TEXT_LIMIT))


@pytest.mark.parametrize(
    "bad",
    [
        replace(STARTED, at=datetime(1, 1, 1, tzinfo=UTC)),
        replace(STARTED, at=NOON.replace(tzinfo=None)),
    ],
)
def test_an_event_without_a_usable_time_is_left_out_and_said(bad):
    said = snapshot(WEB, activities=(bad, STARTED))
    assert brought_in(said).activities == (STARTED,)
    assert told(said) == [("events", "The server told of events without a usable time: 1.")]


def test_a_snapshot_that_is_as_it_should_be_stays_so():
    said = snapshot(WEB, HOST, activities=(STARTED,), counts={"vms": 1})
    assert brought_in(said) == said


def test_the_issues_and_counts_of_the_reader_can_be_written():
    gap = Issue("a\udcff", "partial", mark("T", "{path}").given(path="\udcff"))
    said = brought_in(snapshot(issues=(gap,), counts={"v\udcff": 1, "endless": 2**70}))
    assert (said.issues[0].stage, str(said.issues[0].message)) == ("a\ufffd", "\ufffd")
    assert said.counts == {"v\ufffd": 1}
