"""The connection test as a user meets it: the form, the dialog, and the report it copies."""

import socket
from datetime import UTC, datetime

import psutil
import pytest

from simulators.program import eventually
from simulators.proxmox.estate import AUDITOR, TOKEN_VALUE, small_estate
from simulators.proxmox.server import Simulator

pytestmark = [pytest.mark.peer_display, pytest.mark.peer_secret_service]

IDLE_PERCENT = 15
"""Of one core: it still polls this computer and paints what it finds."""


@pytest.fixture
def reported(user):
    """The report of a test through the form of a new connection."""

    def test(address, secret=TOKEN_VALUE, **answers):
        user.fill_in(address, secret, **answers)
        return user.report(user.test())

    with user.started():
        yield test


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_good_token_is_usable_and_saving_keeps_it_in_the_keyring(user, keyring, cluster):
    """S-02: secrets live in the operating system's keyring."""
    with user.started():
        user.fill_in(cluster.url, TOKEN_VALUE, pin=cluster.fingerprint)
        assert "Usable." in user.report(user.test())
        assert user.saved().keys() == {"zz this computer"}
        saved = user.save()["lab"]
    assert (saved["tokenId"], saved["fingerprint"]) == ("pulse@pve!desktop", cluster.fingerprint)
    assert keyring.secrets() == [TOKEN_VALUE]


def test_a_wrong_secret_is_rejected(reported, cluster):
    report = reported(cluster.url, "not-the-value", pin=cluster.fingerprint)
    assert "[failed] Sign in: Sign-in rejected (auth)" in report
    assert "Not usable." in report


def test_an_untrusted_certificate_is_shown_and_usable_once_trusted(user, cluster):
    with user.started():
        user.fill_in(cluster.url, TOKEN_VALUE)
        dialog = user.test()
        user.trust(dialog)
        assert "the pinned certificate" in user.report(dialog, "Usable")
        assert user.save()["lab"]["fingerprint"] == cluster.fingerprint


def test_an_untrusted_certificate_gets_no_secret(user, cluster):
    with user.started():
        user.fill_in(cluster.url, TOKEN_VALUE)
        report = user.report(user.test(), "Waiting for your decision")
    assert "(tls_untrusted)" in report
    assert cluster.fingerprint in report
    assert cluster.requests == []


def test_a_changed_certificate_is_blocked_and_gets_no_secret(user, cluster):
    pin = cluster.fingerprint
    options = ("--token-id", "pulse@pve!desktop", "--trust-fingerprint", pin, "--secret-stdin")
    user.program.add("proxmox_ve", "a cluster", cluster.url, *options, secret=TOKEN_VALUE)
    cluster.stop()
    with Simulator(small_estate(datetime.now(UTC)), port=cluster.port) as other, user.started():
        report = user.report(user.test_saved(), "tls_changed")
        user.close()
    assert pin in report
    assert other.fingerprint in report
    assert other.requests == []
    assert user.saved()["a cluster"]["fingerprint"] == pin


def test_a_closed_port_is_named(reported):
    port = free_port()
    assert "Port closed (refused): 127.0.0.1 answered, but nothing" in reported(
        f"https://127.0.0.1:{port}"
    )


def test_an_unknown_name_is_named(reported):
    assert "nowhere.invalid" in reported("https://nowhere.invalid")


def test_a_missing_permission_is_named_with_its_cure(reported, cluster):
    account = cluster.estate.tokens["pulse@pve!bare"]
    account.granted = {"/": AUDITOR - {"Datastore.Audit"}}
    report = reported(cluster.url, account=account.name, pin=cluster.fingerprint)
    assert "[passed with gaps] Permissions" in report
    assert "Datastore.Audit" in report


def test_a_hanging_server_is_given_up_by_the_stop_button(user, cluster):
    cluster.is_mute = True
    with user.started() as process:
        user.fill_in(cluster.url, TOKEN_VALUE)
        dialog = user.test()
        eventually(lambda: cluster.open)
        assert user.sees_the_clock_run(dialog)
        user.stop(dialog)
        assert "Stopped. Nothing was saved." in user.report(dialog)
        eventually(lambda: not cluster.open)
        eventually(lambda: psutil.Process(process.pid).cpu_percent(0.5) < IDLE_PERCENT)
