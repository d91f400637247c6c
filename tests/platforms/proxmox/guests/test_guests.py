"""Guests' configuration and addresses, as they arrive in snapshots."""

from datetime import timedelta

import pytest

from pulse_desktop.app.documents.resource import resource_document
from pulse_desktop.platforms.proxmox.ve.guests import addresses, questions
from pulse_desktop.ui.models.facts import owner
from simulators.proxmox.estate import AUDITOR, GIB, Guest

ETH0 = {"name": "eth0", "hwaddr": "bc:24:11:89:67:07", "inet": "192.168.3.95/22"}


def disks(seen):
    return [(d.device, d.storage, d.size) for d in seen.facet.disks or ()]


async def test_a_guest_tells_its_disks(home):
    await home.poll()
    assert disks(home.seen("web")) == [("scsi0", "local-lvm", 30 * GIB)]
    assert disks(home.seen("dns")) == [("rootfs", "local-lvm", 30 * GIB)]


async def test_a_guest_that_is_off_has_its_disks_all_the_same(home):
    await home.poll()
    assert disks(home.seen("database")) == [("scsi0", "local-lvm", 30 * GIB)]


async def test_a_configuration_that_nobody_read_is_no_lack_of_disks(home, estate):
    estate.configs.failing[101] = "unable to parse config"
    await home.poll()
    assert home.seen("web").facet.disks is None
    said = [str(issue.message) for issue in home.snapshot.issues]
    assert any(
        "The configuration of a virtual machine of pve1/101 cannot be read" in s for s in said
    )


async def test_a_configuration_is_read_every_ten_minutes(home, estate):
    await home.poll()
    assert sorted(p for p in home.asked if "101" in p) == ["nodes/pve1/qemu/101/config"]
    estate.pass_time(300)
    await home.poll()
    assert [p for p in home.asked if p.endswith("config")] == []
    estate.pass_time(301)
    await home.poll()
    assert "nodes/pve1/qemu/101/config" in home.asked


async def test_a_template_is_no_guest_and_is_not_asked_for(home):
    await home.poll()
    assert "golden" not in {each.name for each in home.snapshot.observations}
    assert not [path for path in home.asked if "900" in path]


async def test_what_its_owner_noted_on_a_guest_is_not_carried(home):
    await home.poll()
    assert "a note of its owner" not in repr(home.snapshot)


async def test_what_a_guest_is_set_to_is_told_as_facts(home, estate):
    estate.configs.by_vmid[201] = {
        "ostype": "alpine",
        "unprivileged": 0,
        "onboot": "1",
        "features": "nesting=1",
        "unused0": "local-lvm:vm-201-disk-1",
    }
    await home.poll()
    assert home.facts("dns") == {
        "Configured for": "alpine",
        "Starts with its node": "yes",
        "Unprivileged": "no",
        "Features": "nesting=1",
        "Unused disks": "local-lvm:vm-201-disk-1",
    }


async def test_a_container_tells_under_which_addresses_it_is_reached(home, estate):
    estate.configs.addresses[201] = [ETH0 | {"inet6": "fe80::be24:11ff:fe89:6707/64"}]
    await home.poll()
    (interface,) = home.seen("dns").facet.network_interfaces
    assert (interface.name, interface.addresses) == ("eth0", ("192.168.3.95",))
    assert interface.mac_address == "bc:24:11:89:67:07"


def test_a_recorded_listing_leaves_out_what_leads_nowhere(payload):
    listed = questions.interfaces(payload("mock/nodes/node1/lxc/101/interfaces.json"))
    (interface,) = addresses.interfaces(listed)
    assert (interface.name, interface.addresses) == ("eth0", ("192.168.3.95",))


@pytest.mark.parametrize("rows", [(), (None,), ({"name": 1},), ({"name": "x", "inet": []},) * 3])
def test_a_hostile_listing_breaks_nothing(rows):
    assert all(each.addresses == () for each in addresses.interfaces(rows))


async def test_a_release_without_addresses_of_containers_is_not_asked(home, estate):
    """Section 2.4: from version 8 on."""
    estate.version = "7.4-16"
    await home.poll()
    assert not [path for path in home.asked if path.endswith("interfaces")]
    assert home.snapshot.issues == ()


async def test_a_container_that_is_off_is_not_asked_for_addresses(home, estate):
    estate.guest(201).status = "stopped"
    await home.poll()
    assert not [path for path in home.asked if path.endswith("interfaces")]


async def test_a_guest_out_of_sight_is_not_asked_for(home, estate):
    estate.tokens["pulse@pve!desktop"].granted = {
        "/": AUDITOR - {"VM.Audit"},
        "/vms/201": frozenset({"VM.Audit"}),
    }
    await home.poll()
    assert {path.split("/")[3] for path in home.asked} == {"201"}


async def test_a_storage_names_the_guests_that_keep_disks_on_it(home, estate):
    estate.configs.by_vmid[101] = {"scsi0": "nas:101/vm-101-disk-0.qcow2,size=8G"}
    estate.configs.by_vmid[102] = {"scsi0": "nas:102/a,size=8G", "scsi1": "nas:102/b,size=8G"}
    await home.poll()
    found = home.state().named("nas")[0].consumers
    assert {(each.name, each.disk_count) for each in found.top} == {("web", 1), ("database", 2)}
    assert found.count == 2


async def test_a_guest_names_its_disks_that_no_backup_has(home, estate):
    estate.configs.by_vmid[101] = {"scsi0": "nas:101/a,size=8G", "scsi1": "nas:101/b,backup=0"}
    await home.poll()
    assert home.facts("web")["Left out of backups"] == "scsi1"
    assert "Left out of backups" not in home.facts("dns")


async def test_a_pool_comes_with_every_way_a_guest_is_read(home, estate):
    """T-09: machine or container, running or not, and once its node is off."""
    for vmid in (101, 102, 103, 201):
        estate.guest(vmid).pool = "core"
    await home.poll()
    estate.stop_node("pve2")
    await home.poll()
    state = home.state()
    guests = [*state.vms(), *state.system_containers()]
    assert {(each.name, each.pool) for each in guests} == {
        (name, "core") for name in ("web", "database", "sleeper", "dns")
    }


async def test_a_pool_leaves_the_program_from_the_one_model(home, estate):
    """T-09: the document of ``state`` has it from there."""
    estate.guest(101).pool = "core"
    await home.poll()
    (view,) = (each for each in home.state().vms() if each.name == "web")
    assert "'pool': 'core'" in repr(resource_document(view, {}))
    assert owner(view.resource) == "core", "the column that tables export"


async def test_no_question_is_put_for_pools(home, simulator, estate):
    """T-09: membership comes in the row of the guest."""
    estate.guest(101).pool = "core"
    await home.poll()
    assert not [r.path for r in simulator.requests if "/pools" in r.path]


async def test_addresses_are_read_again_after_five_minutes(home, estate):
    await home.poll()
    estate.pass_time(timedelta(minutes=5).total_seconds() + 1)
    await home.poll()
    assert home.asked == ["nodes/pve1/lxc/201/interfaces"]


@pytest.mark.parametrize(("contacted", "other"), [("9.1.2", "7.4-17"), ("7.4-17", "9.1.2")])
async def test_in_a_cluster_under_upgrade_a_node_is_asked_what_it_knows(
    home, estate, contacted, other
):
    """Through the contacted one, which refuses what it does not know itself."""
    estate.version, estate.node("pve2").version = contacted, other
    estate.guests.append(Guest(202, "lxc", "pve2", "mail"))
    await home.poll()
    estate.pass_time(3700)
    await home.poll()
    listed = [path.split("/")[1] for path in home.asked if path.endswith("/interfaces")]
    assert "pve2" not in listed
    estate.version = estate.node("pve2").version = "9.1.2"
    estate.pass_time(301)
    await home.poll()
    assert "nodes/pve2/lxc/202/interfaces" in home.asked
