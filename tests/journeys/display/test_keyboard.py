"""The window without a mouse, on a real display."""

import pytest

from simulators.program import eventually
from simulators.proxmox.estate import TOKEN_VALUE
from simulators.user import CONNECTIONS, EDITOR, MAIN

pytestmark = pytest.mark.peer_display

TABS = (0, 20, 420, 70)
FILTER = (-330, 20, 330, 70)
"""Areas of the main window, from its nearest corner."""


@pytest.fixture
def window(user):
    with user.started():
        main = user.display.window(MAIN)
        eventually(lambda: user.program.call("events", expect=None).stdout)
        yield main


@pytest.fixture
def looks(user, window):
    """What an area shows after keys were pressed, once it differs from what it showed before."""

    def look(area, *keys):
        before = user.display.pixels(window, area)
        user.display.press(*keys)
        eventually(lambda: user.display.pixels(window, area) != before, 5)
        return settled(user, window, area)

    return look


def settled(user, window, area):
    """What an area shows when it has come to rest."""

    def rested():
        first = user.display.pixels(window, area)
        return first if user.display.pixels(window, area) == first else b""

    return eventually(rested, 5)


def test_ctrl_and_a_number_turns_to_a_tab(looks):
    shown = [looks(TABS, f"ctrl+{number}") for number in (2, 3, 4, 1, 2)]
    assert shown[4] == shown[0]
    assert len(set(shown)) == 4


def test_slash_filters_and_escape_shows_everything_again(user, window, looks):
    unfiltered = settled(user, window, FILTER)
    looks(FILTER, "slash", "z", "q")
    assert looks(FILTER, "Escape") == unfiltered


def test_the_two_panes_at_the_sides_go_and_come_back(looks):
    left, right = (0, 90, 150, 500), (-300, 90, 290, 30)
    for area, key in ((left, "F9"), (right, "F4")):
        assert looks(area, key) != looks(area, key)


def test_f5_polls_at_once(user, cluster):
    pin = ("--trust-fingerprint", cluster.fingerprint, "--interval", "3600")
    sign_in = ("--token-id", "pulse@pve!desktop", "--secret-stdin")
    user.program.add("proxmox_ve", "lab", cluster.url, *pin, *sign_in, secret=TOKEN_VALUE)
    with user.started():
        seen = eventually(lambda: polls(cluster))
        user.display.press("F5")
        eventually(lambda: polls(cluster) > seen)


def polls(cluster):
    return sum(request.path.endswith("/cluster/resources") for request in cluster.requests)


@pytest.mark.parametrize(
    ("keys", "title"),
    [("ctrl+7", CONNECTIONS), ("ctrl+n", EDITOR), ("ctrl+comma", "^Preferences$")],
)
def test_windows_open_by_keys_and_close_by_escape(user, window, keys, title):
    user.display.press(keys)
    user.display.window(title)
    user.display.press("Escape")
    assert user.display.window(MAIN) == window


def test_a_window_is_found_again_as_it_was_left(user):
    with user.started() as process:
        left = user.display.window(MAIN)
        user.display.resize(left, 1200, 700)
        user.display.press("ctrl+3", "F9")
        tabs = settled(user, left, TABS)
        assert user.quit(process) == 0
    with user.started():
        found = user.display.window(MAIN)
        assert user.display.size(found) == (1200, 700)
        eventually(lambda: user.display.pixels(found, TABS) == tabs)
