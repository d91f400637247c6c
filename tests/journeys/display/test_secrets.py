"""Where a secret goes that was typed into the window, and where it never goes (S-02)."""

import pytest

from simulators import canary
from simulators.canary import CANARY
from simulators.program import Program, eventually
from simulators.user import User

pytestmark = [pytest.mark.peer_display, pytest.mark.peer_secret_service]


@pytest.fixture
def cluster(cluster):
    """A Proxmox VE that the canary opens."""
    cluster.estate.tokens["pulse@pve!desktop"].secret = CANARY
    return cluster


@pytest.fixture
def keyless_user(tmp_path, display):
    """Someone on whose computer no keyring can be reached."""
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    program = Program(tmp_path / "profile", **display.environment, **nowhere)
    program.add("workstation", "this computer", "local")
    return User(program, display)


def test_a_typed_secret_is_in_the_keyring_and_nowhere_else(user, keyring, cluster, tmp_path):
    """S-02: never in a file, a log, an export or a process list."""
    with user.started() as process:
        user.fill_in(cluster.url, CANARY, pin=cluster.fingerprint)
        report = user.report(user.test(), "Usable")
        user.save()
        eventually(lambda: "web" in {name for name, _ in user.program.events()})
        assert not canary.is_told_by(process.pid)
    assert keyring.secrets() == [CANARY]
    assert not canary.is_in(report)
    assert canary.files_with(tmp_path) == []


def test_a_secret_that_is_rejected_is_in_no_report_and_no_file(user, keyring, cluster, tmp_path):
    cluster.estate.tokens["pulse@pve!desktop"].secret = "another"
    with user.started():
        user.fill_in(cluster.url, CANARY, pin=cluster.fingerprint)
        report = user.report(user.test(), "Sign-in rejected")
    assert not canary.is_in(report)
    assert keyring.secrets() == []
    assert canary.files_with(tmp_path) == []


def test_without_a_keyring_a_secret_is_kept_for_this_run_only(keyless_user, cluster, tmp_path):
    """S-02: without a keyring the program says so and offers to keep them for this run only."""
    with keyless_user.started():
        keyless_user.fill_in(cluster.url, CANARY, pin=cluster.fingerprint)
        keyless_user.report(keyless_user.test(), "Usable")
        keyless_user.save_for_this_run()
        eventually(lambda: "web" in {name for name, _ in keyless_user.program.events()})
    assert canary.files_with(tmp_path) == []
    assert "keyring" in keyless_user.program.call("state", "--json", expect=3).stdout
