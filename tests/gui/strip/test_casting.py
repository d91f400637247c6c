"""Who plays, found out in a thread."""

import asyncio
import threading
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject

from pulse_desktop.ui.strip.cast import NOBODY, Cast
from pulse_desktop.ui.strip.casting import Casting

pytestmark = pytest.mark.gui


@dataclass
class Row:
    """What a cast wants of a resource; it notes who asks."""

    id: str
    condition: str = "running"
    name: str = ""
    aliases: tuple = ()
    asked_by: set = field(default_factory=set)

    @property
    def series(self):
        self.asked_by.add(threading.current_thread())


@pytest.fixture
def owner(qapp):
    return QObject()


def asked(owner, *questions):
    """What is told when all work is done at last."""
    works, told = [], []
    casting = Casting(works.append, owner)
    casting.made.connect(told.append)
    for rows in questions:
        casting.ask(rows, NOBODY)
    return casting, works, told


def test_of_several_questions_the_last_one_is_answered(owner):
    _, works, told = asked(owner, [Row("a")], [Row("b"), Row("c")])
    for work in works:
        asyncio.run(work)
    assert [bill.cast.place for bill in told] == [{"b": 0, "c": 1}]


def test_rows_are_not_looked_into_on_the_thread_of_the_window(owner):
    row = Row("a")
    _, (work,), _ = asked(owner, [row])
    asyncio.run(work)
    assert row.asked_by
    assert threading.current_thread() not in row.asked_by


def test_the_cast_of_another_estate_is_not_told(owner):
    casting, (work,), told = asked(owner, [Row("a")])
    casting.forget()
    asyncio.run(work)
    assert told == []


def test_rows_in_another_order_are_the_same_cast(owner):
    works, told = [], []
    casting = Casting(works.append, owner)
    casting.made.connect(told.append)
    casting.ask([Row("b"), Row("a")], Cast.of([Row("a"), Row("b")]))
    asyncio.run(works[0])
    assert [bill.is_known for bill in told] == [True]
