"""What is made of recorded and of hostile answers about upkeep."""

import json

import pytest

from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.upkeep import subscription, wire
from pulse_desktop.platforms.proxmox.upkeep.services import stopped
from pulse_desktop.platforms.proxmox.ve.upkeep import wire as own
from pulse_desktop.platforms.proxmox.ve.upkeep.certificate import ends_at


def names(*rows):
    body = json.dumps({"data": rows}).encode()
    return [each.native_id for each in stopped(wire.services(body).rows, "pve", "n")]


def service(unit="enabled", active="inactive", state="dead", name="x"):
    told = {"name": name, "unit-state": unit, "active-state": active, "state": state}
    return {key: value for key, value in told.items() if value is not None}


def test_a_node_as_it_is_installed_has_no_stopped_service(payload):
    """Check 31."""
    rows = wire.services(payload("written/services.json")).rows
    assert list(stopped(rows, "pve", "node3")) == []


def test_the_certificate_of_the_authority_does_not_count(payload):
    """Check 31."""
    rows = own.certificates(payload("written/certificates-info.json")).rows
    assert ends_at(rows) == instant(1844407927)


def test_the_recorded_updates_are_five(payload):
    assert len(wire.updates(payload("pve9/nodes/NODE/apt/update.json")).rows) == 5


@pytest.mark.parametrize(
    ("told", "is_trouble"),
    [
        (service(), True),
        (service(unit="static"), True),
        (service(active="failed", state="failed"), True),
        (service(active="active", state="exited"), False),
        (service(active="activating"), False),
        (service(unit="disabled"), False),
        (service(unit="not-found"), False),
        (service(unit="masked"), False),
        (service(active=None), True),
        (service(active=None, state="running"), False),
        (service(unit=None), False),
        (service(name="syslog"), False),
        (service(name="systemd-timesyncd"), False),
        (service(name=""), False),
    ],
)
def test_trouble_is_what_is_meant_to_run_and_does_not(told, is_trouble):
    assert bool(names(told)) is is_trouble


@pytest.mark.parametrize("end", [None, "never", -1, 0, 10**30, [], "NaN"])
def test_an_end_that_is_no_time_is_unknown(end):
    """X-10."""
    body = json.dumps({"data": [{"filename": "pve-ssl.pem", "notafter": end}]}).encode()
    assert ends_at(own.certificates(body).rows) is None


def test_a_subscription_without_words_tells_nothing():
    assert list(subscription.facts(wire.subscription(b'{"data": {}}'))) == []


@pytest.mark.parametrize("body", [b"", b"null", b'{"data": 3}', b'{"data": [3]'])
def test_what_is_no_answer_is_refused(body):
    with pytest.raises(Unreadable):
        wire.subscription(body)
    with pytest.raises(Unreadable):
        wire.services(body)
