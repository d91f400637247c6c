"""The keyring of a real desktop: it keeps, gives and deletes; locked and absent are told apart."""

import pytest

pytestmark = pytest.mark.peer_secret_service

CANARY = "canary-7c1f9e"
KEEP = f"say(store.keep('conn-1', Secret('{CANARY}')))"
READ = "say(store.secret_of('conn-1'))"
FORGET = "say(store.forget('conn-1'))"
OBSTACLE = "print((asyncio.run(store.obstacle()) or type('', (), {'state': 'none'})).state)"


def test_a_secret_is_kept_and_given_to_a_later_run(session):
    """S-02: secrets live in the operating system's keyring."""
    assert session.run(KEEP, READ) == ["None", CANARY]


def test_a_new_secret_takes_the_place_of_the_old_one(session):
    assert session.run(KEEP, KEEP.replace(CANARY, "newer"), READ, FORGET, READ) == [
        "None",
        "None",
        "newer",
        "None",
        "None",
    ]


def test_a_secret_is_deleted(session):
    assert session.run(KEEP, FORGET, READ) == ["None", "None", "None"]


def test_deleting_what_is_not_there_is_no_failure(session):
    assert session.run(FORGET) == ["None"]


def test_secrets_of_two_connections_are_kept_apart(session):
    other = KEEP.replace("conn-1", "conn-2").replace(CANARY, "other")
    assert session.run(KEEP, other, READ) == ["None", "None", CANARY]


def test_no_file_holds_the_secret(session):
    """S-02: a canary is looked for in every file that was written."""
    session.run(KEEP)
    files = [path for path in session.home.rglob("*") if path.is_file()]
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
    assert "login.keyring" in {path.name for path in files}


def test_a_locked_keyring_says_so(session, lock):
    said = session.run(KEEP, lock, READ, KEEP, OBSTACLE)
    assert said == ["None", "locked", "locked", "locked"]


def test_an_open_keyring_is_no_obstacle(session):
    assert session.run(OBSTACLE) == ["none"]


@pytest.mark.parametrize("act", [KEEP, READ, FORGET, OBSTACLE])
def test_without_a_keyring_the_program_says_that_there_is_none(session, act):
    assert session.run_without_a_bus(act) == ["absent"]


def test_a_keyring_that_went_away_is_told(session):
    """The daemon is gone after it was found; the bus may start a new one, which is locked."""
    gone = """
import os, signal
from pulse_desktop.settings import keyring_store
chosen = keyring_store._system_keyring()
import secretstorage
from contextlib import closing
with closing(secretstorage.dbus_init()) as bus:
    from jeepney import DBusAddress, new_method_call
    address = DBusAddress("/", "org.freedesktop.DBus", "org.freedesktop.DBus")
    call = new_method_call(address, "GetConnectionUnixProcessID", "s", ("org.freedesktop.secrets",))
    os.kill(bus.send_and_get_reply(call).body[0], signal.SIGKILL)
say(SecretStore(lambda: chosen).secret_of("conn-1"))
"""
    assert session.run(gone)[-1] in {"locked", "absent", "refused"}
