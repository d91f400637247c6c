"""Which machine this is."""

import platform

import pytest

from pulse_desktop.provider import machine
from pulse_desktop.provider.machine import machine_id, this_host


@pytest.fixture
def files(monkeypatch, tmp_path):
    """The two files of a machine that has neither yet."""
    paths = (tmp_path / "etc", tmp_path / "dbus")
    monkeypatch.setattr(machine, "_MACHINE_ID_FILES", paths)
    return paths


def test_a_machine_id_is_trimmed_and_lower_case(files):
    files[0].write_text("ABC123\n", encoding="ascii")
    assert machine_id() == "abc123"


@pytest.mark.parametrize("first", [b"", b"\n", b"\xff\xfe"])
def test_a_first_file_without_an_id_leaves_the_question_to_the_second(files, first):
    files[0].write_bytes(first)
    files[1].write_text("def456\n", encoding="ascii")
    assert machine_id() == "def456"


def test_a_machine_without_either_file_has_no_id(files):
    assert machine_id() is None


def test_this_host_is_its_name_and_kernel():
    assert this_host() == (platform.node(), platform.release())
