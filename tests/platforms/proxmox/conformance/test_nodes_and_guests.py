"""Conformance checks 1 to 19: the cluster, its nodes, its guests, and what agents tell."""

import json
from dataclasses import replace

import pytest

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.ve import node_status, wire
from pulse_desktop.platforms.proxmox.ve.agent.interfaces import interfaces
from pulse_desktop.platforms.proxmox.ve.agent.result import result
from pulse_desktop.platforms.proxmox.ve.closer.wire import NodeStatus
from pulse_desktop.platforms.proxmox.ve.mapping import guests, nodes
from pulse_desktop.platforms.proxmox.ve.past import Past
from pulse_desktop.platforms.proxmox.ve.wire import NODE, QEMU, STORAGE
from pulse_desktop.provider.numbers import flag, integer


def seen(found, name):
    """One node or guest of an estate."""
    both = (*nodes(found, Past()), *guests(found, Past()))
    return next(each for each in both if each.name == name)


def test_the_recorded_cluster_is_whole_and_node1_speaks_for_it(payload, estate_of):
    """Proxmox conformance check 1."""
    found = estate_of(members=wire.members(payload("pve9/cluster/status.json")).rows)
    members = [row for row in found.members if row.type == NODE]
    assert (found.cluster.name, found.has_quorum, integer(found.cluster.nodes)) == (
        "homelab",
        True,
        3,
    )
    assert {row.name: flag(row.online) for row in members} == {
        "node1": True,
        "node2": True,
        "node3": True,
    }
    assert [row.name for row in members if flag(row.local)] == ["node1"]


def test_the_order_of_members_and_their_numbers_tell_nothing(payload, estate_of):
    """Proxmox conformance check 1: node1 bears the number 4, and comes second."""
    told = json.loads(payload("pve9/cluster/status.json"))
    told["data"].reverse()
    turned = estate_of(members=wire.members(json.dumps(told).encode()).rows)
    assert (turned.instance, turned.member("node1").ip) == ("homelab", "IP-2")


def test_the_recorded_list_has_four_guests_one_node_and_three_storages(payload, estate_of):
    """Proxmox conformance check 3: tags may be a blank, absent, or there."""
    found = estate_of(entries=wire.entries(payload("pve9/cluster/resources.json")).rows)
    assert [len(found.of_type(kind)) for kind in (QEMU, NODE, STORAGE)] == [4, 1, 3]
    raw = {integer(row.vmid): row.tags for row in found.of_type(QEMU)}
    assert (raw[101], raw[107]) == (" ", None)
    tags = {each.facet.vmid: each.tags for each in guests(found, Past())}
    assert (tags[100], tags[101], tags[107]) == (("mail",), (), ())


def test_containers_numbered_in_text_are_numbered_all_the_same(payload):
    """Proxmox conformance check 5: the third is a template, and does not run."""
    rows = json.loads(payload("pve7/nodes/node1/lxc.json"))["data"]
    assert [row["vmid"] for row in rows] == ["106", "105", "101"]
    body = json.dumps({"data": [row | {"type": "lxc", "node": "node1"} for row in rows]})
    read = wire.entries(body.encode()).rows
    assert [integer(row.vmid) for row in read] == [106, 105, 101]
    assert (flag(read[2].template), read[2].status) == (True, "stopped")


def test_a_nodes_memory_is_its_own_word_and_its_processor_that_of_the_list(listed_nodes):
    """Proxmox conformance check 7, X-02: its first answer says 0 for the processor."""
    node = seen(listed_nodes, "node3")
    memory = node.facet.memory
    assert (memory.used, memory.source) == (179753701376, "available-field")
    assert round(100 * node.metrics[Metric.MEMORY].value, 2) == 66.56
    assert node.metrics[Metric.CPU].value == 0.153261205564142
    assert node.facet.load_average[2] == 13.92


def test_a_node_tells_how_it_was_started(listed_nodes):
    """Proxmox conformance check 7."""
    told = [(str(fact.label), fact.value) for fact in seen(listed_nodes, "node3").facts]
    assert told == [("Firmware", "UEFI"), ("Secure boot", "off")]


@pytest.mark.parametrize("told", [None, [], 7, {}, {"mode": [], "secureboot": "N/A"}])
def test_a_node_that_does_not_tell_how_it_was_started_is_not_said_to_lack_anything(told):
    """X-10: releases before 8 have no such section."""
    assert list(node_status.facts(NodeStatus(boot_info=told))) == []


def test_a_machine_with_statistics_is_at_its_share(guest_of):
    """Proxmox conformance check 11, X-15."""
    web = seen(guest_of(101), "WEB01")
    assert (web.facet.memory.used, web.facet.memory.total) == (13819154432, 17179869184)
    assert web.facet.memory.source == "status-mem"
    assert round(100 * web.metrics[Metric.MEMORY].value, 2) == 80.44


def test_a_counter_beyond_two_to_the_43rd_is_exact(guest_of):
    """Proxmox conformance check 11, X-10: a byte more in ten seconds is a tenth a second."""
    past, before = Past(), guest_of(101)
    (row,) = before.entries
    assert row.diskread == 17989135768064
    guests(before, past)
    grown = replace_entry(before, diskread=17989135768065, uptime=row.uptime + 10)
    (web,) = guests(grown, past)
    assert web.metrics[Metric.DISK_READ].value == 0.1


def replace_entry(found, **fields):
    """The estate with another row of its only guest."""
    told = {name: getattr(found.entries[0], name) for name in wire.Entry.__struct_fields__}
    return replace(found, entries=(wire.Entry(**(told | fields)),))


def test_a_machine_without_a_balloon_is_clamped_and_its_full_figure_withheld(guest_of):
    """Proxmox conformance check 13, X-15: 26109980672 on the host are no 25769803776 inside."""
    db = seen(guest_of(131), "DB01")
    assert (db.facet.memory.total, db.facet.memory.source) == (25769803776, "status-mem")
    assert db.facet.memory.used is None
    assert Metric.MEMORY not in db.metrics


def test_a_stopped_machine_counts_nothing_though_it_has_an_agent(guest_of):
    """Proxmox conformance check 15."""
    found = guest_of(108)
    assert found.notes.machines["node3", 108].has_agent is True
    lab = seen(found, "LAB01")
    assert (lab.facet.memory.used, lab.facet.memory.source) == (0, "powered-off")
    assert lab.facet.disk_status_reason == "vm-stopped"
    assert (lab.facet.disk.used, dict(lab.metrics)) == (None, {})


def test_of_two_interfaces_the_loopback_without_an_address_is_left_out(payload):
    """Proxmox conformance check 19: the counters beside them do no harm."""
    rows = result(payload("written/node3/qemu/105/agent/network-get-interfaces.json")).value
    assert [row["name"] for row in rows] == ["Loopback Pseudo-Interface 1", "Ethernet"]
    assert rows[1]["statistics"]["rx-bytes"] == 6554958503
    assert rows[1]["statistics"]["tx-bytes"] == 6483924063
    (card,) = interfaces(rows)
    assert (card.name, card.mac_address) == ("Ethernet", "bc:24:11:00:01:05")
    assert card.addresses == ("10.0.0.105",)
