"""Pictures of the real window, taken where there is no display."""

import struct

import pytest
from PySide6.QtGui import QColor, QImage

from pulse_desktop.ui import theme

TABS = ("infrastructure", "workloads", "storage", "recovery", "charts")


@pytest.fixture
def picture(program, tmp_path):
    """Take a picture; gives its width, height and bytes."""
    program.add("workstation", "me", "local")

    def taken(*options, expect=0):
        out = tmp_path / "out.png"
        program.call("screenshot", str(out), "--size", "1000x700", *options, expect=expect)
        body = out.read_bytes()
        assert body.startswith(b"\x89PNG")
        return (*struct.unpack(">II", body[16:24]), body)

    return taken


@pytest.fixture
def demo_picture(program, tmp_path):
    """Take a picture of the demo estate; gives how many pixels say that something is critical."""

    def taken(*options):
        out, look = tmp_path / "demo.png", ("--theme", "dark", "--size", "1000x700", "--wait", "2")
        program.call("--demo", "screenshot", str(out), *look, *options)
        image, critical = QImage(str(out)), QColor(theme.DARK.crit).rgb()
        every = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixel(x, y) == critical for x, y in every)

    return taken


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_a_picture_of_the_size_asked_for(picture, tab):
    assert picture("--tab", tab, "--wait", "0.5")[:2] == (1000, 700)


def test_a_picture_at_twice_the_scale_has_twice_the_pixels(picture):
    assert picture("--scale", "2", "--wait", "0.5")[:2] == (2000, 1400)


def test_the_themes_differ(picture):
    light = picture("--theme", "light", "--wait", "0.5")[2]
    assert picture("--theme", "dark", "--wait", "0.5")[2] != light


@pytest.mark.parametrize("dialog", ["connections", "first-run"])
def test_a_dialog_can_be_pictured_by_itself(picture, dialog):
    width, height, _ = picture("--dialog", dialog, "--wait", "0.5")
    assert (width, height) != (1000, 700)


def test_the_test_of_a_connection_can_be_pictured(picture):
    assert picture("--dialog", "test", "--select", "me", "--wait", "0.5")


def test_a_page_that_there_is_not_is_refused(program, tmp_path):
    words = ("screenshot", str(tmp_path / "x.png"), "--page", "prices")
    assert "invalid choice: 'prices'" in program.call(*words, expect=2).stderr


def test_the_window_can_be_pictured_as_it_was(demo_picture):
    """The demo knows its whole past: the node that was off on Tuesday is marked then."""
    of_it = ("--select", "west-b", "--page", "overview")
    assert demo_picture(*of_it) == 0
    assert demo_picture(*of_it, "--at", "tue 21:50") > 20


@pytest.mark.parametrize(
    ("at", "said"),
    [("soon", "is no time"), ("2999-01-01T00:00", "is still to come")],
)
def test_a_time_that_is_none_or_is_to_come_is_refused(program, tmp_path, at, said):
    words = ("screenshot", str(tmp_path / "x.png"), "--at", at)
    assert said in program.call(*words, expect=2).stderr


def test_a_time_before_anything_was_recorded_is_a_sentence(program, tmp_path):
    out = tmp_path / "x.png"
    words = ("screenshot", str(out), "--at", "2001-01-01T00:00", "--wait", "0.2")
    assert "Nothing is known of how it was at 2001-01-01" in program.call(*words, expect=2).stderr
    assert not out.exists()


def test_a_name_that_nothing_has_is_a_sentence(program, tmp_path):
    words = ("screenshot", str(tmp_path / "x.png"), "--select", "nobody", "--wait", "0.2")
    assert program.call(*words, expect=2).stderr == "No recorded resource is named nobody.\n"


def test_a_picture_writes_nothing_to_the_profile(picture, program):
    picture("--wait", "0.5")
    before = sorted(program.profile.rglob("*"))
    picture("--wait", "0.5")
    assert sorted(program.profile.rglob("*")) == before
    assert not list(program.profile.rglob("*.sqlite"))
