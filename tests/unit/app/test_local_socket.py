"""Processes on one profile agree on who writes."""

import asyncio

import pytest

from pulse_desktop.app.local_socket import (
    Lender,
    LocalServer,
    Manners,
    borrow,
    open_estate,
    raise_other,
)
from simulators.scripted import until


class Recorder:
    """A recorder that lends, and what it was asked to do."""

    def __init__(self):
        self.log = []

    async def hand_over(self):
        self.log.append("handed over")

    def take_back(self):
        self.log.append("took back")

    @property
    def manners(self):
        return Manners(lender=Lender(self.hand_over, self.take_back))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run" / "pulse.sock"


async def served(path, manners):
    server = LocalServer(path, manners)
    await server.start()
    return server


async def test_a_second_window_raises_the_first(path):
    raised = []
    server = await served(path, Manners(raise_window=lambda: raised.append(True)))
    assert await raise_other(path)
    assert raised == [True]
    await server.close()


async def test_a_recorder_has_no_window_to_raise(path):
    server = await served(path, Recorder().manners)
    assert not await raise_other(path)
    await server.close()


async def test_a_recorder_hands_over_and_takes_back_when_the_loan_ends(path):
    recorder = Recorder()
    server = await served(path, recorder.manners)
    loan = await borrow(path)
    assert recorder.log == ["handed over"]
    await loan.give_back()
    await until(lambda: recorder.log == ["handed over", "took back"])
    await server.close()


async def test_a_window_does_not_hand_over(path):
    server = await served(path, Manners(raise_window=lambda: None))
    assert await borrow(path) is None
    await server.close()


async def test_nobody_listening_is_no_loan_and_no_window(path):
    assert await borrow(path) is None
    assert not await raise_other(path)


async def test_a_socket_file_left_by_a_crash_is_replaced(path):
    path.parent.mkdir()
    path.touch()
    server = await served(path, Manners(raise_window=lambda: None))
    assert await raise_other(path)
    await server.close()
    assert not path.exists()


@pytest.mark.parametrize("said", [b"shout\n", b"\xff\xfe\n", b"x" * 100_000, b""])
async def test_what_is_not_understood_is_refused(path, said):
    """Whatever is sent, the server answers or hangs up, and listens on."""
    server = await served(path, Manners(raise_window=lambda: None))
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(said)
    writer.write_eof()
    assert await reader.read() in {b"refused\n", b""}
    writer.close()
    assert await raise_other(path)
    await server.close()


async def test_a_recorder_that_ends_while_it_lends_ends_the_loan(path):
    recorder = Recorder()
    server = await served(path, recorder.manners)
    loan = await borrow(path)
    await server.close()
    assert recorder.log == ["handed over", "took back"]
    await loan.give_back()


async def test_a_loan_outlives_the_listening(path):
    recorder = Recorder()
    server = await served(path, recorder.manners)
    loan = await borrow(path)
    await server.stop_listening()
    assert (path.exists(), recorder.log) == (False, ["handed over"])
    await loan.give_back()
    await until(lambda: recorder.log[-1] == "took back")


async def test_whoever_writes_says_which_estate_it_has_open(path):
    server = await served(path, Manners(estate=lambda: "cabin"))
    assert await open_estate(path) == "cabin"
    await server.close()


async def test_who_does_not_say_which_estate_is_open_is_not_understood(path):
    assert await open_estate(path) is None
    server = await served(path, Manners(raise_window=lambda: None))
    assert await open_estate(path) is None
    await server.close()
