"""Where a window comes back: on its screen, within it, or else on the main one."""

import pytest

from pulse_desktop.ui.workspace.place import Display, relative, restored

MAIN = Display("DP-1", (0, 0, 1920, 1080))
SIDE = Display("HDMI-1", (1920, 200, 1280, 1024))


def test_a_window_comes_back_on_its_screen():
    place = relative((2000, 300, 800, 600), SIDE)
    assert restored("HDMI-1", place, [MAIN, SIDE]) == (2000, 300, 800, 600)


def test_a_screen_that_moved_takes_its_window_along():
    place = relative((2000, 300, 800, 600), SIDE)
    left = Display("HDMI-1", (-1280, 0, 1280, 1024))
    assert restored("HDMI-1", place, [MAIN, left]) == (-1200, 100, 800, 600)


def test_without_its_screen_a_window_stands_on_the_main_one():
    assert restored("HDMI-1", (80, 100, 800, 600), [MAIN]) == (80, 100, 800, 600)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((1900, 1000, 800, 600), (1120, 480, 800, 600)),
        ((-500, -10, 800, 600), (0, 0, 800, 600)),
        ((0, 0, 5000, 4000), (0, 0, 1920, 1080)),
        ((10, 10, 5, 5), (10, 10, 480, 320)),
    ],
)
def test_a_window_is_never_beyond_its_screen(place, expected):
    assert restored("DP-1", place, [MAIN]) == expected
