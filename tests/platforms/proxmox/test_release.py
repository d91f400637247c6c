"""Which release of Proxmox VE a question has to do with."""

from types import MappingProxyType

import pytest

from pulse_desktop.platforms.proxmox.ve.closer.notes import NodeNotes, Notes
from pulse_desktop.platforms.proxmox.ve.closer.wire import NodeStatus
from pulse_desktop.platforms.proxmox.ve.release import asked_by, of_nodes


def notes(pveversion):
    """What is known of one node."""
    return Notes(MappingProxyType({"a": NodeNotes(status=NodeStatus(pveversion=pveversion))}))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("pve-manager/8.4.1/2a5fa54a8503f96d (running kernel: 6.8.12-9-pve)", {"a": (8, 4)}),
        ("pve-manager/7.4-17/513c62be", {"a": (7, 4)}),
        ("9.1.2", {}),
        ("pve-manager/99999.1", {}),
        (9.1, {}),
        (None, {}),
    ],
)
def test_a_node_tells_its_release_in_its_status(told, expected):
    assert of_nodes(notes(told)) == expected


def test_a_node_that_has_not_told_counts_as_the_contacted_one():
    assert asked_by("b", (9, 1), {"a": (8, 4)}) == ((9, 1),)
    assert of_nodes(Notes(MappingProxyType({"b": NodeNotes()}))) == {}


def test_what_is_put_to_a_node_goes_through_the_contacted_one():
    assert asked_by("a", (9, 1), {"a": (8, 4)}) == ((9, 1), (8, 4))
    assert asked_by("", (9, 1), {"a": (8, 4)}) == ((9, 1),)
