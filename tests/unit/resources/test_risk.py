"""Every rule that says that a disk, array, pool or backup store is at risk."""

from types import MappingProxyType

import pytest

from pulse_desktop.model.facet import (
    ApplianceFacet,
    BackupServerFacet,
    Datastore,
    DiskFacet,
    HostDisk,
    HostFacet,
    ParityArray,
    PoolDevice,
    RaidArray,
    Smart,
    StorageFacet,
)
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.resource import Measured
from pulse_desktop.model.snapshot import ResourceType, Severity
from pulse_desktop.resources.risk import (
    affected_stores,
    is_backup_store,
    protection,
    rebuild,
    risk_of,
    summary,
)
from simulators.canonical import incident, resource
from simulators.scripted import HYPERVISOR, NOON

MONITOR, WARNING, CRITICAL = Severity.MONITOR, Severity.WARNING, Severity.CRITICAL


def codes(risk):
    return {} if risk is None else {one.code: one.severity for one in risk.reasons}


def measured(metric, value):
    return MappingProxyType({metric: Measured(Measurement(value), HYPERVISOR, NOON)})


def disk_codes(celsius=None, **facts):
    fields = {} if celsius is None else {"metrics": measured(Metric.TEMPERATURE, celsius)}
    return codes(risk_of(resource("d", ResourceType.PHYSICAL_DISK, DiskFacet(**facts), **fields)))


def smart_codes(**counters):
    return disk_codes(smart=Smart(**counters))


def raid_codes(**facts):
    host = HostFacet(hostname="nas", raid=(RaidArray(device="/dev/md2", **facts),))
    return codes(risk_of(resource("h", ResourceType.AGENT, host)))


def array_codes(**counts):
    host = HostFacet(hostname="nas", array=ParityArray(**counts))
    return codes(risk_of(resource("h", ResourceType.AGENT, host)))


def storage_risk(usage=None, **facts):
    fields = {} if usage is None else {"metrics": measured(Metric.USAGE, usage)}
    facet = StorageFacet(**{"type": "zfspool"} | facts)
    return risk_of(resource("s", ResourceType.STORAGE, facet, **fields))


@pytest.mark.parametrize("health", ["FAILED", "DEGRADED", "failing now"])
def test_a_disk_that_calls_itself_anything_but_well_is_critical(health):
    assert disk_codes(health=health) == {"health_status": CRITICAL}


@pytest.mark.parametrize("health", [None, "", "UNKNOWN", "PASSED", "OK", " passed "])
def test_a_disk_that_is_well_or_says_nothing_is_at_no_risk(health):
    assert disk_codes(health=health) == {}


@pytest.mark.parametrize(
    "model", ["Samsung SSD 980 PRO 1TB", "SAMSUNG 980", "samsung ssd 990 pro", "Samsung 990 EVO"]
)
def test_a_model_with_a_known_firmware_bug_is_not_believed(model):
    assert DiskFacet(model=model).misjudges_itself
    assert disk_codes(model=model, health="FAILED") == {}


@pytest.mark.parametrize("model", ["Samsung SSD 870 EVO", "Crucial MX500", None])
def test_other_models_are_believed(model):
    assert disk_codes(model=model, health="FAILED") == {"health_status": CRITICAL}


@pytest.mark.parametrize("counter", ["pending_sectors", "offline_uncorrectable", "media_errors"])
def test_data_that_cannot_be_read_is_critical(counter):
    assert smart_codes(**{counter: 1}) == {counter: CRITICAL}
    assert smart_codes(**{counter: 0}) == {}


def test_sectors_that_were_remapped_are_a_warning():
    assert smart_codes(reallocated_sectors=8) == {"reallocated_sectors": WARNING}


def test_errors_on_the_cable_are_watched():
    assert smart_codes(udma_crc_errors=3) == {"crc_errors": MONITOR}


@pytest.mark.parametrize(
    ("left", "level"),
    [(1, CRITICAL), (5, CRITICAL), (6, WARNING), (9, WARNING), (10, None), (0, None), (-1, None)],
)
def test_little_life_left_is_a_warning_and_hardly_any_is_critical(left, level):
    """What reports 0 or -1 does not count its life."""
    assert disk_codes(wearout=left).get("wearout_low") is level


def test_life_left_is_what_the_rated_life_leaves():
    assert smart_codes(percentage_used=93) == {
        "nvme_percentage_used_high": WARNING,
        "wearout_low": WARNING,
    }


@pytest.mark.parametrize(
    ("spare", "level"),
    [(1, CRITICAL), (10, CRITICAL), (11, WARNING), (19, WARNING), (20, None), (0, None)],
)
def test_few_spare_blocks_are_a_warning_and_hardly_any_are_critical(spare, level):
    assert smart_codes(available_spare=spare).get("nvme_available_spare_low") is level


@pytest.mark.parametrize(
    ("used", "level"), [(89, None), (90, WARNING), (94, WARNING), (95, CRITICAL), (255, CRITICAL)]
)
def test_a_rated_life_that_is_nearly_used_up_is_a_risk(used, level):
    assert smart_codes(percentage_used=used).get("nvme_percentage_used_high") is level


@pytest.mark.parametrize(
    ("celsius", "level"), [(59.9, None), (60, WARNING), (69.9, WARNING), (70, CRITICAL)]
)
def test_a_warm_disk_is_a_warning_and_a_hot_one_critical(celsius, level):
    """N-03: temperatures feed the disk's risk."""
    assert disk_codes(celsius).get("temperature_high") is level
    assert disk_codes(temperature=celsius).get("temperature_high") is level


def test_a_disk_that_says_itself_that_it_is_hot_is_critical():
    hot = {"metrics": measured(Metric.SMART_TEMPERATURE, 71.0)}
    disk = resource("d", ResourceType.PHYSICAL_DISK, DiskFacet(temperature=35.0), **hot)
    assert codes(risk_of(disk)) == {"temperature_high": CRITICAL}


def test_a_measured_temperature_comes_before_the_one_in_the_facts():
    assert disk_codes(40, temperature=80) == {}


def test_what_one_source_does_not_know_of_a_disk_another_may():
    listed, inside = DiskFacet(health="UNKNOWN"), DiskFacet(health="FAILED", wearout=3)
    found = risk_of(resource("d", ResourceType.PHYSICAL_DISK, listed, inside))
    assert codes(found) == {"health_status": CRITICAL, "wearout_low": CRITICAL}


def test_what_is_reported_of_a_disk_is_a_reason_of_its_risk():
    """N-03: SMART alerts feed the disk's risk."""
    told = incident("nas_smart", Severity.CRITICAL)
    disk = resource("d", ResourceType.PHYSICAL_DISK, DiskFacet(), incidents=(told,))
    assert codes(risk_of(disk)) == {"nas_smart": CRITICAL}


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "clean, degraded"},
        {"state": "clean", "failed_devices": 1},
        {"state": "clean", "active_devices": 1, "total_devices": 2},
    ],
)
def test_an_array_that_lost_a_disk_is_critical(facts):
    assert raid_codes(**facts) == {"raid_degraded": CRITICAL}


@pytest.mark.parametrize(
    "facts", [{"state": "inactive"}, {"state": "active", "active_devices": 0, "total_devices": 2}]
)
def test_an_array_that_does_not_work_is_critical(facts):
    assert raid_codes(**facts) == {"raid_unavailable": CRITICAL}


def test_an_array_that_is_being_rebuilt_is_a_warning():
    assert raid_codes(state="active, resyncing", rebuild_percent=41.6) == {
        "raid_rebuilding": WARNING
    }


@pytest.mark.parametrize("state", ["clean", "active", "active, checking", None])
def test_an_array_with_all_its_disks_is_at_no_risk(state):
    assert raid_codes(state=state, active_devices=2, total_devices=2) == {}


def on(platform, device):
    lost = RaidArray(device=device, state="clean, degraded")
    host = HostFacet(hostname="nas", platform=platform, raid=(lost,))
    return codes(risk_of(resource("h", ResourceType.AGENT, host)))


@pytest.mark.parametrize("device", ["/dev/md0", "md1"])
def test_system_arrays_that_span_empty_bays_are_left_out(device):
    assert on("Synology DSM", device) == {}


def test_data_arrays_and_other_makers_arrays_count():
    assert on("Synology DSM", "/dev/md2") == on("linux", "/dev/md0") == {"raid_degraded": CRITICAL}


@pytest.mark.parametrize("kind", ["invalid", "disabled", "missing"])
def test_disks_that_an_array_cannot_use_are_critical(kind):
    assert array_codes(**{f"num_{kind}": 1}) == {f"unraid_{kind}_disks": CRITICAL}
    assert array_codes(**{f"num_{kind}": 0}) == {}


def test_parity_that_does_not_work_is_critical():
    assert array_codes(num_parity=1, num_parity_online=0) == {"unraid_parity_unavailable": CRITICAL}


def test_an_array_without_parity_is_a_warning():
    assert array_codes(num_parity=0) == {"unraid_no_parity": WARNING}


def test_an_array_that_is_being_synchronised_is_a_warning():
    assert array_codes(sync_action="check P", sync_progress=12.4) == {"unraid_sync_active": WARNING}


@pytest.mark.parametrize("action", [None, "", "idle"])
def test_an_idle_array_with_parity_is_at_no_risk(action):
    assert array_codes(num_parity=2, num_parity_online=1, sync_action=action) == {}


def test_a_storage_that_is_such_an_array_is_judged_alike():
    assert codes(storage_risk(num_missing=1)) == {"unraid_missing_disks": CRITICAL}


@pytest.mark.parametrize(
    ("state", "level"),
    [
        ("DEGRADED", WARNING),
        ("FAULTED", CRITICAL),
        ("OFFLINE", CRITICAL),
        ("REMOVED", CRITICAL),
        ("UNAVAIL", CRITICAL),
        ("SUSPENDED", CRITICAL),
        ("online", None),
    ],
)
def test_a_pool_and_its_devices_are_at_risk_by_their_state(state, level):
    found = storage_risk(zfs_pool_state=state, zfs_devices=(PoolDevice(name="sda", state=state),))
    assert codes(found).get("zfs_pool_state") is level
    assert codes(found).get("zfs_device_state") is level


def test_an_appliance_is_at_the_risk_of_its_pools():
    nas = ApplianceFacet(hostname="nas", pools=(PoolDevice(name="tank", state="DEGRADED"),))
    found = risk_of(resource("h", ResourceType.AGENT, nas))
    assert codes(found) == {"zfs_pool_state": WARNING}
    assert str(summary(found)) == "tank: The pool is DEGRADED"


def test_a_host_is_at_the_risk_of_its_disks():
    worn = HostDisk(device_path="/dev/nvme0n1", smart=Smart(percentage_used=91))
    found = risk_of(resource("h", ResourceType.AGENT, HostFacet(hostname="h", smart=(worn,))))
    assert "wearout_low" in codes(found)
    assert str(summary(found)).startswith("/dev/nvme0n1: ")


@pytest.mark.parametrize(
    ("state", "level"),
    [
        ("offline", CRITICAL),
        ("unavailable", CRITICAL),
        ("degraded", WARNING),
        ("Read-Only", WARNING),
        ("available", None),
        (None, None),
    ],
)
def test_a_backup_store_is_at_risk_by_its_state(state, level):
    server = BackupServerFacet(instance_id="p", datastores=(Datastore(name="a", status=state),))
    assert codes(storage_risk(type="pbs", state=state)).get("pbs_datastore_state") is level
    found = codes(risk_of(resource("p", ResourceType.PBS, server)))
    assert found.get("pbs_datastore_state") is level


@pytest.mark.parametrize(("usage", "level"), [(0.89, None), (0.9, WARNING), (0.95, CRITICAL)])
def test_a_backup_store_that_fills_up_is_at_risk(usage, level):
    assert codes(storage_risk(usage, type="pbs")).get("capacity_runway_low") is level


def test_any_other_storage_may_be_full():
    assert storage_risk(0.99) is None


def test_a_store_whose_size_is_not_known_is_not_full():
    server = BackupServerFacet(instance_id="p", datastores=(Datastore(name="a", used=5),))
    assert risk_of(resource("p", ResourceType.PBS, server)) is None


def test_a_backup_server_names_its_stores_that_are_at_risk():
    stores = (
        Datastore(name="full", used=96, total=100),
        Datastore(name="well", used=1, total=100, status="available"),
        Datastore(name="gone", status="offline"),
    )
    server = BackupServerFacet(instance_id="p", datastores=stores)
    assert affected_stores(server) == ("full", "gone")
    found = risk_of(resource("p", ResourceType.PBS, server))
    assert str(summary(found)) == "full: The backup store is 96 % full"


def test_reasons_are_ordered_by_severity_then_code():
    found = storage_risk(
        num_missing=1, num_invalid=1, sync_action="check", zfs_pool_state="FAULTED"
    )
    assert found.level is CRITICAL
    assert [one.code for one in found.reasons] == [
        "unraid_invalid_disks",
        "unraid_missing_disks",
        "zfs_pool_state",
        "unraid_sync_active",
    ]


def test_reduced_protection_is_told_before_a_rebuild_and_a_rebuild_before_the_worst():
    rebuilding = RaidArray(device="md2", state="clean, degraded, recovering")
    hot = HostDisk(device_path="sda", temperature=80)
    both = risk_of(
        resource("h", ResourceType.AGENT, HostFacet(hostname="h", raid=(rebuilding,), smart=(hot,)))
    )
    assert protection(both).code == "raid_degraded"
    assert summary(both) == protection(both).summary
    healthy = RaidArray(device="md2", state="clean, recovering")
    only = risk_of(
        resource("h", ResourceType.AGENT, HostFacet(hostname="h", raid=(healthy,), smart=(hot,)))
    )
    assert (protection(only), summary(only)) == (None, rebuild(only).summary)


@pytest.mark.parametrize("type_", [ResourceType.VM, ResourceType.AGENT, ResourceType.STORAGE])
def test_where_nothing_is_known_there_is_no_risk(type_):
    assert risk_of(resource("x", type_)) is None


@pytest.mark.parametrize(
    ("facts", "keeps"),
    [
        ({"type": "pbs"}, True),
        ({"type": "dir", "content_types": ("backup",)}, True),
        ({"type": "dir", "content_types": ("backup", "images")}, False),
    ],
)
def test_a_backup_store_keeps_backups_and_nothing_else(facts, keeps):
    assert is_backup_store(resource("s", ResourceType.STORAGE, StorageFacet(**facts))) is keeps
