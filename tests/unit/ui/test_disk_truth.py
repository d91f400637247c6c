"""Where the health of a disk is from, or why it is not known: in the tooltip and the inspector."""

from datetime import timedelta

import pytest

from pulse_desktop.model.facet import DiskFacet, HealthReading
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.inspector.overview import overview
from pulse_desktop.ui.models.storage_columns import STORAGE_SUITES

ASLEEP = (
    "It was not asked, because that might wake it. Choose the load profile Fast for this "
    "connection to have it asked."
)


@pytest.fixture
def told(estate, presentation):
    """What the tooltip and the inspector say of a disk with this facet."""

    def read(**fields):
        disk = estate.resource("sda", ResourceType.PHYSICAL_DISK, facets=(DiskFacet(**fields),))
        (suite,) = (s for s in STORAGE_SUITES if s.type is ResourceType.PHYSICAL_DISK)
        (column,) = (c for c in suite.instead.values() if c.id == "disk_health")
        page = overview(disk, estate.read_state((disk,)), presentation)
        (block,) = (b for b in page.blocks if b.title == "Disk")
        pairs = {pair.label: pair.value for pair in block.pairs}
        return column.explanation(disk, presentation), pairs

    return read


def test_a_known_health_says_who_told_it_and_how_long_ago(told, presentation):
    at = presentation.now() - timedelta(minutes=12)
    tip, pairs = told(health="PASSED", reading=HealthReading(source="disk-counters", read_at=at))
    assert tip == "Healthy — The disk itself, 12 min ago"
    assert (pairs["Health"], pairs["Told by"]) == ("Healthy", "The disk itself, 12 min ago")
    assert "Reason" not in pairs


def test_a_disk_that_may_sleep_says_why_nobody_asked_it(told):
    tip, pairs = told(health="UNKNOWN", reading=HealthReading(reason="not-woken"))
    assert tip == f"Unknown — {ASLEEP}"
    assert (pairs["Health"], pairs["Reason"]) == ("Unknown", ASLEEP)
    assert "Told by" not in pairs


def test_a_missing_privilege_is_told_with_the_way_to_it(told):
    _, pairs = told(health="UNKNOWN", reading=HealthReading(reason="permission-denied"))
    assert "Test the connection" in pairs["Reason"]


def test_a_health_that_another_source_knew_has_no_reason_to_be_unknown(told):
    """An agent filled in what the hypervisor did not ask for."""
    tip, pairs = told(health="PASSED", reading=HealthReading(reason="not-woken"))
    assert (tip, pairs["Health"]) == ("Healthy", "Healthy")
    assert not {"Reason", "Told by"} & pairs.keys()


def test_a_reason_of_a_later_release_is_left_out(told):
    assert "Reason" not in told(health="UNKNOWN", reading=HealthReading(reason="moonlight"))[1]
