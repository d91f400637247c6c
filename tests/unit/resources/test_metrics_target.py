"""Which history belongs to a resource: the table of metrics targets (H-05, H-06)."""

import pytest

from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role
from pulse_desktop.resources.contribution import Contribution
from pulse_desktop.resources.metrics_target import metrics_target
from simulators.scripted import NOON, observation, source

NAMES = {
    "proxmox": Role.HYPERVISOR,
    "vmware": Role.HYPERVISOR,
    "agent": Role.AGENT,
    "docker": Role.RUNTIME,
    "truenas": Role.APPLIANCE,
    "pbs": Role.APPLIANCE,
    "kubernetes": Role.ORCHESTRATOR,
}
T = ResourceType


def said(name, native, type_, **fields):
    seen = observation("n", type_, native_id=native, **fields)
    return Contribution(source(NAMES[name], name, name), seen, NOON)


def target(type_, *natives, **fields):
    """The target of a resource that each source shows under a native id: ``docker=c1``."""
    return metrics_target("r", [said(name, native, type_, **fields) for name, native in natives])


@pytest.mark.parametrize(
    ("natives", "expected"),
    [
        ([("proxmox", "lab-pve1"), ("agent", "h1"), ("docker", "e1")], "lab-pve1"),
        ([("vmware", "vc-1:host:h-9"), ("agent", "h1")], "vc-1:host:h-9"),
        ([("proxmox", "lab-pve1"), ("vmware", "vc-1:host:h-9")], "lab-pve1"),
        ([("agent", "h1"), ("truenas", "system:nas"), ("docker", "e1")], "h1"),
        ([("truenas", "system:nas"), ("docker", "e1")], "nas"),
        ([("truenas", "agent:nas")], "nas"),
    ],
)
def test_a_host_is_charted_under_its_hypervisors_id_then_its_agents_then_its_appliances(
    natives, expected
):
    """H-06: hosts lie on `agent`."""
    assert target(T.AGENT, *natives) == SeriesTarget(Family.AGENT, expected)


def test_a_host_of_which_only_the_engine_is_known_is_a_docker_host():
    """H-06: Docker-only hosts lie on `docker-host`."""
    assert target(T.AGENT, ("docker", "e1")) == SeriesTarget(Family.DOCKER_HOST, "e1")


@pytest.mark.parametrize(
    ("type_", "natives", "family", "expected"),
    [
        (T.VM, [("vmware", "vc-1:vm:1"), ("proxmox", "lab:n:101")], Family.VM, "lab:n:101"),
        (T.SYSTEM_CONTAINER, [("proxmox", "lab:n:102")], Family.SYSTEM_CONTAINER, "lab:n:102"),
        (T.APP_CONTAINER, [("docker", "c1"), ("truenas", "app:x")], Family.APP_CONTAINER, "c1"),
        (T.APP_CONTAINER, [("truenas", "app:plex")], Family.APP_CONTAINER, "plex"),
        (T.STORAGE, [("proxmox", "lab-n-local"), ("pbs", "b/s")], Family.STORAGE, "lab-n-local"),
        (T.STORAGE, [("truenas", "pool:tank"), ("agent", "h/u")], Family.STORAGE, "pool:tank"),
        (T.STORAGE, [("vmware", "vc-1:datastore:d")], Family.STORAGE, "vc-1:datastore:d"),
        (T.CEPH, [("proxmox", "fsid")], Family.STORAGE, "fsid"),
        (T.PBS, [("pbs", "backup")], Family.AGENT, "backup"),
        (T.PMG, [("proxmox", "mail")], Family.AGENT, "mail"),
        (T.K8S_CLUSTER, [("kubernetes", "k")], Family.K8S_CLUSTER, "k"),
        (T.K8S_NODE, [("kubernetes", "k:node:1")], Family.K8S_NODE, "k:node:1"),
        (
            T.K8S_DEPLOYMENT,
            [("kubernetes", "k:deployment:1")],
            Family.K8S_DEPLOYMENT,
            "k:deployment:1",
        ),
        (T.POD, [("kubernetes", "k:pod:1")], Family.POD, "k8s:k:pod:1"),
        (T.POD, [("kubernetes", "k8s:k:pod:1")], Family.POD, "k8s:k:pod:1"),
    ],
)
def test_every_type_is_charted_in_its_family_under_the_id_that_lasts(
    type_, natives, family, expected
):
    """H-06: no platform has a history of its own; pods alone bear a prefix, once."""
    assert target(type_, *natives) == SeriesTarget(family, expected)


def test_a_service_has_no_history_of_its_own():
    assert target(T.DOCKER_SERVICE, ("docker", "s1")) is None


@pytest.mark.parametrize("type_", [T.VM, T.AGENT, T.POD, T.PHYSICAL_DISK])
def test_a_blank_id_has_no_target_rather_than_an_empty_one(type_):
    assert target(type_, ("proxmox", "  ")) is None


def test_blanks_around_an_id_do_not_matter():
    """T-04: one chart, however a source pads."""
    assert target(T.VM, ("proxmox", " lab:n:101\t")).id == "lab:n:101"


@pytest.mark.parametrize(
    ("facet", "machine_id", "expected"),
    [
        (DiskFacet(serial=" SN-1 ", wwn="W-1"), None, "SN-1"),
        (DiskFacet(wwn="W-1"), None, "W-1"),
        (None, "SN-1", "SN-1"),
        (DiskFacet(serial="None", wwn="W-1"), "None", "W-1"),
        (DiskFacet(serial="0"), None, "host/sda"),
        (None, None, "host/sda"),
    ],
)
def test_a_disk_is_charted_under_its_serial_then_its_wwn_then_its_sources_id(
    facet, machine_id, expected
):
    """H-07: what firmware says instead of a serial number is none."""
    identity = Identity(machine_id=machine_id)
    disk = target(T.PHYSICAL_DISK, ("agent", "host/sda"), facet=facet, identity=identity)
    assert disk == SeriesTarget(Family.DISK, expected)


@pytest.mark.parametrize(
    ("natives", "expected"),
    [
        ([("agent", "h/sda"), ("truenas", "disk:sda"), ("proxmox", "n:sda")], "n:sda"),
        ([("agent", "h/sda"), ("truenas", "disk:sda")], "disk:sda"),
    ],
)
def test_a_disk_without_a_number_is_charted_under_the_id_of_whoever_manages_it(natives, expected):
    assert target(T.PHYSICAL_DISK, *natives).id == expected


def test_a_disk_that_was_split_off_has_a_line_of_its_own():
    """H-05: two disks that give one serial number are two lines."""
    disk = said("agent", "h/sda", T.PHYSICAL_DISK, facet=DiskFacet(serial="SN-1"))
    own = Contribution(disk.source, disk.observation, NOON, member="physical_disk-own")
    assert metrics_target("physical_disk-own", [own]).id == "h/sda"


def test_a_host_that_is_an_orchestrators_node_has_the_hosts_history():
    """H-05: one line, under the host's id."""
    items = [said("kubernetes", "k:node:1", T.K8S_NODE), said("agent", "h1", T.AGENT)]
    assert metrics_target("r", items) == SeriesTarget(Family.AGENT, "h1")


def test_what_was_recreated_is_charted_where_its_history_began():
    """H-05: the address comes before the native id."""
    new = said("docker", "c2", T.APP_CONTAINER)
    heir = Contribution(new.source, new.observation, NOON, address="c1")
    assert metrics_target("r", [heir]).id == "c1"


def test_the_order_of_the_sources_does_not_matter():
    natives = [("proxmox", "n"), ("agent", "h"), ("docker", "e")]
    assert target(T.AGENT, *natives) == target(T.AGENT, *reversed(natives))
