"""A disk as a guest's configuration spells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.platforms.proxmox.ve.guests.disks import disks, left_out, unused
from pulse_desktop.platforms.proxmox.ve.guests.volume import size_of, volume
from pulse_desktop.platforms.proxmox.ve.wire import LXC, QEMU

GIB = 2**30


def told(kind, **config):
    return [(d.device, d.storage, d.path, d.size) for d in disks(kind, config)]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("528K", 528 * 2**10),
        ("4M", 4 * 2**20),
        ("32G", 32 * GIB),
        ("1.5T", 3 * 2**39),
        ("1048576", 2**20),
        ("9999999999999999999T", 2**63 - 1),
        ("32GB", None),
        ("-1G", None),
        ("", None),
        (None, None),
    ],
)
def test_a_size_has_a_unit_of_1024(text, size):
    assert size_of(text) == size


def test_a_machines_disk_names_its_storage_and_size():
    assert told(QEMU, scsi0="local-lvm:vm-101-disk-0,iothread=1,size=32G") == [
        ("scsi0", "local-lvm", "vm-101-disk-0", 32 * GIB)
    ]


def test_a_disk_given_by_keyword_is_the_same_disk():
    assert told(QEMU, virtio1="file=nas:101/vm-101-disk-0.qcow2,size=8G") == [
        ("virtio1", "nas", "101/vm-101-disk-0.qcow2", 8 * GIB)
    ]


def test_a_device_of_the_node_has_a_path_and_no_storage():
    path = "/dev/disk/by-id/ata-LAB_1"
    assert told(QEMU, sata0=f"{path},size=1T") == [("sata0", None, path, 2**40)]


@pytest.mark.parametrize(
    "medium",
    [
        "none,media=cdrom",
        "local:iso/debian-12.iso,media=cdrom,size=628M",
        "local-lvm:vm-101-cloudinit,media=cdrom",
        "nas:101/vm-101-cloudinit.qcow2,size=4M",
        "cdrom,media=cdrom",
    ],
)
def test_a_cd_and_what_sets_a_machine_up_are_no_disks(medium):
    assert told(QEMU, ide2=medium) == []


def test_the_small_disks_of_the_firmware_are_kept_somewhere_too():
    config = {"efidisk0": "a:vm-1-disk-0,efitype=4m,size=528K", "tpmstate0": "a:vm-1-disk-1"}
    assert [disk.device for disk in disks(QEMU, config)] == ["efidisk0", "tpmstate0"]


def test_a_container_begins_with_its_root():
    config = {
        "mp10": "/srv/media,mp=/media,ro=1",
        "mp2": "tank:subvol-201-disk-1,mp=/data,size=100G",
        "rootfs": "local-lvm:vm-201-disk-0,size=8G",
    }
    assert told(LXC, **config) == [
        ("rootfs", "local-lvm", "vm-201-disk-0", 8 * GIB),
        ("mp2", "tank", "subvol-201-disk-1", 100 * GIB),
        ("mp10", None, "/srv/media", None),
    ]


def test_an_unused_disk_is_told_apart():
    config = {"unused0": "local-lvm:vm-101-disk-9", "scsi0": "local-lvm:vm-101-disk-0"}
    assert len(disks(QEMU, config)) == 1
    assert unused(config) == ("local-lvm:vm-101-disk-9",)


def test_a_disk_that_is_switched_off_is_left_out_of_backups():
    """Proxmox conformance check 27: 122 has one such disk, and 101 none."""
    off = {"scsi0": "pool3:vm-122-disk-0", "scsi1": "pool3:vm-122-disk-3,backup=0,size=8G"}
    assert left_out(QEMU, off) == ("scsi1",)
    assert left_out(QEMU, {"scsi0": "pool3:vm-101-disk-0,backup=1"}) == ()


def test_a_mount_point_is_left_out_of_backups_unless_it_is_switched_on():
    config = {
        "rootfs": "tank:subvol-201-disk-0,size=8G",
        "mp0": "tank:subvol-201-disk-1,mp=/a",
        "mp1": "tank:subvol-201-disk-2,mp=/b,backup=1",
        "mp2": "/srv/media,mp=/media,backup=1",
    }
    assert left_out(LXC, config) == ("mp0", "mp2")


def test_options_that_only_look_like_disks_are_none():
    assert told(QEMU, scsihw="virtio-scsi-pci", scsi="a:b", net0="a:b", mp0="a:b") == []


@given(
    st.dictionaries(
        st.sampled_from(["scsi0", "ide2", "rootfs", "mp0", "unused0", "efidisk0", "scsi99"]),
        st.none() | st.integers() | st.text() | st.lists(st.text()),
    )
)
def test_any_configuration_gives_disks_with_whole_sizes(config):
    found = [*disks(QEMU, config), *disks(LXC, config)]
    assert all(disk.size is None or 0 <= disk.size < 2**63 for disk in found)
    assert all(disk.storage or disk.path for disk in found)
    assert all(unused(config))


def test_an_endless_option_is_no_disk():
    assert volume("scsi0", "a:" + "b" * 10_000) is None
