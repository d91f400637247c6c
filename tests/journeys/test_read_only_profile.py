"""A profile whose files may not be written starts, says so, and changes nothing (S-01)."""

import os
import subprocess
from contextlib import contextmanager

import pytest

from simulators.program import eventually

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a folder read-only")


@contextmanager
def read_only(folder):
    """Make a folder read-only even for root, which no file mode can do."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def facts(folder):
    """Owner and mode of everything below, and what files hold."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        body = path.read_bytes() if path.is_file() else b""
        found[path] = (status.st_uid, status.st_gid, status.st_mode, body)
    return found


def test_configuration_that_is_read_only_is_said_and_recording_goes_on(program):
    """S-01: says what is read-only, and runs."""
    program.add("workstation", "me", "local", "--interval", "5")
    config = program.profile / "config"
    before = facts(config)
    with read_only(config), program.running("record"):
        eventually(lambda: program.call("events", expect=None).stdout)
        assert str(config) in program.call("doctor", expect=None).stdout
        refused = program.call("connections", "edit", "me", "--interval", "9", expect=2)
    assert "cannot be written" in refused.stderr
    assert facts(config) == before


def test_data_that_is_read_only_leaves_a_window_that_shows_what_was_recorded(program):
    """S-01: changes no owner or mode of what it may not write, and runs."""
    program.add("workstation", "me", "local", "--interval", "5")
    with program.running("record"):
        eventually(lambda: program.call("events", expect=None).stdout)
    data = program.profile / "data"
    before = facts(data)
    with read_only(data), program.running() as window:
        eventually(lambda: "may not be written" in program.log)
        assert window.poll() is None
    assert (window.returncode, facts(data)) == (0, before)


def test_a_recorder_that_can_record_nothing_ends_with_6(program):
    program.add("workstation", "me", "local", "--interval", "5")
    data = program.profile / "data"
    data.mkdir(exist_ok=True)
    with read_only(data):
        assert "may not be written" in program.call("record", expect=6).stderr


def test_a_recorder_in_a_profile_that_may_not_be_written_at_all_ends_with_6(program):
    """S-01: a sentence and a status, no traceback."""
    program.profile.mkdir()
    with read_only(program.profile):
        refused = program.call("record", expect=6)
    assert "may not be written, so nothing can be recorded" in refused.stderr
    assert "Traceback" not in refused.stderr
