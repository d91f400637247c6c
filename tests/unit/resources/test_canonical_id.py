"""Canonical ids are the contract's, byte for byte."""

import pytest

from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.canonical_id import canonical_id
from simulators.scripted import observation


@pytest.mark.parametrize(
    ("type_", "source", "native", "identity", "expected"),
    [
        ("agent", "agent", "x", Identity(machine_id="machine-1"), "agent-6e63a900bdf8d8b7"),
        ("agent", "docker", "docker-1", Identity(), "agent-b07d902096050d2b"),
        ("vm", "proxmox", "vm-101", Identity(), "vm-de02cc9eea4e4e13"),
        (
            "storage",
            "vmware",
            "vc-1:datastore:datastore-11",
            Identity(),
            "storage-05eb23b9f6405788",
        ),
        (
            "physical_disk",
            "agent",
            "x",
            Identity(machine_id="SERIAL-TOWER-1"),
            "physical_disk-db59283408b4375b",
        ),
        (
            "agent",
            "proxmox",
            "x",
            Identity(cluster_name="homelab", hostnames=("minipc",)),
            "agent-2c6f5f779ec45580",
        ),
    ],
)
def test_known_things_have_known_ids(type_, source, native, identity, expected):
    seen = observation("n", ResourceType(type_), native_id=native, identity=identity)
    assert canonical_id(source, seen) == expected


def test_outer_whitespace_of_a_native_id_never_matters():
    """T-04: ids leave every view trimmed."""
    padded = observation("n", native_id="  lab:pve-a:100  ")
    plain = observation("n", native_id="lab:pve-a:100")
    assert canonical_id("proxmox", padded) == canonical_id("proxmox", plain)


def test_a_guest_that_shares_its_hosts_machine_id_is_not_its_host():
    """T-07: a type never merges with another."""
    host = observation("n", ResourceType.AGENT, identity=Identity(machine_id="m"))
    guest = observation("n", ResourceType.VM, identity=Identity(machine_id="m"))
    assert canonical_id("agent", host).split("-")[-1] != canonical_id("agent", guest).split("-")[-1]


def test_a_name_is_never_identity():
    """T-05: a friendly name does not make two things one."""
    one = observation("web", native_id="1")
    other = observation("web", native_id="2")
    assert canonical_id("proxmox", one) != canonical_id("proxmox", other)


def test_a_disk_is_known_by_the_serial_in_its_facet_where_it_has_no_other_number():
    disk = observation(
        "sda", ResourceType.PHYSICAL_DISK, facet=DiskFacet(serial=" SERIAL-TOWER-1 ", wwn="5000")
    )
    assert canonical_id("agent", disk) == "physical_disk-db59283408b4375b"
