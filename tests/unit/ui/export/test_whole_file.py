"""Files that are there whole, or not at all."""

import errno
import os
import stat

import pytest

from pulse_desktop.model.errors import ExportError
from pulse_desktop.ui.charts.export.whole_file import write_bytes, write_whole


def fill_up(file):
    file.write(b"half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_appears_with_the_users_usual_rights(tmp_path):
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "chart.png", b"body")
    finally:
        os.umask(before)
    assert (tmp_path / "chart.png").read_bytes() == b"body"
    assert stat.S_IMODE((tmp_path / "chart.png").stat().st_mode) == 0o640


def test_a_full_disk_leaves_what_was_there_and_says_so(tmp_path):
    path = tmp_path / "chart.csv"
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match="cannot be written: no space left on device"):
        write_whole(path, fill_up)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(ExportError, match=r"no such file or directory\. Choose another place\."):
        write_bytes(tmp_path / "nowhere" / "chart.png", b"")


def test_work_that_is_stopped_leaves_no_trace(tmp_path):
    def stop(file):
        file.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "chart.png", stop)
    assert not list(tmp_path.iterdir())


def test_a_link_stays_one_and_what_it_points_to_is_written(tmp_path):
    target, link = tmp_path / "kept" / "target.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["kept", "link.csv", "target.csv"]


def test_a_link_to_what_is_not_there_yet_makes_it(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to("target.csv")
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "target.csv").read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system names no pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_bytes(pipe, b"body")
        assert os.read(reading, 100) == b"body"
    finally:
        os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_in_its_place_is_a_sentence(tmp_path):
    with pytest.raises(ExportError, match="cannot be written: is a directory"):
        write_bytes(tmp_path, b"")


def test_links_that_lead_round_are_a_sentence(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(link)
    with pytest.raises(ExportError, match="cannot be written: too many levels of symbolic links"):
        write_bytes(link, b"")
