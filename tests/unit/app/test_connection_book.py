"""Saved connections: file, secrets and pollers move together or not at all."""

import asyncio

import pytest

from pulse_desktop.app.connection_book import ConnectionBook
from pulse_desktop.model.errors import SecretError, SettingsError
from pulse_desktop.model.secret import Secret
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.keyring_store import SecretStore
from simulators.scripted import connection

ENTRY = ("Pulse Desktop", "one:secret")
SIGNED_IN = connection(credential_revision=1)
"""The connection once its secret was given."""


@pytest.fixture
def told():
    return []


@pytest.fixture
def book(profile, secrets, told):
    return ConnectionBook(profile.connections_file, secrets, told.append)


def absent():
    from keyring.errors import NoKeyringError

    raise NoKeyringError


async def test_a_saved_connection_is_in_the_file_and_its_secret_in_the_keyring(
    book, profile, keyring, told
):
    """S-02: secrets live in the operating system's keyring, never in a file."""
    await book.save(connection(), Secret("canary-4711"))
    assert connections_file.load(profile.connections_file) == (SIGNED_IN,)
    assert keyring.kept == {ENTRY: "canary-4711"}
    assert "canary-4711" not in profile.connections_file.read_text()
    assert told == [(SIGNED_IN,)]


async def test_saving_without_a_secret_keeps_the_one_there_is(book, keyring):
    """S-02: secrets are write-only; blank means keep."""
    await book.save(connection(), Secret("old"))
    await book.save(connection(name="renamed"), None)
    assert keyring.kept == {ENTRY: "old"}


async def test_a_new_secret_alone_ends_the_session_with_the_old_one(book, told):
    """P-03: editing credentials replaces the provider, although nothing else of it changed."""
    await book.save(connection(), Secret("old"))
    await book.save(connection(), Secret("new"))
    (before,), (after,) = told
    assert before.needs_new_provider(after)


async def test_saving_without_a_secret_keeps_the_session(book, told):
    """P-03: renaming does not replace it, whatever the form said of the secret's number."""
    await book.save(connection(), Secret("old"))
    await book.save(connection(name="renamed"), None)
    (before,), (after,) = told
    assert not before.needs_new_provider(after)


async def test_without_a_keyring_nothing_is_saved(profile, told):
    """S-02: no keyring, no silent failure."""
    book = ConnectionBook(profile.connections_file, SecretStore(absent), told.append)
    with pytest.raises(SecretError, match="can't be saved"):
        await book.save(connection(), Secret("x"))
    assert (profile.connections_file.exists(), told) == (False, [])


async def test_without_a_keyring_a_secret_may_be_kept_for_this_run(profile, told):
    """S-02: the program offers to keep them for this run only."""
    secrets = SecretStore(absent)
    book = ConnectionBook(profile.connections_file, secrets, told.append)
    await book.save_for_this_run(connection(), Secret("x"))
    assert (await secrets.secret_of("one")).reveal() == "x"
    assert told == [(SIGNED_IN,)]


async def test_a_removed_connection_comes_back_with_its_secret(book, keyring, told):
    await book.save(connection(), Secret("x"))
    await book.remove("one")
    assert told[-1] == ()
    await book.restore("one")
    assert (told[-1], keyring.kept) == ((SIGNED_IN,), {ENTRY: "x"})


async def test_a_removed_connections_secret_is_deleted_when_the_program_ends(book, keyring):
    await book.save(connection(), Secret("x"))
    await book.remove("one")
    await book.purge()
    assert keyring.kept == {}


async def test_pausing_lasts_over_the_next_start(book, profile):
    await book.save(connection(), None)
    await book.set_paused("one", paused=True)
    assert not connections_file.load(profile.connections_file)[0].enabled


async def test_another_processs_edit_is_taken_over(book, profile, told):
    await book.save(connection(), None)
    connections_file.save(profile.connections_file, (connection(name="elsewhere"),))
    await book.reload_if_changed()
    assert told[-1] == (connection(name="elsewhere"),)


async def test_an_unchanged_file_is_not_read_again(book, told):
    await book.save(connection(), None)
    await book.reload_if_changed()
    assert len(told) == 1


async def test_a_damaged_edit_is_told_once_and_changes_nothing(book, profile, told):
    await book.save(connection(), None)
    profile.connections_file.write_text("version = 1\n[[connection]]\nid = 3\n")
    with pytest.raises(SettingsError, match="damaged"):
        await book.reload_if_changed()
    await book.reload_if_changed()
    assert told == [(connection(),)]


DAMAGED = "version = 1\n[[connection]]\nid = 3\n"


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_file_that_cannot_be_read_is_not_written(book, profile, keyring, is_known):
    if is_known:
        await book.save(connection(), None)
    profile.connections_file.write_text(DAMAGED)
    with pytest.raises(SettingsError, match="damaged"):
        await book.load()
    with pytest.raises(SettingsError, match=r"connections\.toml cannot be read, so nothing was"):
        await book.save(connection("two"), Secret("x"))
    assert book.is_unreadable
    assert (profile.connections_file.read_text(), keyring.kept) == (DAMAGED, {})


async def test_a_mended_file_is_written_again(book, profile):
    profile.connections_file.write_text(DAMAGED)
    with pytest.raises(SettingsError):
        await book.load()
    profile.connections_file.write_text("version = 1\n")
    await book.save(connection(), None)
    assert not book.is_unreadable
    assert connections_file.load(profile.connections_file) == (connection(),)


async def test_changes_in_quick_succession_all_take_effect(book, profile):
    for name in ("one", "two", "three"):
        await book.save(connection(name), None)
    await book.remove("three")
    await asyncio.gather(
        book.set_paused("one", paused=True), book.remove("two"), book.restore("three")
    )
    left = connections_file.load(profile.connections_file)
    assert [(c.id, c.enabled) for c in left] == [("one", False), ("three", True)]


async def test_a_change_keeps_what_another_process_saved_meanwhile(book, profile):
    await book.save(connection(), None)
    connections_file.save(profile.connections_file, (connection(), connection("elsewhere")))
    await book.set_paused("one", paused=True)
    left = connections_file.load(profile.connections_file)
    assert [(c.id, c.enabled) for c in left] == [("one", False), ("elsewhere", True)]
