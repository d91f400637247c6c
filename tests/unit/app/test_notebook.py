"""Notes and charts behind the desk: the estate that is asked for is the one that answers."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from pulse_desktop.app.chart_shelf import ChartShelf
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.notebook import Notebook
from pulse_desktop.database import Database
from pulse_desktop.model.errors import StoreError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.note import Note, NoteId
from pulse_desktop.model.saved_chart import ChartBook, SavedChart, new_chart_id
from pulse_desktop.settings.profile import Profile, make_directories

NOON = datetime(2026, 5, 5, 12, tzinfo=UTC)
NOTE = Note(NoteId("n1"), NOON, "switch replaced")
DAY = timedelta(days=1)


@pytest.fixture
def profile(tmp_path):
    made = Profile.below(tmp_path)
    make_directories(made)
    return made


@pytest.fixture
async def recording(profile):
    database = Database(profile.database_file, ESTATE_SCHEMA)
    await database.open()
    yield SimpleNamespace(database=database)
    await database.aclose()


def notebook(profile, recording=None):
    async def runtime():
        return SimpleNamespace(profile=profile, recording=recording)

    return Notebook(runtime)


async def test_a_note_is_kept_and_taken_back(profile, recording):
    notes = notebook(profile, recording)
    await notes.keep(NOTE)
    assert await notes.between(NOON - DAY, NOON) == (NOTE,)
    await notes.remove(NOTE.id)
    assert await notes.between(NOON - DAY, NOON) == ()


async def test_notes_are_read_from_the_file_while_another_process_records(profile, recording):
    await notebook(profile, recording).keep(NOTE)
    assert await notebook(profile).between(NOON - DAY, NOON) == (NOTE,)


async def test_without_a_file_there_are_no_notes(profile):
    assert await notebook(profile).between(NOON - DAY, NOON) == ()


async def test_a_note_that_cannot_be_kept_is_refused_with_a_sentence(profile):
    with pytest.raises(StoreError, match="Nothing is recorded at present"):
        await notebook(profile).keep(NOTE)


async def test_each_estate_has_its_own_charts(profile):
    shelf = ChartShelf(profile)
    book = ChartBook(charts=(SavedChart(id=new_chart_id(), name="NAS slow on Tuesday"),))
    await shelf.save(EstateId("cabin"), book)
    assert await shelf.load(EstateId("cabin")) == book
    assert await shelf.load(EstateId("default")) == ChartBook()
