"""What a guest agent tells of the system inside: its name, its interfaces."""

import pytest

from pulse_desktop.platforms.proxmox.ve.agent.interfaces import interfaces
from pulse_desktop.platforms.proxmox.ve.agent.result import result
from pulse_desktop.platforms.proxmox.ve.agent.system import (
    agent_version,
    disabled_commands,
    system,
)


def at(*addresses):
    return [{"ip-address": each, "ip-address-type": "ipv4", "prefix": 24} for each in addresses]


def test_a_recorded_freebsd_is_named_after_its_kernel(payload):
    """Proxmox conformance check 19."""
    answer = result(payload("pve9/nodes/node1/qemu/128/agent/get-osinfo.json"))
    found = system(answer.value)
    assert (found.name, found.has_meminfo) == ("FreeBSD 15.1-RELEASE-p3", False)


def test_a_linux_has_its_own_name_and_memory_information():
    found = system({"id": "arch", "name": "Arch Linux", "version-id": "2026.05"})
    assert (found.name, found.version) == ("Arch Linux", "2026.05")
    assert found.has_meminfo


def test_a_version_that_the_name_tells_is_not_told_twice():
    found = system({"id": "debian", "pretty-name": "Debian GNU/Linux 12", "version-id": "12"})
    assert (found.name, found.version) == ("Debian GNU/Linux 12", None)


def test_windows_has_no_proc():
    assert not system({"id": "mswindows", "pretty-name": "Windows Server 2022"}).has_meminfo


@pytest.mark.parametrize("value", [None, [], 7, {}, {"name": 7}])
def test_a_system_that_cannot_be_read_is_unknown(value):
    found = system(value)
    assert (found.name, found.version, found.has_meminfo) == (None, None, True)


def test_an_interface_has_the_addresses_others_reach_it_under():
    row = {
        "name": "eth0",
        "hardware-address": "bc:24:11:2e:c5:4a",
        "ip-addresses": at("10.0.0.10", "fe80::1", "fd00::5"),
    }
    (found,) = interfaces([row])
    assert (found.mac_address, found.addresses) == ("bc:24:11:2e:c5:4a", ("10.0.0.10", "fd00::5"))


@pytest.mark.parametrize(
    "row",
    [
        {"name": "lo", "ip-addresses": at("127.0.0.1")},
        {"name": "Loopback Pseudo-Interface 1", "ip-addresses": at("127.0.0.1", "::1")},
        {"name": "docker0", "ip-addresses": at("172.17.0.1")},
        {"name": "veth12ab", "hardware-address": "x"},
        {"name": 7},
    ],
)
def test_what_leads_nowhere_is_left_out(row):
    assert interfaces([row]) == ()


@pytest.mark.parametrize("value", [None, {}, "x", [7, None], [{"ip-addresses": 7}]])
def test_interfaces_that_cannot_be_read_are_none(value):
    assert interfaces(value) == ()


def test_an_interface_may_have_nothing_but_a_name():
    (found,) = interfaces([{"name": "eth1", "ip-addresses": [{"ip-address": "nonsense"}, 7]}])
    assert (found.name, found.mac_address, found.addresses) == ("eth1", None, ())


def test_the_agent_tells_its_version_and_what_is_switched_off():
    commands = [{"name": "guest-ping", "enabled": True}, {"name": "guest-exec", "enabled": False}]
    told = {"version": "7.2.0", "supported_commands": commands}
    assert agent_version(told) == "7.2.0"
    assert disabled_commands(told) == {"guest-exec"}


@pytest.mark.parametrize("value", [None, [], {"version": 7}, {"supported_commands": 7}])
def test_an_agent_that_tells_nonsense_is_unknown(value):
    assert (agent_version(value), disabled_commands(value)) == (None, frozenset())
