"""What can neither be written nor told does not come in, and all else comes in as it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import example, given

from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import RUNNING
from pulse_desktop.model.facet import FileSystem, GuestFacet, HostFacet, NodeFacet, Sensor
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Activity, Incident, Observation, ResourceType, Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.monitoring.hygiene import ABSENT, NUMBER_LIMIT, TEXT_LIMIT, clean
from simulators.hostile import anything
from simulators.scripted import NOON, observation

NODE = NodeFacet(node_name="pve1", instance="home")
NO_NUMBERS = [float("nan"), float("inf"), -float("inf"), 1e300, 2**63, 10**400]


def test_what_is_as_it_should_be_comes_in_as_the_very_same():
    guest = GuestFacet(vmid=101, node_name="pve1", instance="home")
    seen = observation("wéb", facet=guest, tags=("größe", "日本"), cpu=0.5, started_at=NOON)
    assert clean(seen) is seen


@pytest.mark.parametrize(
    ("said", "told"),
    [("bad \udcff", "bad \ufffd"), ("\ud83d\ude00", "😀"), ("\ude00\ud83d", "\ufffd\ufffd")],
)
def test_what_is_no_character_is_shown_as_one_that_is_missing(said, told):
    seen = clean(observation(said, tags=(said,), facet=replace(NODE, version=said)))
    assert (seen.name, seen.tags, seen.facet.version) == (told, (told,), told)


def test_a_text_longer_than_any_is_cut():
    assert clean("é" * TEXT_LIMIT) == "é" * TEXT_LIMIT
    cut = clean("é" * (TEXT_LIMIT + 1))
    assert (len(cut), cut[-2:]) == (TEXT_LIMIT, "é…")


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_measurement_that_is_no_number_was_not_made(number):
    said = {Metric.CPU: Measurement(number), Metric.DISK: Measurement(0.5, number, 7.0)}
    seen = clean(replace(observation("web"), metrics=MappingProxyType(said)))
    assert dict(seen.metrics) == {Metric.DISK: Measurement(0.5, None, 7.0)}


@pytest.mark.parametrize("number", [0, -0.0, NUMBER_LIMIT, -NUMBER_LIMIT, 1e-300])
def test_a_number_that_64_bits_hold_is_one(number):
    assert clean(number) is number


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_number_that_is_none_leaves_its_field_empty(number):
    facet = replace(NODE, uptime=number, load_average=(0.1, number, 0.3))
    assert clean(facet) == NODE


def test_a_row_goes_without_the_number_that_makes_it_and_the_others_stay():
    disk = FileSystem(device="a", mount_point="/", type="ext4", total=2, used=1, available=1)
    host = HostFacet(hostname="nas", file_systems=(replace(disk, total=2**70), disk))
    assert clean(host).file_systems == (disk,)
    assert clean(Sensor("cpu", float("nan"))) is ABSENT


def test_a_facet_goes_when_what_makes_it_is_no_number():
    guest = GuestFacet(vmid=2**70, node_name="pve1", instance="home")
    seen = clean(observation("web", facet=guest, more_facets=(guest, NODE)))
    assert (seen.facet, seen.more_facets) == (None, (NODE,))


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 1, 1),  # noqa: DTZ001 - a time without a zone
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone.min),
    ],
)
def test_a_time_that_cannot_be_told_is_absent(at):
    trouble = Incident(
        provider="p",
        native_id="1",
        code="c",
        severity=Severity.WARNING,
        summary="s",
        started_at=at,
    )
    seen = clean(observation("web", started_at=at, incidents=(trouble,)))
    assert (seen.started_at, seen.incidents[0].started_at) == (None, None)
    assert clean(Activity("1", "web", ResourceType.VM, at, mark("T", "Up"))) is ABSENT


def test_a_time_of_another_zone_is_put_into_utc():
    seen = clean(NOON.astimezone(timezone(timedelta(hours=14))))
    assert (seen, seen.tzinfo) == (NOON, UTC)


def test_a_sentence_keeps_its_parameters():
    said = mark("T", "{name}: {share} of {n}, {inner}")
    inner = mark("T", "{x}").given(x="\udcff")
    told = clean(said.given(name="\udcff", share=float("nan"), n=10**30, inner=inner))
    assert str(told) == f"\ufffd: nan of {10**30}, \ufffd"
    assert told.template is said.template


def test_a_sentence_that_was_not_marked_can_be_written_too():
    assert clean(Text("bad \udcff", "{not closed \udcff")) == Text(
        "bad \ufffd", "{not closed \ufffd"
    )


def test_a_word_of_the_program_is_left_alone():
    assert clean(ChangeKind.ACTIVITY) is ChangeKind.ACTIVITY
    assert clean(None) is None


@given(anything(Observation))
@example(replace(observation("v"), condition=replace(RUNNING, word=Text("T", "x" * 9000))))
def test_what_came_in_once_comes_in_again_as_the_very_same(seen):
    once = clean(seen)
    assert clean(once) is once
