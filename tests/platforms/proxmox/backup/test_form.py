"""The connection form of the backup server: completion, refusals, commands."""

import pytest

from pulse_desktop.model.source import Role
from pulse_desktop.platforms.proxmox import PLATFORMS
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP as PBS


@pytest.fixture
def faulty(saved):
    """The fields that are wrong with such a connection."""

    def of(**fields):
        return {problem.field for problem in PBS.check(saved(**fields))}

    return of


def test_the_platform_is_an_appliance_of_the_source_pbs():
    assert PBS in PLATFORMS
    assert (PBS.id, PBS.title, PBS.source_name) == (
        "proxmox_backup",
        "Proxmox Backup Server",
        "pbs",
    )
    assert (PBS.role, PBS.stale_after_s) == (Role.APPLIANCE, 120)


@pytest.mark.parametrize(
    ("typed", "complete"),
    [
        ("vault", "https://vault:8007"),
        ("https://VAULT/", "https://vault:8007"),
        ("vault:443", "https://vault:443"),
        ("fe80::1", "https://[fe80::1]:8007"),
    ],
)
def test_an_address_is_completed(saved, faulty, typed, complete):
    assert saved(address=typed).address == complete
    assert faulty(address=typed) == set()


@pytest.mark.parametrize("typed", ["", "http://vault", "https://vault/#x", "a b", "vault:99999"])
def test_what_is_no_address_is_refused(faulty, typed):
    assert faulty(address=typed) == {"address"}


def test_a_user_without_a_realm_is_one_of_the_product(saved):
    assert saved(user="pulse").user == "pulse@pbs"
    assert saved(user="root@pam").user == "root@pam"


def test_one_way_to_sign_in_is_needed(faulty):
    assert faulty(token_id=None) == {"token_id", "user"}
    assert faulty(token_id="pulse@pbs!x", user="pulse@pbs") == {"token_id"}
    assert faulty(token_id="pulse@pbs") == {"token_id"}
    assert faulty(user="a b@pbs") == {"user"}


def test_a_fingerprint_has_64_digits(faulty):
    assert faulty(fingerprint="ab" * 31) == {"fingerprint"}
    assert faulty(fingerprint="ab" * 32) == set()


def test_the_commands_grant_reading_and_no_more_to_user_and_token(saved):
    lines = PBS.commands(saved())[0].lines
    grant = "proxmox-backup-manager acl update"
    assert lines[:2] == (
        "proxmox-backup-manager user create pulse@pbs",
        "proxmox-backup-manager user generate-token pulse@pbs desktop",
    )
    assert lines[2:] == tuple(
        f"{grant} {role} --auth-id {name}"
        for name in ("pulse@pbs", "'pulse@pbs!desktop'")
        for role in ("/datastore DatastoreAudit", "/system Audit", "/remote RemoteAudit")
    )


def test_root_is_granted_nothing_and_its_token_is(saved):
    lines = PBS.commands(saved(token_id="root@pam!pulse"))[0].lines
    assert not any("user create" in line or "--auth-id root@pam" in line for line in lines)
    assert sum("'root@pam!pulse'" in line for line in lines) == 3


def test_a_hostile_name_is_quoted(saved):
    lines = PBS.commands(saved(token_id="a;rm$IFS-rf@pbs!x"))[0].lines
    assert all("'a;rm$IFS-rf@pbs" in line for line in lines)


def test_a_secret_is_always_needed(saved):
    assert PBS.needs_secret(saved())
    assert PBS.discover() == ()
