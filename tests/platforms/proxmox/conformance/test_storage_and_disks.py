"""Conformance checks 21 and 23: the storages of a node, and its physical disks."""

import pytest

from pulse_desktop.model.condition import DISABLED, ONLINE
from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.rounds.findings import Findings, Told
from pulse_desktop.platforms.proxmox.rounds.question import Errand
from pulse_desktop.platforms.proxmox.ve.disks import mapping
from pulse_desktop.platforms.proxmox.ve.disks import wire as disks
from pulse_desktop.platforms.proxmox.ve.disks.questions import LISTING
from pulse_desktop.platforms.proxmox.ve.storage import wire as storage
from pulse_desktop.platforms.proxmox.ve.storage.observed import storages
from pulse_desktop.platforms.proxmox.ve.storage.questions import DEFINITIONS, STANDINGS


@pytest.fixture
def found_in(estate_of):
    """An estate of which rounds have just found this: ``found_in((QUESTION, node, rows), …)``."""

    def build(*told):
        estate = estate_of()
        kept = {}
        for question, node, rows in told:
            errand = Errand(question, node)
            kept[errand.key] = errand, Told(rows, estate.at)
        return estate_of(findings=Findings(kept))

    return build


@pytest.fixture
def shelves(found_in, payload):
    """The storages of node3, by name."""
    found = found_in(
        (DEFINITIONS, "", storage.definitions(payload("written/storage.json"))),
        (STANDINGS, "node3", storage.standings(payload("written/node3/storage.json"))),
    )
    return {each.name: each for each in storages(found)}


@pytest.fixture
def disk_of(found_in, payload):
    """``disk_of("node3", "written/node3")``: the only disk of a node."""

    def read(node, folder):
        listed = disks.disks(payload(f"{folder}/disks/list.json"))
        (disk,) = mapping.disks(found_in((LISTING, node, listed)))
        return disk

    return read


def facts(disk):
    """By their labels."""
    return {str(fact.label): fact.value for fact in disk.facts}


@pytest.mark.parametrize(("name", "share"), [("local", 1.36), ("pool3", 31.25)])
def test_a_storage_is_as_full_as_its_node_says(shelves, name, share):
    """Proxmox conformance check 21."""
    seen = shelves[name]
    assert (seen.condition, round(100 * seen.metrics[Metric.USAGE].value, 2)) == (ONLINE, share)


@pytest.mark.parametrize("name", ["pool1", "pool2"])
def test_a_storage_that_is_switched_off_is_disabled_and_not_empty(shelves, name):
    """Proxmox conformance check 21."""
    seen = shelves[name]
    assert (seen.condition, seen.facet.enabled, dict(seen.metrics)) == (DISABLED, False, {})


def test_a_storage_of_zero_bytes_is_available_and_its_usage_unknown(shelves):
    """Proxmox conformance check 21: the product leaves out its share, too."""
    seen = shelves["BKP01"]
    assert (seen.condition, seen.facet.shared, dict(seen.metrics)) == (ONLINE, True, {})


def test_an_nvme_disk_has_all_of_its_life_before_it(disk_of):
    """Proxmox conformance check 23."""
    disk = disk_of("node3", "written/node3")
    assert (disk.technology, disk.facet.health, disk.facet.wearout) == ("nvme", "PASSED", 100)
    assert "Ceph OSD" not in facts(disk)


def test_a_sas_disk_passes_and_leaves_open_what_it_cannot_tell(disk_of):
    """Proxmox conformance check 23: it calls that OK, and pads its vendor."""
    disk = disk_of("node2", "pve9/nodes/node2")
    told = (disk.facet.health, disk.facet.rpm, disk.facet.wearout, facts(disk)["Vendor"])
    assert told == ("PASSED", None, None, "HP")


def test_a_disk_of_ceph_tells_which_daemon_it_is_of(disk_of):
    """Proxmox conformance check 23: number 0 is one, and comes as text."""
    disk = disk_of("lab-ceph-0", "written/lab-ceph-0")
    told = (facts(disk)["Ceph OSD"], disk.facet.wearout, disk.facet.serial)
    assert told == ("0", None, "drive-scsi2")
