"""Has what draws a chart loaded in a thread, and lets through then what waits for it."""

import asyncio
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject

from pulse_desktop.ui.tasks import Spawn, is_alive

Act = Callable[[], object]


class ImportGate(QObject):
    """Imports a module when it is first needed: that takes half a second."""

    def __init__(self, module: str, spawn: Spawn, parent: QObject) -> None:
        super().__init__(parent)
        self._module = module
        self._spawn = spawn
        self._is_open = False
        self._waiting: list[Act] = []

    def pass_on(self, act: Act) -> None:
        """Do ``act`` at once where the module is loaded, else as soon as it is."""
        if self._is_open:
            act()
            return
        self._waiting.append(act)
        if len(self._waiting) == 1:
            self._spawn(self._load())

    async def _load(self) -> None:
        await asyncio.to_thread(import_module, self._module)
        if not is_alive(self):
            return
        self._is_open = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
