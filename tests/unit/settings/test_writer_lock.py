"""One writer a profile, held by the operating system, so that no crash leaves it behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from pulse_desktop.model.errors import ProfileInUse
from pulse_desktop.settings.writer_lock import WriterLock

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from pulse_desktop.settings.writer_lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "writer.lock"


@pytest.fixture
def holder(path):
    """Another process that is the writer."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_writer_is_refused_with_a_sentence(path, holder):
    with pytest.raises(ProfileInUse, match="Another Pulse Desktop writes this profile"):
        WriterLock(path).acquire()


def test_a_killed_writer_leaves_no_lock_behind(path, holder):
    holder.kill()
    holder.wait()
    lock = WriterLock(path)
    lock.acquire()
    lock.release()


def test_a_lock_that_was_released_can_be_taken(path):
    first, second = WriterLock(path), WriterLock(path)
    first.acquire()
    with pytest.raises(ProfileInUse):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
