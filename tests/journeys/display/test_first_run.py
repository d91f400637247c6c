"""The first minute with the program, on a real display."""

import pytest

from simulators.program import eventually
from simulators.user import MAIN, WELCOME

pytestmark = pytest.mark.peer_display


def test_a_first_run_shows_this_computer_once_the_user_agreed_by_keyboard(new_user):
    with new_user.started(WELCOME):
        # The default answer is there as soon as something was found to watch.
        eventually(lambda: agree(new_user))
        eventually(lambda: new_user.program.call("events", expect=None).stdout, 15)
        assert [one["platform"] for one in new_user.saved().values()] == ["workstation"]


def test_nothing_is_watched_by_someone_who_starts_empty(new_user):
    with new_user.started(WELCOME):
        new_user.display.press("Escape")
        new_user.display.window(MAIN)
    assert new_user.saved() == {}


def agree(user):
    """Press Enter; whether the welcome went."""
    user.display.press("Return")
    return "Welcome to Pulse Desktop" not in user.display.titles()
