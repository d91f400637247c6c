"""What is looked at, decided without touching it."""

import math

import pytest

from pulse_desktop.model.facet import Sensor
from pulse_desktop.platforms.workstation.choice import (
    local_mounts,
    physical_interfaces,
    plausible_sensors,
    processor_celsius,
    public_addresses,
    whole_disks,
)
from pulse_desktop.platforms.workstation.sample import Disk, Interface, Mount


@pytest.mark.parametrize(
    "mount",
    [
        Mount("nas:/export", "/mnt/nas", "nfs4"),
        Mount("//nas/share", "/mnt/share", "cifs"),
        Mount("me@host:/home", "/mnt/ssh", "fuse.sshfs"),
        Mount("portal", "/mnt/doc", "fuse.portal"),
        Mount("nas:/export", "/mnt/odd", "a-type-yet-unknown"),
        Mount("systemd-1", "/mnt/auto", "autofs"),
        Mount("tmpfs", "/scratch", "tmpfs"),
        Mount("/dev/loop3", "/snap/core/1", "squashfs"),
        Mount("overlay", "/var/lib/docker/overlay2/x/merged", "overlay"),
        Mount("/dev/sda3", "/boot/efi", "vfat"),
        Mount("/dev/sdb1", "/run/media/stick", "vfat"),
    ],
)
def test_a_mount_that_is_no_disk_of_this_computer_is_not_looked_at(mount):
    assert local_mounts([mount]) == ()


@pytest.mark.parametrize(
    "mount",
    [
        Mount("/dev/sda1", "/", "ext4"),
        Mount("rpool/data", "/srv", "zfs"),
        Mount("/dev/sdb1", "/runs", "xfs"),
        Mount("C:\\", "C:\\", "NTFS"),
    ],
)
def test_a_local_file_system_is_looked_at(mount):
    assert local_mounts([mount]) == (mount,)


def test_traffic_is_counted_at_the_cards_not_at_bridges_containers_or_vlans():
    names = ("lo", "eth0", "eth0.20", "docker0", "br-1a2b", "vethabc", "wlan0")
    cards = [Interface(name=name, addresses=("10.0.0.1",)) for name in names]
    assert [card.name for card in physical_interfaces(cards)] == ["eth0", "wlan0"]


def test_a_card_without_an_address_does_not_count():
    assert physical_interfaces([Interface(name="eth1")]) == ()


def test_partitions_and_layers_are_not_counted_beside_their_disk():
    names = ("sda", "sda1", "nvme0n1", "nvme0n1p2", "dm-0", "md0", "loop1", "zram0", "zd16")
    found = whole_disks(Disk(name, 1, 1) for name in names)
    assert [disk.name for disk in found] == ["sda", "nvme0n1"]


def test_a_partition_counts_where_the_disk_itself_is_not_listed():
    assert [disk.name for disk in whole_disks([Disk("xvda1", 1, 1)])] == ["xvda1"]


def test_only_addresses_that_others_can_use_identify_this_computer():
    addresses = ("127.0.0.1", "::1", "fe80::1%eth0", "169.254.1.1", "nonsense", "10.0.0.5")
    assert public_addresses(addresses) == ("10.0.0.5",)


def test_thousands_of_degrees_are_thousandths():
    assert plausible_sensors([Sensor("cpu", 45_000.0)]) == (Sensor("cpu", 45.0),)


@pytest.mark.parametrize("celsius", [math.nan, math.inf, -273.15, 200.0])
def test_a_sensor_that_reads_the_impossible_is_left_out(celsius):
    assert plausible_sensors([Sensor("cpu", celsius)]) == ()


def test_the_temperature_is_the_processor_package():
    sensors = [Sensor("coretemp Core 0", 70), Sensor("coretemp Package id 0", 65)]
    assert processor_celsius(sensors) == 65


def test_without_a_package_the_hottest_core_counts():
    assert processor_celsius([Sensor("cpu_thermal", 50), Sensor("cpu_thermal b", 55)]) == 55


def test_a_hot_disk_is_not_the_temperature_of_the_computer():
    assert processor_celsius([Sensor("nvme Composite", 60)]) is None
