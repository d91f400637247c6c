"""A diary: a store and a memory that are told the same, and asked by one clock."""

from array import array
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.database import Schema
from pulse_desktop.database.connection import open_writer
from pulse_desktop.database.schema import prepare
from pulse_desktop.history import imported_table
from pulse_desktop.history.memory import Held, Memory
from pulse_desktop.history.query import query
from pulse_desktop.history.retention import STANDARD
from pulse_desktop.history.schema import SCHEMA
from pulse_desktop.history.store import Store
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, Readings, SeriesIndex, SeriesKey, SeriesTarget

START = datetime(2026, 3, 2, tzinfo=UTC)
"""A UTC midnight, so that every grid begins here."""

NOTHING = Held(SeriesIndex(), ())


def series(name, metric=Metric.CPU):
    return SeriesKey(SeriesTarget(Family.VM, name), metric)


WEB, MAIL = series("web"), series("mail")


def readings_of(index, at, values):
    readings = Readings(START + timedelta(seconds=at))
    for key, value in values.items():
        readings.columns.append(index.column(key))
        readings.values.append(value)
    return readings


class Diary:
    """Everything recorded history consists of, on one thread. Times are seconds after START."""

    def __init__(self, path, span=timedelta(hours=2)):
        self.path, self.schema = path, Schema((SCHEMA, imported_table.SCHEMA))
        self.index = SeriesIndex()
        self.memory = Memory(self.index, span)
        self.open()

    def open(self):
        self.store = Store()
        self.handle = open_writer(self.path, self.schema)
        prepare(self.handle, self.path, self.schema)

    def reopen(self):
        """As after a start of the program: nothing is remembered but the file."""
        self.handle.close()
        self.index = SeriesIndex()
        self.memory = Memory(self.index)
        self.open()

    def readings(self, at, values):
        return readings_of(self.index, at, values)

    def write(self, work):
        self.handle.execute("BEGIN")
        result = work(self.handle)
        self.handle.execute("COMMIT")
        return result

    def record(self, at, values):
        """One sweep, in memory and in the store."""
        readings = self.readings(at, values)
        self.memory.append(readings)
        self.write(lambda handle: self.store.append(handle, self.index, readings))

    def tend(self, at, keeping=STANDARD):
        """All maintenance that is due at that time."""
        now = START + timedelta(seconds=at)
        while self.write(lambda handle: self.store.tend(handle, keeping, now)):
            continue

    def ask(self, *keys, begin, end, max_points=1000):
        """Memory and store together, as the window asks."""
        return self._query(self.handle, self.memory.held(), keys, begin, end, max_points)

    def ask_store(self, *keys, begin, end, max_points=1000):
        return self._query(self.handle, NOTHING, keys, begin, end, max_points)

    def ask_memory(self, *keys, begin, end, max_points=1000):
        return self._query(None, self.memory.held(), keys, begin, end, max_points)

    def count(self, table):
        sql = f"SELECT count(*) FROM {table}"  # noqa: S608 - a table of ours
        return self.handle.execute(sql).fetchone()[0]

    def _query(self, handle, held, keys, begin, end, max_points):
        start_s = epoch_ms(START) / 1000
        return query(handle, held, keys, (start_s + begin, start_s + end), max_points)


@pytest.fixture
def diary(temporary_diary):
    with temporary_diary() as opened:
        yield opened


@pytest.fixture(scope="session")
def temporary_diary(tmp_path_factory):
    """Opens a diary for one example of a property."""

    @contextmanager
    def opened(**options):
        diary = Diary(tmp_path_factory.mktemp("diary") / "history.sqlite", **options)
        try:
            yield diary
        finally:
            diary.handle.close()

    return opened


@pytest.fixture(scope="session")
def key():
    return series


@pytest.fixture
def web():
    return WEB


@pytest.fixture
def mail():
    return MAIL


@pytest.fixture(scope="session")
def rows_of():
    """A line as tuples (seconds after START, mean, minimum, maximum, count), gaps left out."""

    def rows(line):
        if line is None:
            return []
        start_s = epoch_ms(START) / 1000
        columns = (line.at_s - start_s, line.value, line.minimum, line.maximum, line.count)
        every = zip(*(column.tolist() for column in columns), strict=True)
        return [row for row in every if row[4] == row[4]]

    return rows


@pytest.fixture(scope="session")
def single():
    """Rounds to float32, as a reading is on entry."""
    return lambda value: array("f", [value])[0]


@pytest.fixture
def readings_at():
    return readings_of


@pytest.fixture
def start_s():
    """START in epoch seconds."""
    return epoch_ms(START) / 1000
