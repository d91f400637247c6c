"""Pictures of the real window, taken where there is no display."""

import struct

import pytest

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


def test_a_name_that_nothing_has_is_a_sentence(program, tmp_path):
    words = ("screenshot", str(tmp_path / "x.png"), "--select", "nobody", "--wait", "0.2")
    assert program.call(*words, expect=2).stderr == "No recorded resource is named nobody.\n"


def test_a_picture_writes_nothing_to_the_profile(picture, program):
    picture("--wait", "0.5")
    before = sorted(program.profile.rglob("*"))
    picture("--wait", "0.5")
    assert sorted(program.profile.rglob("*")) == before
    assert not list(program.profile.rglob("*.sqlite"))
