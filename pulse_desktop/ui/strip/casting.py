"""Finds out who plays: with thousands of rows in a thread, so that the window goes on."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pulse_desktop.model.condition import Condition
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.strip.cast import Cast
from pulse_desktop.ui.tasks import Spawn


@dataclass(frozen=True, slots=True)
class Bill:
    """Who plays, and how each one stands."""

    cast: Cast
    conditions: dict[ResourceId, Condition]
    is_known: bool
    """Whether what is known of the history of the cast before holds for this one."""


class Casting(QObject):
    """One answer a question, the latest wins."""

    made = Signal(object)
    """Carries a ``Bill``."""

    def __init__(self, spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._spawn = spawn
        self._request = 0

    def ask(self, rows: Iterable[Resource], before: Cast) -> None:
        """Make the cast of these rows."""
        self._request += 1
        self._spawn(self._make(tuple(rows), before, self._request))

    def forget(self) -> None:
        """Drop what is on its way."""
        self._request += 1

    async def _make(self, rows: tuple[Resource, ...], before: Cast, request: int) -> None:
        bill = await asyncio.to_thread(_bill, rows, before)
        if request == self._request:
            self.made.emit(bill)


def _bill(rows: tuple[Resource, ...], before: Cast) -> Bill:
    cast = Cast.of(rows)
    return Bill(cast, {one.id: one.condition for one in rows}, cast.plays_as(before))
