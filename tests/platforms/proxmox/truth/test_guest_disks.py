"""What is used of a guest's disks, as its agent lists them, and through short failures."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.platforms.proxmox.ve.agent.disk_standing import Reading, standing
from pulse_desktop.platforms.proxmox.ve.agent.file_systems import Disks, disks
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
READING = Reading(Disks(used=3, total=10), NOON)
RECORDED = {
    "name": "sdc",
    "mountpoint": "/xfs",
    "type": "xfs",
    "total-bytes": 2080374784,
    "total-bytes-privileged": 2080374784,
    "used-bytes": 109461504,
    "disk": [
        {
            "bus-type": "scsi",
            "bus": 0,
            "target": 0,
            "unit": 2,
            "dev": "/dev/sdc",
            "serial": "0QEMU_QEMU_HARDDISK_drive-scsi2",
        }
    ],
}


def mounted(place="/", kind="ext4", total=100, used=40, dev="/dev/sda1", **fields):
    row = {"mountpoint": place, "type": kind, "total-bytes": total, "used-bytes": used}
    return row | ({"disk": [{"dev": dev}]} if dev else {}) | fields


def test_a_recorded_entry_is_read_whole():
    (found,) = disks([RECORDED]).file_systems
    assert (found.device, found.mount_point, found.type) == ("/dev/sdc", "/xfs", "xfs")
    assert (found.used, found.total, found.available) == (109461504, 2080374784, 1970913280)


def test_file_systems_are_added_up():
    found = disks([mounted("/"), mounted("/srv", dev="/dev/sdb1", total=300, used=60)])
    assert (found.used, found.total, found.problem) == (100, 400, None)


def test_a_disk_that_is_mounted_twice_counts_once():
    assert disks([mounted("/"), mounted("/mnt/same")]).total == 100


@pytest.mark.parametrize("kind", ["btrfs", "zfs"])
def test_subvolumes_of_one_pool_count_once(kind):
    rows = [mounted("/", kind, dev=None), mounted("/home", kind, dev=None)]
    assert disks(rows).total == 100


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/run/user/0", "ext4"),
        ("/snap/core", "ext4"),
        ("/mnt/cd", "iso9660"),
        ("/mnt/nas", "nfs4"),
        ("/boot/efi", "vfat"),
        ("/shm", "tmpfs"),
        ("/var/lib/docker/overlay2/x", "ext4"),
        ("/data/containers/overlay/merged", "ext4"),
        ("System Reserved", "ntfs"),
    ],
)
def test_what_holds_nothing_of_the_guests_own_is_left_out(place, kind):
    assert disks([mounted(place, kind)]).problem is Reason.ONLY_SPECIAL


PARTS_OF_TYPES = (
    *("erofs", "squashfs", "squash-fs", "iso9660", "cdfs", "udf", "cramfs", "romfs"),
    *("sshfs", "9p", "nfs", "cifs", "smb"),
)
TYPES = (
    *("tmpfs", "devtmpfs", "cgroup", "cgroup2", "sysfs", "proc", "devpts", "securityfs"),
    *("debugfs", "tracefs", "fusectl", "configfs", "pstore", "hugetlbfs", "mqueue", "bpf"),
    *("overlay", "overlayfs", "autofs", "fdescfs", "devfs", "linprocfs", "linsysfs"),
)
PLACES = (
    *("/dev", "/dev/disk", "/proc", "/proc/1", "/sys", "/sys/fs", "/run", "/run/lock"),
    *("/var/run", "/var/run/user", "/var/lib/docker", "/var/lib/docker/volumes"),
    *("/var/lib/containers", "/var/lib/containers/storage", "/snap", "/snap/core"),
    *("/boot/efi", "/mnt/.ix-apps/docker/x", "System Reserved", "D:\\System Reserved"),
)


@pytest.mark.parametrize("kind", [*PARTS_OF_TYPES, *(f"my{part}4" for part in PARTS_OF_TYPES)])
def test_a_type_that_has_one_of_these_in_it_holds_nothing_of_the_guests_own(kind):
    """Section 2.8: the first and the third list of file systems, whole."""
    assert disks([mounted("/x", kind)]).problem is Reason.ONLY_SPECIAL


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_of_these_holds_nothing_and_one_that_only_contains_it_does(kind):
    """Section 2.8: the second list of file systems, whole."""
    assert disks([mounted("/x", kind.upper())]).problem is Reason.ONLY_SPECIAL
    assert disks([mounted("/x", f"x{kind}x")]).total == 100


@pytest.mark.parametrize("place", PLACES)
def test_a_place_of_the_systems_own_is_left_out(place):
    """Section 2.8: the list of places, each by itself and with what is below."""
    assert disks([mounted(place)]).problem is Reason.ONLY_SPECIAL


@pytest.mark.parametrize("root", ["containers", "container_tmp"])
@pytest.mark.parametrize("layer", ["overlay2/a", "overlay/a", "diff/a", "merged"])
def test_the_layers_of_a_container_are_left_out_and_its_volumes_are_not(root, layer):
    """Section 2.8: both must be in the place."""
    assert disks([mounted(f"/data/{root}/{layer}")]).problem is Reason.ONLY_SPECIAL
    assert disks([mounted(f"/data/{root}/volume")]).total == 100
    assert disks([mounted(f"/data/{layer}")]).total == 100


@pytest.mark.parametrize("kind", ["fuse.mergerfs", "fuseblk", "virtiofs", "xfs", "NTFS"])
def test_a_file_system_of_another_type_counts(kind):
    """Section 2.8: those of fuse and virtiofs, too."""
    assert disks([mounted("/x", kind)]).total == 100


@pytest.mark.parametrize("place", ["/snapshots", "/runner", "/system", "/devel", "/process"])
def test_a_place_that_only_begins_alike_counts(place):
    assert disks([mounted(place)]).total == 100


@pytest.mark.parametrize("total", [100, 100.0, "100", "0x64"])
def test_a_size_may_come_as_any_number(total):
    assert disks([mounted(total=total)]).total == 100


def test_a_missing_size_is_the_privileged_one():
    assert disks([mounted(total=0, **{"total-bytes-privileged": 200})]).total == 200


@pytest.mark.parametrize(
    ("row", "device"),
    [
        (mounted(dev=None), "root-filesystem"),
        (mounted("/srv", dev=None), "/srv"),
        (mounted("C:\\", "NTFS", dev=None), "C:"),
        (mounted("\\\\?\\Volume{1}\\", "NTFS", dev=None, name="D:\\"), "D:"),
        (mounted(dev=None, disk={"serial": "s1"}), "s1"),
        (mounted(dev=None, disk=[{"bus-type": "sata", "target": 2}]), "sata-2"),
    ],
)
def test_a_disk_is_known_by_the_best_that_is_told(row, device):
    assert disks([row]).file_systems[0].device == device


@pytest.mark.parametrize("value", [None, [], 7, "x", [7, None, "x"], [{"type": []}], {}])
def test_nothing_readable_is_no_file_systems(value):
    assert disks(value).problem is Reason.NO_FILE_SYSTEMS


def test_one_malformed_entry_costs_only_itself():
    assert disks([{"mountpoint": 7, "used-bytes": "N/A"}, mounted()]).total == 100


def test_a_single_object_is_one_entry():
    assert disks(mounted()).total == 100


def test_a_fresh_reading_stands():
    assert standing(None, READING, NOON).reading is READING
    assert standing(None, READING, NOON).reason is None


@pytest.mark.parametrize("problem", [Reason.TIMEOUT, Reason.NOT_RUNNING, Reason.DENIED])
def test_a_reading_is_carried_through_a_failure_for_ten_minutes(problem):
    """X-05: a recent reading is carried, and the reason is on the guest."""
    carried = standing(problem, READING, NOON + timedelta(minutes=10))
    assert (carried.reading, carried.reason) == (READING, f"prev-{problem}")
    late = standing(problem, READING, NOON + timedelta(minutes=10, seconds=1))
    assert (late.reading, late.reason) == (None, problem)


def test_the_reasons_are_those_of_the_contract():
    """X-05; ``unsupported`` is the agent's own answer that it does not know a command."""
    assert {reason.value for reason in Reason} == {
        *("vm-stopped", "agent-disabled", "agent-not-running", "agent-timeout"),
        *("permission-denied", "agent-error", "no-filesystems", "special-filesystems-only"),
        *("no-status", "unsupported"),
    }


@pytest.mark.parametrize("problem", [Reason.VM_STOPPED, Reason.DISABLED])
def test_nothing_is_carried_where_nothing_is_missing(problem):
    """X-05: stopped, or without an agent, has no usage."""
    carried = standing(problem, READING, NOON)
    assert (carried.reading, carried.reason) == (None, problem)


def test_what_was_never_asked_is_no_status():
    assert standing(None, None, NOON).reason == "no-status"
