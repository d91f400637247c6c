"""A test of a connection, and where its result goes."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pulse_desktop.app.examiner import Examiner
from pulse_desktop.model.errors import Category, KeyringState, SecretError
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.provider.stage import Stage, StageId, StageState
from simulators.scripted import NOON, Scripted, connection, platform

GOOD = Stage(id=StageId.PREVIEW, state=StageState.PASSED)
BAD = Stage(
    id=StageId.REACH,
    state=StageState.FAILED,
    detail=mark("t", "closed"),
    category=Category.REFUSED,
)


class Keyring:
    """Gives one secret, or refuses."""

    def __init__(self, answer):
        self.answer = answer

    async def secret_of(self, identifier):
        if isinstance(self.answer, SecretError):
            raise self.answer
        return self.answer


class Room:
    """An examiner over a scripted test, and the results it entered."""

    def __init__(self, *stages, saved=None, keyring=None):
        self.results, self.targets = [], []
        self._stages = stages
        self.saved = saved
        scripted = replace(
            platform(Scripted(None)), examine=self.examine, needs_secret=lambda _: True
        )
        self.examiner = Examiner(
            platforms={scripted.id: scripted},
            secrets=Keyring(keyring or Secret("stored")),
            workers=ThreadPoolExecutor(1),
            now=lambda: NOON,
            saved=lambda _: self.saved,
            tested=lambda _, error: self.results.append(error),
        )

    async def examine(self, target, surroundings):
        self.targets.append(target)
        for stage in self._stages:
            await asyncio.sleep(0)
            yield stage

    async def all(self, subject, secret=None):
        return [stage async for stage in self.examiner.examine(subject, secret)]


@pytest.mark.parametrize(("stage", "category"), [(GOOD, None), (BAD, Category.REFUSED)])
async def test_an_unedited_saved_connections_test_enters_its_record(stage, category):
    """P-02: the result is the record's, good or bad."""
    room = Room(stage, saved=connection())
    assert await room.all(connection()) == [stage]
    assert [error and error.category for error in room.results] == [category]


async def test_an_edited_forms_test_enters_nothing():
    """P-02: testing an edited form does not."""
    room = Room(GOOD, saved=connection())
    await room.all(connection(address="https://other.test"))
    await room.all(connection(), Secret("typed"))
    assert room.results == []


@pytest.mark.parametrize(
    ("before", "after", "entered"),
    [
        (connection(), None, []),
        (connection(), connection(address="https://other.test"), []),
        (None, connection(), [None]),
    ],
)
async def test_what_is_saved_when_the_test_ends_decides(before, after, entered):
    """P-02: a connection may be saved, edited or removed while it is tested."""
    room = Room(GOOD, saved=before)
    async for _ in room.examiner.examine(connection(), None):
        room.saved = after
    assert room.results == entered


async def test_the_stored_secret_is_used_where_none_was_typed():
    room = Room(GOOD)
    await room.all(connection())
    await room.all(connection(), Secret("typed"))
    assert [target.secret.reveal() for target in room.targets] == ["stored", "typed"]


async def test_a_locked_keyring_fails_the_sign_in_in_its_own_words():
    locked = SecretError(KeyringState.LOCKED, mark("t", "The keyring is locked."))
    (stage,) = await Room(GOOD, keyring=locked).all(connection())
    assert (stage.id, str(stage.detail)) == (StageId.SIGN_IN, "The keyring is locked.")


async def test_a_platform_this_version_does_not_know_fails_in_a_sentence():
    (stage,) = await Room(GOOD).all(connection(platform="from-the-future"))
    assert (stage.state, stage.category) == (StageState.FAILED, Category.VERSION)
    assert str(stage.detail) == "This version does not know the platform from-the-future."
