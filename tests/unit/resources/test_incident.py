"""The roll-up: the most pressing trouble of a resource, with what to do about it."""

import pytest

from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.resource import Consumers, Risk, RiskReason
from pulse_desktop.model.snapshot import ResourceType, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.resources.incident import Concern, concern_of, rolled_up
from simulators.canonical import incident, resource

MONITOR, WARNING, CRITICAL = Severity.MONITOR, Severity.WARNING, Severity.CRITICAL
POOL = resource("tank", ResourceType.STORAGE, StorageFacet(type="zfspool"))
BACKUPS = resource("store", ResourceType.STORAGE, StorageFacet(type="pbs"))
DISK = resource("sda", ResourceType.PHYSICAL_DISK)
HOST = resource("esx", ResourceType.AGENT)
GUEST = resource("web", ResourceType.VM)


def reason(code, severity=WARNING):
    return RiskReason(code, severity, mark("Test", "It is so"))


def rollup(of, *reasons, count=0):
    consumers = Consumers(count, (), ()) if count else None
    worst = max((one.severity for one in reasons), key=list(Severity).index)
    return rolled_up(of, Risk(worst, reasons), consumers, None)


@pytest.mark.parametrize(
    ("of", "code", "severity", "count", "priority"),
    [
        (BACKUPS, "pbs_datastore_state", CRITICAL, 3, 4503),
        (POOL, "zfs_pool_state", WARNING, 0, 3400),
        (POOL, "raid_rebuilding", WARNING, 12, 3312),
        (POOL, "capacity_runway_low", WARNING, 0, 3200),
        (HOST, "center_alarm_state", WARNING, 0, 3150),
        (DISK, "crc_errors", MONITOR, 0, 2100),
        (HOST, "odd", Severity.HEALTHY, 500, 1149),
    ],
)
def test_priority_is_severity_then_concern_then_impact(of, code, severity, count, priority):
    """Severity times 1000, the concern's weight, and at most 99 for whom it hits."""
    assert rollup(of, reason(code, severity), count=count).priority == priority


def test_the_highest_priority_is_copied_up():
    found = rollup(POOL, reason("temperature_high", CRITICAL), reason("zfs_pool_state", CRITICAL))
    assert (found.code, found.category, found.count) == ("zfs_pool_state", "protection", 2)


def test_of_equals_the_first_by_code_is_told():
    assert rollup(POOL, reason("raid_degraded"), reason("unraid_no_parity")).code == "raid_degraded"


@pytest.mark.parametrize(
    ("of", "code", "concern"),
    [
        (POOL, "unraid_missing_disks", Concern.PROTECTION),
        (DISK, "raid_degraded", Concern.PROTECTION),
        (POOL, "unraid_sync_active", Concern.REBUILD),
        (BACKUPS, "capacity_runway_low", Concern.RECOVERABILITY),
        (resource("p", ResourceType.PBS), "capacity_runway_low", Concern.RECOVERABILITY),
        (POOL, "capacity_runway_low", Concern.CAPACITY),
        (POOL, "pbs_datastore_error", Concern.RECOVERABILITY),
        (HOST, "backup_target_degraded", Concern.RECOVERABILITY),
        (HOST, "wearout_low", Concern.DISK_HEALTH),
        (DISK, "nas_alert", Concern.DISK_HEALTH),
        (BACKUPS, "odd", Concern.RECOVERABILITY),
        (HOST, "center_health_state", Concern.AVAILABILITY),
        (GUEST, "availability_lost", Concern.AVAILABILITY),
        (POOL, "odd", Concern.HEALTH),
    ],
)
def test_the_code_says_what_is_in_danger_then_the_kind_of_resource(of, code, concern):
    assert concern_of(of, code) is concern


@pytest.mark.parametrize(
    ("of", "code", "label"),
    [
        (POOL, "zfs_pool_state", "Protection Reduced"),
        (POOL, "raid_rebuilding", "Rebuild In Progress"),
        (POOL, "capacity_runway_low", "Capacity Pressure"),
        (BACKUPS, "odd", "Backup Coverage At Risk"),
        (DISK, "odd", "Disk Health Risk"),
        (HOST, "center_alarm_state", "Host Availability Issue"),
        (GUEST, "center_alarm_state", "VM Availability Issue"),
        (POOL, "center_alarm_state", "Availability Issue"),
        (GUEST, "odd", "Resource Health Issue"),
    ],
)
def test_every_concern_has_its_label_and_something_to_do(of, code, label):
    found = rollup(of, reason(code))
    assert (str(found.label), bool(found.action)) == (label, True)


@pytest.mark.parametrize(
    ("code", "severity", "urgency"),
    [
        ("odd", CRITICAL, "now"),
        ("odd", WARNING, "today"),
        ("odd", MONITOR, "plan"),
        ("raid_rebuilding", CRITICAL, "now"),
        ("raid_rebuilding", WARNING, "monitor"),
    ],
)
def test_critical_is_now_a_warning_today_and_a_rebuild_is_watched(code, severity, urgency):
    assert rollup(POOL, reason(code, severity)).urgency == urgency


def test_what_a_platform_reports_is_rolled_up_too():
    alarmed = resource("web", ResourceType.VM, incidents=(incident("x", CRITICAL, "Disk is full"),))
    found = rolled_up(alarmed, None, None, None)
    assert (found.code, found.severity, str(found.summary)) == ("x", CRITICAL, "Disk is full")


def test_what_is_both_reported_and_a_risk_counts_once():
    disk = resource("sda", ResourceType.PHYSICAL_DISK, incidents=(incident("nas_smart"),))
    assert rollup(disk, reason("nas_smart"), reason("crc_errors")).count == 2


def test_where_nothing_is_wrong_there_is_no_roll_up():
    assert rolled_up(POOL, None, None, None) is None
