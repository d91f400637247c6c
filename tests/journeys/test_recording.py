"""``record`` on a disk that fills up, and on a file that was damaged: nothing else is lost."""

import os
import sqlite3
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from pulse_desktop.model.clock import utc_now
from simulators.program import Program, eventually

PAGE = 16_384


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, of 3 MB; needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def database_of(program):
    return program.profile / "data" / "estates" / "default" / "estate.sqlite"


def sweeps(program, since_s=0, until_s=4e9):
    """How many sweeps of that span are recorded."""
    with sqlite3.connect(f"file:{database_of(program)}?mode=ro", uri=True) as handle:
        (count,) = handle.execute(
            "SELECT count(*) FROM log WHERE id >= ? AND id < ?",
            (int(since_s * 1000) << 19, int(until_s * 1000) << 19),
        ).fetchone()
    handle.close()
    return count


@contextmanager
def listening(process):
    """What a process says on standard error, as it comes: the log may have no room."""
    heard = []
    reader = threading.Thread(target=lambda: heard.extend(iter(process.stderr.readline, "")))
    reader.start()
    yield heard
    process.terminate()
    reader.join()


def fill(folder):
    """Leave no byte."""
    path = Path(folder) / "ballast"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            os.fsync(file.fileno())
    return path


def add_this_computer(program):
    """Read once a second: more often than may be set, so that a test need not wait."""
    program.add("workstation", "here", "local", "--interval", "5")
    path = program.profile / "config" / "estates" / "default" / "connections.toml"
    path.write_text(path.read_text().replace("interval_s = 5", "interval_s = 1"))


def test_a_full_disk_stops_recording_and_it_goes_on_by_itself(small_disk):
    """H-01, H-12: what was read meanwhile is recorded as well."""
    program = Program(small_disk / "profile")
    add_this_computer(program)
    with program.running("record") as process, listening(process) as heard:
        eventually(lambda: database_of(program).exists() and sweeps(program) > 2)
        ballast = fill(small_disk)
        eventually(lambda: "recording stopped" in "".join(heard))
        full_at = utc_now().timestamp()
        eventually(lambda: utc_now().timestamp() > full_at + 3)
        freed_at = utc_now().timestamp()
        ballast.unlink()
        eventually(lambda: sweeps(program, full_at + 1, freed_at) > 0)
        eventually(lambda: sweeps(program, freed_at) > 1)
    assert program.call("events").returncode == 0
    with sqlite3.connect(database_of(program)) as handle:
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    handle.close()


def test_a_damaged_database_is_recovered_by_record_and_said_on_standard_error(tmp_path):
    program = Program(tmp_path / "profile")
    add_this_computer(program)
    with program.running("record"):
        eventually(lambda: database_of(program).exists() and sweeps(program) > 5)
    path = database_of(program)
    before, found = program.events(), sweeps(program)
    with path.open("rb+") as file:
        file.write(b"\xa5" * PAGE)
    damaged = path.read_bytes()
    with program.running("record") as process, listening(process) as heard:
        eventually(lambda: "It is kept unchanged as" in "".join(heard))
        eventually(lambda: sweeps(program) > found)
    (kept,) = path.parent.glob("*damaged*.sqlite")
    assert kept.read_bytes() == damaged
    assert set(before) <= set(program.events())
