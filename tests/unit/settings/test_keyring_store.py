"""The keyring: kept in it alone, and absent, locked, refusing and silent told apart."""

import asyncio
import contextlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from keyring import errors

from pulse_desktop.model.errors import KeyringState, SecretError
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings.keyring_store import SERVICE, SecretStore

ROOT = Path(__file__).parents[3]


class Backend:
    """A keyring in a dict, which can be told to fail or to hang."""

    priority = 5

    def __init__(self):
        self.kept, self.failure, self.hang = {}, None, None

    def _answer(self):
        if self.hang is not None:
            self.hang.wait(10)
        if self.failure is not None:
            raise self.failure

    def get_password(self, service, user):
        self._answer()
        return self.kept.get((service, user))

    def set_password(self, service, user, password):
        self._answer()
        self.kept[service, user] = password

    def delete_password(self, service, user):
        self._answer()
        del self.kept[service, user]


@pytest.fixture
def backend():
    made = Backend()
    yield made
    if made.hang is not None:
        made.hang.set()


@pytest.fixture
def store(backend):
    return SecretStore(lambda: backend, patience_s=5)


async def failure_of(store):
    with pytest.raises(SecretError) as caught:
        await store.keep("conn-1", Secret("hunter2"))
    return caught.value


async def test_a_secret_is_kept_under_the_connections_id(store, backend):
    """S-02: one entry a secret, in the keyring."""
    await store.keep("conn-1", Secret("hunter2"))
    assert backend.kept == {(SERVICE, "conn-1:secret"): "hunter2"}
    assert (await store.secret_of("conn-1")).reveal() == "hunter2"


async def test_a_connection_without_a_secret_has_none(store):
    assert await store.secret_of("conn-1") is None


async def test_forgetting_deletes_the_entry_and_may_be_done_twice(store, backend):
    await store.keep("conn-1", Secret("hunter2"))
    for _ in range(2):
        await store.forget("conn-1")
    assert backend.kept == {}


async def test_a_secret_for_this_run_never_reaches_the_keyring(store, backend):
    """S-02: without a keyring the program offers to keep a secret for this run."""
    store.keep_for_this_run("conn-1", Secret("hunter2"))
    assert (await store.secret_of("conn-1")).reveal() == "hunter2"
    assert backend.kept == {}


async def test_a_secret_for_this_run_goes_before_the_kept_one(store):
    await store.keep("conn-1", Secret("old"))
    store.keep_for_this_run("conn-1", Secret("new"))
    assert (await store.secret_of("conn-1")).reveal() == "new"


async def test_keeping_a_secret_ends_the_one_for_this_run(store):
    store.keep_for_this_run("conn-1", Secret("temporary"))
    await store.keep("conn-1", Secret("kept"))
    assert (await store.secret_of("conn-1")).reveal() == "kept"


async def test_closing_forgets_what_was_for_this_run(store):
    store.keep_for_this_run("conn-1", Secret("hunter2"))
    store.close()
    assert await store.secret_of("conn-1") is None


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (errors.KeyringLocked("x"), KeyringState.LOCKED),
        (errors.InitError("x"), KeyringState.LOCKED),
        (errors.NoKeyringError("x"), KeyringState.ABSENT),
        (errors.PasswordSetError("x"), KeyringState.REFUSED),
        (ConnectionResetError("x"), KeyringState.REFUSED),
    ],
)
async def test_absent_locked_and_refusing_are_told_apart(store, backend, failure, state):
    backend.failure = failure
    assert (await failure_of(store)).state is state


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("SecretServiceNotAvailableException", KeyringState.ABSENT),
        ("LockedException", KeyringState.LOCKED),
        ("PromptDismissedException", KeyringState.LOCKED),
        ("ItemNotFoundException", KeyringState.REFUSED),
    ],
)
async def test_what_the_secret_service_lets_through_is_told_apart_too(store, backend, name, state):
    exceptions = pytest.importorskip("secretstorage.exceptions")
    backend.failure = getattr(exceptions, name)("x")
    assert (await failure_of(store)).state is state


async def test_what_a_backend_says_is_not_repeated(store, backend):
    """S-02: a backend may quote the secret it was given."""
    backend.failure = errors.PasswordSetError("cannot store hunter2")
    assert "hunter2" not in str(await failure_of(store))


async def test_a_keyring_that_hangs_is_given_up_on_and_counts_as_locked(backend):
    backend.hang = threading.Event()
    error = await failure_of(SecretStore(lambda: backend, patience_s=0.02))
    assert error.state is KeyringState.LOCKED


async def test_after_a_hang_the_next_question_is_asked_afresh(backend):
    backend.hang = threading.Event()
    store = SecretStore(lambda: backend, patience_s=0.02)
    assert (await store.obstacle()).state is KeyringState.LOCKED
    backend.hang.set()
    assert await store.obstacle() is None


async def test_one_question_is_asked_at_a_time(backend):
    """Two at once would make the user unlock the keyring twice."""
    door, met = threading.Barrier(2), []

    def wait_for_another(*_):
        with contextlib.suppress(threading.BrokenBarrierError):
            met.append(door.wait(0.05))
        door.reset()

    backend.get_password = wait_for_another
    store = SecretStore(lambda: backend)
    await asyncio.gather(*(store.secret_of(f"conn-{n}") for n in range(3)))
    assert met == []


async def test_a_bug_in_a_backend_is_not_hidden(store, backend):
    backend.failure = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        await store.secret_of("conn-1")


@pytest.mark.parametrize("priority", [0, -1])
async def test_a_backend_of_no_priority_is_no_keyring(monkeypatch, backend, priority):
    """A backend that keeps secrets in a plain file, or nowhere, says so by its priority."""
    backend.priority = priority
    monkeypatch.setattr("keyring.get_keyring", lambda: backend)
    assert (await failure_of(SecretStore())).state is KeyringState.ABSENT
    assert (await SecretStore().obstacle()).state is KeyringState.ABSENT


async def test_a_keyring_that_answers_is_no_obstacle(store):
    assert await store.obstacle() is None


def test_a_hanging_keyring_does_not_keep_the_program_from_ending():
    code = """
import asyncio, threading
from pulse_desktop.settings.keyring_store import SecretStore
store = SecretStore(lambda: threading.Event().wait(), patience_s=0.05)
print((asyncio.run(store.obstacle())).state)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert done.stdout == "locked\n"


def test_the_keyring_is_not_loaded_before_it_is_asked():
    code = "import sys, pulse_desktop.settings.keyring_store as _; print('keyring' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
