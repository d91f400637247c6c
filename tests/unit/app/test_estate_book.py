"""The list of estates while a window is open, and what deleting one does."""

import pytest

from pulse_desktop.app.estate_book import EstateBook
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings import connections_file, estates_file
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.settings.profile import make_directories
from simulators.scripted import connection


@pytest.fixture
def told():
    """What the book told of: the names that were in it each time."""
    return []


@pytest.fixture
def book(profile, told):
    made = EstateBook(profile, lambda: told.append([e.name for e in made.estates.living]))
    return made


@pytest.fixture
async def cabin(book, profile):
    """A second estate, with one connection that has a secret."""
    await book.create("Cabin")
    made = profile.of_estate("cabin")
    make_directories(made)
    far = connection("c-far", user="u@pam")
    connections_file.save(made.connections_file, [far])
    return made


def saved(profile):
    return estates_file.load(profile.estates_file)


async def test_what_is_made_is_saved_and_told(book, profile, told):
    await book.create("Cabin")
    assert [estate.name for estate in saved(profile).living] == ["Home", "Cabin"]
    assert told == [["Home", "Cabin"]]


async def test_an_edit_by_another_process_is_followed(book, profile, told):
    estates_file.save(profile.estates_file, EstateList().renamed("default", "House"))
    await book.look()
    await book.look()
    assert told == [["House"]]


async def test_no_edit_by_another_process_is_lost(book, profile):
    estates_file.save(profile.estates_file, EstateList().with_new("Boat"))
    await book.rename("default", "House")
    assert [estate.name for estate in saved(profile).living] == ["House", "Boat"]


async def test_a_list_that_cannot_be_read_is_left_alone_and_said_once(book, profile, caplog):
    profile.estates_file.write_text("version = 99\n")
    await book.look()
    await book.look()
    with pytest.raises(SettingsError, match="newer"):
        await book.create("Cabin")
    assert profile.estates_file.read_text() == "version = 99\n"
    assert len(caplog.records) == 1


async def test_a_deleted_estate_comes_back_as_it_was(book, cabin):
    await book.delete("cabin", "default")
    assert [estate.name for estate in book.estates.living] == ["Home"]
    await book.restore("cabin")
    assert [estate.name for estate in book.estates.living] == ["Home", "Cabin"]
    assert cabin.connections_file.exists()


async def test_a_deleted_estate_keeps_its_files_until_the_purge(book, cabin, secrets, keyring):
    """S-02: its secrets go with it."""
    keyring.set_password("Pulse Desktop", "c-far:secret", "x")
    await book.delete("cabin", "default")
    assert cabin.connections_file.exists()
    assert keyring.kept
    await book.purge(secrets)
    assert not any(folder.exists() for folder in cabin.estate_folders)
    assert (keyring.kept, saved(cabin).deleted) == ({}, ())


async def test_a_purge_takes_nothing_that_lives(book, cabin, secrets):
    await book.purge(secrets)
    assert cabin.connections_file.exists()


async def test_an_estate_deleted_by_a_run_that_crashed_goes_with_the_next_purge(
    profile, book, cabin, secrets
):
    await book.delete("cabin", "default")
    await EstateBook(profile, lambda: None).purge(secrets)
    assert not cabin.connections_file.exists()


async def test_a_new_estate_never_gets_the_folder_of_an_old_one(book, cabin):
    await book.delete("cabin", "default")
    await book.create("Cabin")
    assert book.estates.living[1].id == "cabin-2"
