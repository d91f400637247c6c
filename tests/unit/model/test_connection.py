"""When an edited connection needs a new session."""

from dataclasses import fields, replace

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId

LAB = Connection(
    id=ConnectionId("conn-1"),
    platform=PlatformId("anything"),
    name="lab",
    address="https://lab:8006",
    interval_s=10,
)
HARMLESS = {
    "id": "conn-2",
    "name": "Home lab",
    "web_url": "https://lab/",
    "pinned_at": "2026-05-01T12:00:00Z",
}
TELLING = {
    "platform": "another",
    "address": "https://lab2:8006",
    "user": "me@pam",
    "token_id": "me@pam!desk",
    "interval_s": 30.0,
    "load": "fast",
    "fingerprint": "AA:BB",
    "ca_file": "ca.pem",
    "client_cert_file": "cert.pem",
    "client_key_file": "key.pem",
    "allow_plain": True,
    "credential_revision": 1,
    "enabled": False,
}


@pytest.mark.parametrize("field", TELLING)
def test_a_change_of_how_a_target_is_reached_needs_a_new_session(field):
    """P-03: at once, and the old one is closed."""
    assert LAB.needs_new_provider(replace(LAB, **{field: TELLING[field]}))


@pytest.mark.parametrize("field", HARMLESS)
def test_a_change_of_what_people_see_does_not(field):
    """P-03: renaming does not."""
    assert not LAB.needs_new_provider(replace(LAB, **{field: HARMLESS[field]}))


def test_every_field_of_a_connection_is_one_or_the_other():
    assert {field.name for field in fields(Connection)} == HARMLESS.keys() | TELLING.keys()
