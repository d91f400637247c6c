"""Ids that are made out of names."""

import uuid

import pytest

from pulse_desktop.demo.estate import number
from pulse_desktop.model.identity import mac_address, telling_mac


def test_a_name_gives_the_same_ids_at_every_start():
    """M-02: the estate is stable."""
    assert number.machine_id("edge-apps-01") == number.machine_id("edge-apps-01")
    assert number.machine_id("edge-apps-01") == "bd4593c023e373b7819affe92faf7ef0"


def test_two_names_give_two_ids():
    assert number.machine_id("edge-apps-01") != number.machine_id("edge-apps-02")
    assert number.digits(8, "ab", "c") != number.digits(8, "a", "bc")


def test_a_uuid_is_one_of_version_4():
    found = uuid.UUID(number.uuid("board", "west-a"))
    assert (found.version, found.variant) == (4, uuid.RFC_4122)


def test_a_network_card_has_an_address_of_its_own():
    address = number.mac_address("west-a")
    assert telling_mac(address) == mac_address(address) == address
    assert address != number.mac_address("west-b")


def test_a_serial_number_is_as_long_as_its_maker_makes_it():
    assert len(number.serial(8, "sdc")) == 8
    assert number.serial(8, "sdc").isalnum()


@pytest.mark.parametrize("below", [1, 7, 1000])
def test_a_whole_number_is_below_its_bound(below):
    assert all(0 <= number.whole(below, str(at)) < below for at in range(50))


def test_the_first_of_several_copies_is_the_original():
    assert [number.numbered("api", copy) for copy in (0, 1, 11)] == ["api", "api-02", "api-12"]
