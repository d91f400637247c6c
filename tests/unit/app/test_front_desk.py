"""Intents of the window that come before there is anybody to carry them out."""

import asyncio

import pytest

from pulse_desktop.app.front_desk import FrontDesk
from pulse_desktop.platforms import PLATFORMS
from pulse_desktop.settings.preferences import Preferences
from pulse_desktop.settings.profile import Profile


@pytest.fixture
async def desk(tmp_path):
    return FrontDesk(Profile.below(tmp_path), Preferences(), None, None)


async def given_up(question):
    """Ask, wait for the answer for a moment, and give the question up."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await question


async def test_a_question_that_is_given_up_leaves_the_platforms_there(desk):
    """A form that is closed, or turned to another platform, before the estate is open."""
    await given_up(desk.discover(PLATFORMS[0].id))
    assert desk.platforms() == PLATFORMS


async def test_a_question_that_is_given_up_takes_no_answer_from_another(desk):
    async with asyncio.TaskGroup() as group:
        other = group.create_task(desk.discover(PLATFORMS[0].id))
        await given_up(desk.discover(PLATFORMS[0].id))
        assert not other.done()
        other.cancel()
