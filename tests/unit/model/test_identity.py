"""Names, addresses and ids as evidence of identity, in the one spelling they are compared in."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pulse_desktop.model.identity import (
    NO_IDENTITY,
    Identity,
    full_hostname,
    ip_address,
    mac_address,
    short_hostname,
    telling_id,
    telling_ip,
    telling_mac,
)

SPELLINGS = (short_hostname, full_hostname, mac_address, ip_address)


@pytest.mark.parametrize("name", ["pve1", " PVE1.lan. ", "pve1.", "Pve1.home.arpa"])
def test_a_short_hostname_is_lower_case_and_ends_at_the_first_dot(name):
    assert short_hostname(name) == "pve1"


@pytest.mark.parametrize("name", ["pve1.lan", " PVE1.Lan. ", "pve1.LAN"])
def test_a_full_hostname_is_lower_case_without_the_dot_of_the_root(name):
    assert full_hostname(name) == "pve1.lan"


@pytest.mark.parametrize(
    "text",
    ["00:11:22:33:44:55", "0011.2233.4455", "00-11-22-33-44-55", " 001122334455 "],
)
def test_a_mac_address_has_one_spelling(text):
    assert mac_address(text) == "00:11:22:33:44:55"


def test_hexadecimal_digits_of_a_mac_address_are_lower_case():
    assert mac_address("AA:BB:CC:DD:EE:FF") == "aa:bb:cc:dd:ee:ff"


@pytest.mark.parametrize("text", ["Not A MAC", "00:11:22:33:44", "00:11:22:33:44:5g", ""])
def test_what_is_no_mac_address_is_only_put_in_lower_case(text):
    assert mac_address(text) == text.lower()


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        (" 10.0.0.2/24 ", "10.0.0.2"),
        ("FE80::1", "fe80::1"),
        ("2001:db8:0:0::1/64", "2001:db8::1"),
    ],
)
def test_an_ip_address_loses_its_network_and_has_one_spelling(text, spelled):
    assert ip_address(text) == spelled


@pytest.mark.parametrize("text", ["", "nowhere", "10.0.0", "10.0.0.256", "fe80::1%eth0"])
def test_an_ip_address_that_is_invalid_or_bound_to_a_zone_is_none(text):
    assert ip_address(text) == ""
    assert telling_ip(text) is None


@pytest.mark.parametrize(
    "shared",
    ["127.0.0.1", "127.9.9.9", "::1", "169.254.1.1", "fe80::1", "172.17.0.1", "172.31.255.254"],
)
def test_an_address_that_many_machines_have_is_no_evidence(shared):
    assert telling_ip(shared) is None


@pytest.mark.parametrize("own", ["172.16.0.1", "172.32.0.1", "10.0.0.2", "2001:db8::1"])
def test_an_address_of_a_machines_own_is_evidence(own):
    """Of the private networks only the usual ones of container bridges are left out."""
    assert telling_ip(f" {own}/16 ") == own


@pytest.mark.parametrize("text", ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "eth0", ""])
def test_a_mac_address_of_nobody_or_everybody_is_no_evidence(text):
    assert telling_mac(text) is None


@pytest.mark.parametrize(
    "text", [None, "", "  ", "None", "To Be Filled By O.E.M.", " Default String "]
)
def test_what_firmware_says_instead_of_an_id_is_no_evidence(text):
    assert telling_id(text) is None


def test_an_id_is_compared_trimmed_and_in_lower_case():
    assert telling_id(" 4C4C4544-0042 ") == "4c4c4544-0042"


@pytest.mark.parametrize("serial", ["drive-scsi2", "drive-sata0", "Drive-Virtio11"])
def test_the_slot_that_qemu_gives_for_a_serial_number_tells_no_disk(serial):
    assert telling_id(serial) is None


@pytest.mark.parametrize("spell", SPELLINGS)
@given(text=st.text(max_size=20))
@example(text="1.2.3.4/8/8")
@example(text="a..")
@example(text="a .")
def test_spelling_what_is_spelled_changes_nothing(spell, text):
    assert spell(spell(text)) == spell(text)


@pytest.mark.parametrize("spell", SPELLINGS)
@given(text=st.text(max_size=20), left=st.text(" \t\n", max_size=2))
def test_outer_whitespace_never_matters(spell, text, left):
    """T-04: nothing is told apart by blanks around it."""
    assert spell(f"{left}{text}{left}") == spell(text)


def test_an_identity_without_evidence_equals_any_other_without():
    assert Identity() == NO_IDENTITY
