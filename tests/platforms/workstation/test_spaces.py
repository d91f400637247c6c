"""A file system that never answers holds up neither the others nor the next poll."""

import threading

import pytest

from pulse_desktop.platforms.workstation.sample import Mount, Space
from pulse_desktop.platforms.workstation.spaces import Spaces

ROOT = Mount("/dev/sda1", "/", "ext4")
DEAD = Mount("/dev/sdb1", "/dead", "ext4")
SPACE = Space(100, 50, 50)


@pytest.fixture
def dead():
    """A reader whose ``/dead`` hangs until the test ends, and how often it was asked."""
    revived, asked = threading.Event(), []

    def read(point):
        asked.append(point)
        if point == "/dead":
            revived.wait()
        return SPACE

    read.asked, read.revived = asked, revived
    yield read
    revived.set()


def test_those_that_answer_are_told_beside_one_that_does_not(dead):
    assert Spaces(dead, limit_s=0.05).read([ROOT, DEAD]) == {ROOT: SPACE, DEAD: None}


def test_one_that_is_stuck_is_not_asked_again(dead):
    spaces = Spaces(dead, limit_s=0.01)
    spaces.read([DEAD])
    assert spaces.read([DEAD]) == {DEAD: None}
    assert dead.asked == ["/dead"]


def test_one_that_came_back_is_asked_anew(dead):
    spaces = Spaces(dead, limit_s=0.01)
    spaces.read([DEAD])
    dead.revived.set()
    for thread in threading.enumerate():
        if thread.name == "space /dead":
            thread.join()
    assert spaces.read([DEAD]) == {DEAD: SPACE}
    assert dead.asked == ["/dead", "/dead"]


def test_one_that_refuses_is_left_out():
    def refuse(point):
        raise PermissionError(point)

    assert Spaces(refuse).read([ROOT]) == {}
