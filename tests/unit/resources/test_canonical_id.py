"""Canonical ids are the contract's, byte for byte."""

import re
from dataclasses import fields
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


BEST_FIRST = [
    (Identity(machine_id=" m-1 "), "machine:m-1"),
    (Identity(dmi_uuid="u-1"), "dmi:u-1"),
    (Identity(cluster_name=" lab ", hostnames=("PVE1.lan.",)), "cluster:lab:pve1"),
    (Identity(cluster_name="lab", ip_addresses=("10.0.0.1/24",)), "ip:10.0.0.1"),
    (Identity(hostnames=("pve1",), ip_addresses=("10.0.0.1",)), "agent:native"),
]
"""What a host is known by, the longest-lived first, and the stable string that it gives."""


def hashed(type_, stable):
    return f"{type_}-{sha256(stable.encode()).digest()[:8].hex()}"


@pytest.mark.parametrize(("identity", "stable"), BEST_FIRST)
def test_a_host_is_named_after_the_longest_lived_thing_that_is_known_of_it(identity, stable):
    """T-05: a host name is nobody's by itself, only within a cluster."""
    host = observation("n", ResourceType.AGENT, native_id=" native ", identity=identity)
    assert canonical_id("agent", host) == hashed("agent", stable)


@pytest.mark.parametrize("worse", [1, 2, 3])
def test_what_lasts_longer_names_a_host_before_what_does_not(worse):
    both = _united(BEST_FIRST[worse - 1][0], BEST_FIRST[worse][0])
    host = observation("n", ResourceType.AGENT, native_id="native", identity=both)
    assert canonical_id("agent", host) == hashed("agent", BEST_FIRST[worse - 1][1])


def _united(one, other):
    """An identity with what both tell."""
    told = {f.name: getattr(one, f.name) or getattr(other, f.name) for f in fields(one)}
    return Identity(**told)


@pytest.mark.parametrize("placeholder", ["Default string", "None", " 0 ", ""])
def test_what_firmware_says_instead_of_an_id_names_nothing(placeholder):
    """T-07: else half of all machines were one."""
    identity = Identity(machine_id=placeholder, dmi_uuid=placeholder)
    host = observation("n", ResourceType.AGENT, native_id="native", identity=identity)
    assert canonical_id("agent", host) == hashed("agent", "agent:native")


@pytest.mark.parametrize("type_", sorted(set(ResourceType) - {"agent", "physical_disk"}))
def test_everything_but_hosts_and_disks_is_named_after_its_source(type_):
    known = Identity(machine_id="m-1", dmi_uuid="u-1", cluster_name="lab", hostnames=("h",))
    seen = observation("n", type_, native_id="native", identity=known)
    assert canonical_id("proxmox", seen) == hashed(type_, "proxmox:native")


@given(st.text(max_size=12), st.sampled_from(ResourceType))
def test_an_id_is_the_type_and_sixteen_digits_whatever_a_source_says(native, type_):
    seen = observation("n", type_, native_id=native)
    assert re.fullmatch(f"{type_}-[0-9a-f]{{16}}", canonical_id("proxmox", seen))
