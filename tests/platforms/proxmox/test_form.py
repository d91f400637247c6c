"""The connection form: completion, refusals, commands; and what importing it costs."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.source import Role
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE as VE
from pulse_desktop.provider.platform import FieldKind

BLANK = Connection(
    id=ConnectionId("c"),
    platform=PlatformId("proxmox_ve"),
    name="home",
    address="pve1",
    interval_s=15,
    token_id="pulse@pve!desktop",
)


def completed(**fields):
    return VE.normalise(replace(BLANK, **fields))


def faulty(**fields):
    return {problem.field for problem in VE.check(completed(**fields))}


def test_the_platform_is_a_hypervisor_that_is_polled_every_15_seconds():
    assert (VE.id, VE.title, VE.source_name) == ("proxmox_ve", "Proxmox VE", "proxmox")
    assert (VE.role, VE.stale_after_s) == (Role.HYPERVISOR, 60)
    assert (VE.default_interval_s, VE.minimum_interval_s) == (15, 5)


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("pve1", "https://pve1:8006"),
        (" pve1.lan ", "https://pve1.lan:8006"),
        ("pve1:443", "https://pve1:443"),
        ("https://pve1", "https://pve1:8006"),
        ("https://PVE1:8006/", "https://pve1:8006"),
        ("10.0.0.11", "https://10.0.0.11:8006"),
        ("fe80::1", "https://[fe80::1]:8006"),
        ("https://[fe80::1]:8006", "https://[fe80::1]:8006"),
    ],
)
def test_an_address_is_completed(typed, saved):
    assert completed(address=typed).address == saved
    assert faulty(address=typed) == set()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://pve1",
        "https://pve1/api2",
        "pve1:99999",
        "https://",
        "a b",
        "u:p@pve1",
        "pve1/#v1",
    ],
)
def test_what_is_no_address_is_refused(typed):
    assert faulty(address=typed) == {"address"}


def test_a_user_without_a_realm_is_one_of_the_system():
    assert completed(token_id=None, user="root").user == "root@pam"
    assert completed(token_id=None, user="pulse@pve").user == "pulse@pve"


@pytest.mark.parametrize(
    "token_id", ["pulse", "pulse@pve", "pulse!x", "a@b!", "a@b!c d", "a@b!c!d"]
)
def test_a_token_id_has_user_realm_and_name(token_id):
    assert faulty(token_id=token_id) == {"token_id"}


def test_one_way_to_sign_in_is_needed():
    assert faulty(token_id=None) == {"token_id", "user"}
    assert faulty(user="pulse@pve") == {"token_id"}
    assert faulty(token_id=None, user="pulse@pve") == set()


def test_a_fingerprint_has_one_spelling_when_saved():
    assert completed(fingerprint="ab" * 32).fingerprint == ":".join(["AB"] * 32)
    assert faulty(fingerprint="ab" * 31) == {"fingerprint"}


def test_a_secret_is_always_needed():
    assert VE.needs_secret(BLANK)


def test_each_way_to_sign_in_shows_its_own_fields():
    shown = {(field.name, field.shown_when) for field in VE.fields if field.shown_when}
    assert shown == {
        ("token_id", ("auth", "token")),
        ("secret", ("auth", "token")),
        ("user", ("auth", "password")),
        ("secret", ("auth", "password")),
    }
    assert {f.kind for f in VE.fields if f.name == "secret"} == {FieldKind.SECRET}


def test_the_commands_grant_reading_to_user_and_token():
    grants = VE.commands(BLANK)[0].lines
    assert grants == (
        'pveum user add pulse@pve --comment "Pulse Desktop (read-only)"',
        "pveum acl modify / --users pulse@pve --roles PVEAuditor",
        "pveum user token add pulse@pve desktop --privsep 1",
        "pveum acl modify / --tokens 'pulse@pve!desktop' --roles PVEAuditor",
    )


def test_a_password_needs_no_token_and_root_no_grant():
    assert len(VE.commands(completed(token_id=None, user="pulse@pve"))[0].lines) == 2
    assert VE.commands(completed(token_id=None, user="root@pam"))[0].lines == ()


def test_names_in_commands_are_quoted_for_the_shell():
    lines = VE.commands(completed(token_id="a;reboot@pve!x"))[0].lines
    assert all("a;reboot@pve" not in line.replace("'a;reboot@pve", "") for line in lines)


def test_the_commands_tell_how_to_compare_the_certificate():
    assert "openssl x509" in VE.commands(BLANK)[1].lines[0]


@given(st.text(), st.none() | st.text(), st.none() | st.text(), st.none() | st.text())
def test_any_input_is_completed_once_and_judged(address, user, token_id, fingerprint):
    once = completed(address=address, user=user, token_id=token_id, fingerprint=fingerprint)
    assert VE.normalise(once) == once
    assert {problem.field for problem in VE.check(once)} <= {
        "address",
        "user",
        "token_id",
        "fingerprint",
    }


def test_importing_the_platform_loads_no_network_library():
    """What the first window does not need is not loaded before it shows."""
    heavy = ["requests", "proxmoxer", "cryptography", "httpx", "urllib3", "msgspec", "http.client"]
    code = f"import pulse_desktop.platforms.proxmox, sys; print(set({heavy}) & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
