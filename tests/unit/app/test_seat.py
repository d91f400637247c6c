"""Who may write a profile."""

import pytest

from pulse_desktop.app.local_socket import Lender, LocalServer, Manners
from pulse_desktop.app.seat import Seats, take_seat
from pulse_desktop.model.errors import ProfileInUse
from pulse_desktop.settings.writer_lock import WriterLock
from simulators.scripted import until


class Writer:
    """A process that writes the profile and listens, played in this one."""

    def __init__(self, profile):
        self.lock = WriterLock(profile.lock_file)
        self.lock.acquire()

    async def hand_over(self):
        self.lock.release()

    def take_back(self):
        self.lock.acquire()

    def lender(self):
        return Manners(lender=Lender(self.hand_over, self.take_back))


async def test_a_free_profile_is_taken_and_left(profile):
    seat = await take_seat(profile)
    with pytest.raises(ProfileInUse):
        WriterLock(profile.lock_file).acquire()
    await seat.leave()
    assert await take_seat(profile) is not None


async def test_a_second_window_raises_the_first_and_takes_nothing(profile):
    raised, first = [], Writer(profile)
    server = LocalServer(profile.socket_file, Manners(raise_window=lambda: raised.append(1)))
    await server.start()
    assert await take_seat(profile) is None
    assert (raised, first.lock.is_held) == ([1], True)
    await server.close()


async def test_a_recorder_gives_way_to_a_window_and_comes_back(profile):
    recorder = Writer(profile)
    server = LocalServer(profile.socket_file, recorder.lender())
    await server.start()
    seat = await take_seat(profile)
    await seat.leave()
    await until(lambda: recorder.lock.is_held)
    await server.close()


async def test_a_writer_that_does_not_answer_keeps_the_profile(profile):
    first = Writer(profile)
    with pytest.raises(ProfileInUse, match="writes this profile"):
        await take_seat(profile)
    assert first.lock.is_held


async def test_a_window_is_raised_by_a_start_on_any_profile_that_it_holds(profile):
    raised = []
    manners = Manners(raise_window=lambda: raised.append(1))
    seats = Seats(profile, writes=True, manners=manners)
    await seats.take(profile.demo())
    assert await take_seat(profile.demo()) is None
    assert raised == [1]
    await seats.keep(None)
    seat = await take_seat(profile.demo())
    assert seat is not None
    await seat.leave()
