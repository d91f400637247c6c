"""What ``qshape`` counts, in text."""

import json

import pytest

from pulse_desktop.model.facet import MailQueue
from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.mail.queue import (
    Count,
    counted,
    destinations,
    of_node,
    together,
)


def body(*rows):
    return json.dumps({"data": rows}).encode()


def test_a_recorded_queue_of_seven_has_waited_for_twenty_minutes(payload):
    """X-10, check 45: all numbers are text; ``40m`` is mail that is 20 to 40 minutes old."""
    found = counted(payload("nodes/localhost/postfix/qshape.json"))
    assert found == Count(7, 1200, (("home.arpa", 7),))


def test_the_domains_for_which_most_waits_come_first_and_the_rest_is_in_the_sum():
    rows = [{"domain": f"{n}.lan", "total": str(n)} for n in range(1, 8)]
    found = counted(body({"domain": "TOTAL", "total": "28", "5m": "28"}, *rows))
    assert found.domains == tuple((f"{n}.lan", n) for n in (7, 6, 5, 4, 3))


@pytest.mark.parametrize(
    "row", [{"domain": ["x"], "total": 3}, {"domain": "a", "total": "N/A"}, {"total": 3}]
)
def test_a_domain_that_cannot_be_read_is_left_out(row):
    """X-10."""
    assert counted(body({"domain": "TOTAL", "total": "3", "5m": "3"}, row)).domains == ()


def test_mail_that_waits_for_one_domain_in_several_queues_is_added_up():
    one = {"active": Count(3, 0, (("a.lan", 3),)), "hold": Count(2, 0, (("b.lan", 2),))}
    two = {"active": Count(4, 0, (("b.lan", 4),))}
    assert destinations([one, None, two]) == (("b.lan", 6), ("a.lan", 3))


def test_an_empty_queue_has_no_oldest_message():
    assert counted(body({"domain": "TOTAL", "total": "0", "5m": "0"})) == Count(0, None)


def test_mail_younger_than_five_minutes_has_waited_for_none_at_least():
    assert counted(body({"domain": "TOTAL", "total": "2", "5m": "2"})) == Count(2, 0)


@pytest.mark.parametrize(
    ("column", "seconds"), [("10m", 300), ("640m", 19_200), ("1280m", 38_400), ("1280m+", 76_800)]
)
def test_each_column_has_an_age_at_least(column, seconds):
    row = {"domain": "TOTAL", "total": 1, column: 1.0}
    assert counted(body(row)) == Count(1, seconds)


@pytest.mark.parametrize("value", ["N/A", "", None, "-3", "9" * 60])
def test_a_column_that_is_no_number_may_be_that_of_the_oldest(value):
    """X-10: five that are young and two of unknown age have not waited for no time at all."""
    row = {"domain": "TOTAL", "total": "7", "5m": "5", "40m": value}
    assert counted(body(row)) == Count(7, None)


@pytest.mark.parametrize("value", ["N/A", "", None, "-3", "9" * 60])
def test_a_total_that_is_no_number_is_not_known(value):
    """X-10: never a zero."""
    with pytest.raises(Unreadable):
        counted(body({"domain": "TOTAL", "total": value}))


def test_a_row_of_another_shape_costs_only_itself():
    found = counted(body({"domain": ["x"]}, 7, {"domain": "TOTAL", "total": "4", "20m": "4"}))
    assert found == Count(4, 600)


@pytest.mark.parametrize("data", [b"", b'{"data":null}', b'{"data":[]}', b'{"data":{"a":1}}'])
def test_a_listing_without_the_sum_of_all_domains_is_unreadable(data):
    with pytest.raises(Unreadable):
        counted(data)


def test_a_node_waits_for_all_of_its_queues():
    counts = {
        "active": Count(1, 0),
        "deferred": Count(7, 1200),
        "hold": Count(2, 76_800),
        "incoming": Count(0, None),
    }
    assert of_node(counts) == MailQueue(
        queue_active=1,
        queue_deferred=7,
        queue_hold=2,
        queue_incoming=0,
        queue_total=10,
        oldest_seconds=76_800,
    )


def test_a_sum_of_which_a_part_is_unknown_is_unknown():
    known = MailQueue(queue_deferred=3, queue_total=3, oldest_seconds=60)
    assert together([known, MailQueue()]) == MailQueue(oldest_seconds=60)


def test_no_node_at_all_has_no_queue_of_zero():
    assert together([]) == MailQueue()
