"""What an agent on a node tells of disks that the hypervisor lists, through the registry."""

import pytest

from pulse_desktop.model.condition import AT_RISK, OFFLINE, ONLINE, UNKNOWN
from pulse_desktop.model.facet import DiskFacet, HostDisk, HostFacet, NodeFacet, Smart
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.registry import Registry
from simulators.scripted import AGENT, HYPERVISOR, NOON, later, observation, snapshot

T = ResourceType
WARM = Metric.SMART_TEMPERATURE
BARE = {"device_path": "/dev/sda", "serial": "SN-1", "wwn": "0x5000c500a"}


@pytest.fixture
def registry():
    return Registry(SeriesIndex())


def node():
    facet = NodeFacet(node_name="pve1", instance="lab", linked_agent_id="agent-1")
    return observation("pve1", T.AGENT, native_id="lab-pve1", condition=ONLINE, facet=facet)


def listed(condition=UNKNOWN, at=NOON, **fields):
    """The node and one disk in it, as the hypervisor knows them."""
    metrics = {k: fields.pop(k) for k in ("smart_temp",) if k in fields}
    facet = DiskFacet(**BARE | {"health": "UNKNOWN"} | fields)
    disk = observation(
        "/dev/sda", T.PHYSICAL_DISK, facet=facet, parent="lab-pve1", condition=condition, **metrics
    )
    return snapshot(node(), disk, said_by=HYPERVISOR, at=at)


def inside(*seen, at=NOON):
    """The same node as the agent on it knows it."""
    facet = HostFacet(hostname="pve1", linked_node_id="lab-pve1", smart=seen)
    host = observation("pve1", T.AGENT, native_id="agent-1", condition=ONLINE, facet=facet)
    return snapshot(host, said_by=AGENT, at=at)


def read(**fields):
    return HostDisk(**BARE | {"health": "PASSED", "temperature": 41.0} | fields)


def the_disk(registry):
    (found,) = (r for r in registry.state.all() if r.type is T.PHYSICAL_DISK)
    return found


def after(registry, *snapshots):
    for each in snapshots:
        registry.apply(each)
    return the_disk(registry)


def test_an_agent_fills_what_the_hypervisor_does_not_know_of_a_disk(registry):
    """X-08."""
    smart = Smart(percentage_used=12, power_on_hours=100)
    disk = after(registry, listed(), inside(read(smart=smart)))
    facet = disk.facet(DiskFacet)
    assert (facet.health, facet.life_left, facet.temperature) == ("PASSED", 88, 41)
    assert (facet.smart, disk.metrics[WARM].value, disk.condition) == (smart, 41, ONLINE)


def test_it_does_not_matter_who_is_heard_first(registry):
    """X-08."""
    smart = Smart(percentage_used=12)
    disk = after(registry, listed(), inside(read(smart=smart)))
    other = Registry(SeriesIndex())
    assert after(other, inside(read(smart=smart)), listed()) == disk


def test_what_the_hypervisor_knows_stays_but_the_counters_are_the_agents(registry):
    """X-08."""
    known = {"health": "PASSED", "wearout": 60, "temperature": 30.0, "smart_temp": 30.0}
    ours = Smart(power_on_hours=7)
    told = read(health="FAILED", smart=Smart(power_on_hours=9, percentage_used=1), temperature=50.0)
    disk = after(registry, listed(ONLINE, smart=ours, **known), inside(told))
    facet = disk.facet(DiskFacet)
    assert (facet.health, facet.life_left, facet.temperature) == ("PASSED", 60, 30)
    assert (facet.smart.power_on_hours, disk.metrics[WARM].value) == (9, 30)


def test_the_risk_is_that_of_the_merged_disk(registry):
    """X-08: disk alerts look at the merged disk."""
    worn = read(smart=Smart(percentage_used=96, pending_sectors=8))
    disk = after(registry, listed(ONLINE, health="PASSED"), inside(worn))
    codes = {reason.code for reason in disk.risk.reasons}
    assert codes == {"nvme_percentage_used_high", "pending_sectors", "wearout_low"}
    assert disk.condition == AT_RISK


def test_an_agents_failing_disk_is_a_failing_disk(registry):
    """X-08: health is filled where the hypervisor says UNKNOWN."""
    disk = after(registry, listed(), inside(read(health="FAILED")))
    assert (disk.status, disk.risk.reasons[0].code) == (OFFLINE.status, "health_status")


@pytest.mark.parametrize(
    "seen",
    [
        {"wwn": "5000C500A", "serial": None, "device_path": "/dev/sdz"},
        {"wwn": "naa.5000c500a", "serial": "OTHER", "device_path": "/dev/sdz"},
        {"wwn": None, "serial": " sn-1 ", "device_path": "/dev/sdz"},
        {"wwn": None, "serial": None, "device_path": "sda"},
        {"wwn": None, "serial": "unknown", "device_path": "/dev/sda"},
    ],
)
def test_a_disk_is_found_by_its_name_then_its_number_then_its_letter(registry, seen):
    """X-08."""
    assert WARM in after(registry, listed(), inside(read(**seen))).metrics


def test_the_world_wide_name_counts_before_the_letter(registry):
    """X-08: letters change hands between boots."""
    swapped = read(device_path="/dev/sda", wwn="0xother", serial="SN-2", temperature=60.0)
    same = read(device_path="/dev/sdb")
    assert after(registry, listed(), inside(swapped, same)).metrics[WARM].value == 41
    assert WARM not in after(registry, inside(swapped, at=later(10))).metrics


def test_two_disks_with_one_name_tell_nothing(registry):
    twins = (read(device_path="/dev/sdx"), read(device_path="/dev/sdy"))
    assert WARM not in after(registry, listed(), inside(*twins)).metrics


def test_a_sleeping_disk_tells_nothing(registry):
    """X-08: standby is ignored."""
    disk = after(registry, listed(), inside(read(is_standby=True)))
    assert (disk.facet(DiskFacet).temperature, disk.condition) == (None, UNKNOWN)


def test_a_fresh_temperature_reaches_a_disk_whose_list_was_skipped(registry):
    """X-13: and it is the agent's reading of that moment, which history keeps."""
    registry.apply(listed(ONLINE, health="PASSED"))
    registry.apply(inside(read(temperature=40.0), at=later(10)))
    commit = registry.apply(inside(read(temperature=44.0), at=later(20)))
    assert the_disk(registry).metrics[WARM].value == 44
    assert list(commit.readings.values) == [44]


def test_the_hypervisors_next_say_keeps_what_the_agent_told(registry):
    """X-13."""
    registry.apply(listed(ONLINE, health="PASSED"))
    registry.apply(inside(read(), at=later(10)))
    commit = registry.apply(listed(ONLINE, health="PASSED", at=later(20)))
    assert the_disk(registry).metrics[WARM].value == 41
    assert commit.readings is None


def test_an_agent_that_goes_takes_its_word_with_it(registry):
    alone = after(registry, listed())
    registry.apply(inside(read(smart=Smart(power_on_hours=5)), at=later(10)))
    registry.withdraw(AGENT, later(20))
    assert the_disk(registry).facets == alone.facets
    assert (the_disk(registry).metrics, the_disk(registry).condition) == ({}, UNKNOWN)


def test_an_agent_on_another_machine_tells_nothing_of_this_one(registry):
    facet = HostFacet(hostname="nas", smart=(read(),))
    host = observation("nas", T.AGENT, native_id="agent-9", condition=ONLINE, facet=facet)
    disk = after(registry, listed(), snapshot(host, said_by=AGENT))
    assert disk.facet(DiskFacet).temperature is None
