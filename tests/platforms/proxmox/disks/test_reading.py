"""What is made of a row of a list, and of a disk's own counters."""

import json

import pytest

from pulse_desktop.model import condition
from pulse_desktop.model.facet import Smart
from pulse_desktop.platforms.proxmox.drive import verdict
from pulse_desktop.platforms.proxmox.drive.attributes import (
    Attribute,
    of_attributes,
    of_names,
    of_text,
)
from pulse_desktop.platforms.proxmox.drive.identity import distinct, number
from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.ve.disks import wire
from pulse_desktop.platforms.proxmox.ve.disks.reading import counted, listed

NODE2 = "pve9/nodes/node2/disks"


def row(**fields):
    body = {"data": [{"devpath": "/dev/sda"} | fields]}
    return listed(wire.disks(json.dumps(body).encode()).rows[0])


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("OK", "PASSED"),
        ("PASSED", "PASSED"),
        ("FAILED!", "FAILED"),
        ("FAILURE PREDICTION THRESHOLD EXCEEDED [asc=5d, ascq=0]", "FAILED"),
        ("HARDWARE IMPENDING FAILURE THRESHOLD EXCEEDED", "FAILED"),
        ("UNKNOWN", "UNKNOWN"),
        ("SMART Disabled", "UNKNOWN"),
        (None, "UNKNOWN"),
    ],
)
def test_three_words_say_how_a_disk_judges_itself(word, said):
    assert verdict.health(word) == said


@pytest.mark.parametrize(
    ("wearout", "left"),
    [
        *((100, 100), ("97", 97), (0, 0), (-3, 0), (-155, 0)),
        *(("N/A", None), (None, None), (101, None), (-156, None), (10**30, None), (-1e308, None)),
    ],
)
def test_wearout_is_the_life_that_is_left(wearout, left):
    """Check 23, X-10: less than nothing is nothing; what no disk can say is unknown."""
    assert row(wearout=wearout).wearout == left


def test_a_disk_that_outlived_its_rated_life_tells_how_much_of_it_was_used():
    assert row(wearout=-3).smart == Smart(percentage_used=103)


def test_the_recorded_list_of_a_sas_disk_reads_as_its_facts_say(payload):
    """Check 23."""
    disk = listed(wire.disks(payload(f"{NODE2}/list.json")).rows[0])
    assert (disk.health, disk.wearout, disk.rpm) == ("PASSED", None, None)
    assert (disk.model, disk.serial, disk.used) == ("EG0900FBVFQ", "SERIAL-7", "zfs_member")


def test_the_recorded_text_of_a_sas_disk_tells_hours_and_temperature(payload):
    read = counted(wire.health(payload(f"{NODE2}/smart-sda.json")))
    assert read.temperature == 27
    assert read.smart == Smart(power_on_hours=10151, reallocated_sectors=0)


@pytest.mark.parametrize(
    ("spare", "used", "told"),
    [("100", "255", (100, 255)), ("101", "256", (None, None)), ("2,425", "9" * 12, (None, None))],
)
def test_a_percentage_that_cannot_be_is_unknown(spare, used, told):
    """X-10: spare goes up to 100; use goes on, as far as a byte counts."""
    named = of_names({"available_spare": spare, "percentage_used": used}).smart
    text = f"Available Spare: {spare}%\nPercentage Used: {used}%\n"
    assert (named.available_spare, named.percentage_used) == told
    assert of_text(text).smart == named


def test_the_other_form_of_hours_of_a_sas_disk_is_read():
    assert of_text("number of hours powered up = 7127.12\n").smart.power_on_hours == 7127


def test_an_nvme_disk_as_it_is_listed_by_version_9_reads_as_its_facts_say():
    """Check 23, with the check's own figures."""
    disk = row(type="nvme", health="PASSED", wearout=100, osdid=-1, rpm=0)
    assert (disk.type, disk.health, disk.wearout, disk.rpm) == ("nvme", "PASSED", 100, 0)


def test_a_disk_of_a_virtual_node_bears_a_slot_for_a_number():
    """Check 23: the serial number of QEMU is the same in every machine, so it tells no disk."""
    assert row(serial="drive-scsi2").serial == "drive-scsi2"
    names = [(number("unknown"), number("drive-scsi2")), (number("unknown"), number("S5-1"))]
    assert list(distinct(names)) == [None, "S5-1"]


@pytest.mark.parametrize("serial", ["unknown", "", "   ", None])
def test_a_placeholder_is_no_serial_number(serial):
    assert row(serial=serial).serial is None


@pytest.mark.parametrize(
    ("raw", "hours"),
    [("1309", 1309), ("12345h+12m", 12345), ("1309h+12m+03.250s", 1309), ("-", None)],
)
def test_hours_are_read_however_they_are_written(raw, hours):
    assert of_attributes([Attribute(9, raw)]).smart.power_on_hours == hours


@pytest.mark.parametrize("raw", ["0", "255", "-273", "45000000000", "", "?"])
def test_what_is_no_temperature_is_none(raw):
    """X-10."""
    assert of_attributes([Attribute(194, raw)]).temperature is None


def test_the_air_around_a_disk_stands_for_it_where_it_tells_no_more():
    rows = [Attribute(190, "31 (Min/Max 20/40)"), Attribute(194, "0")]
    assert of_attributes(rows).temperature == 31


def test_a_hostile_text_is_read_in_no_time_and_to_nothing():
    """X-10."""
    assert of_text("\n \t" * 1_000_000 + "Power Cycles: 1").smart == Smart()


@pytest.mark.parametrize("body", [b"[]", b'{"data": []}', b'{"data": {"attributes": 7}}'])
def test_what_is_no_answer_about_a_disk_is_refused(body):
    with pytest.raises(Unreadable):
        wire.health(body)


@pytest.mark.parametrize(
    ("word", "model", "stands"),
    [
        ("PASSED", "X", condition.ONLINE),
        ("FAILED!", "X", condition.FAILED),
        ("FAILED!", "Samsung SSD 990 PRO 2TB", condition.UNKNOWN),
        ("UNKNOWN", "X", condition.UNKNOWN),
    ],
)
def test_a_disk_stands_as_it_judges_itself_unless_its_model_is_known_to_misjudge(
    word, model, stands
):
    assert verdict.standing(row(health=word, model=model)) == stands
