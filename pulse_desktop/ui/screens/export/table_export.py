"""Writing the table on show as a file."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.errors import PulseError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Desk
    from pulse_desktop.ui.table.table_file import Shown


class TableExport(QObject):
    """Acts on whichever table is up; says so where there is none."""

    def __init__(
        self,
        actions: Actions,
        desk: "Desk",
        spawn: Spawn,
        say: Callable[[Text], None],
        page: Callable[[], ResourcePage | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._spawn = spawn
        self._say = say
        self._page = page
        self._window = window
        actions.export_table.triggered.connect(self.export)

    def export(self) -> None:
        """Ask where to, and write what is shown."""
        from pulse_desktop.ui.screens.export.file_prompt import Offer, ask_path
        from pulse_desktop.ui.table.table_file import shown

        page = self._page()
        if page is None or not page.model.count():
            self._say(mark("Export", "There is no row to export."))
            return
        table = shown(page.model, page.table.visible_positions())
        name = f"{page.tab.id}_{_stamp(table.presentation.now)}.csv"
        offer = Offer(self._desk.preferences().export.folder, name, "csv")
        ask_path(offer, lambda path: self._take(table, path), self._window)

    def _take(self, table: "Shown", path: Path) -> None:
        self._spawn(self._write(table, path))

    async def _write(self, table: "Shown", path: Path) -> None:
        from pulse_desktop.ui.charts.export.whole_file import write_bytes
        from pulse_desktop.ui.table.table_file import table_csv

        def work() -> None:
            write_bytes(path, table_csv(table).encode("utf-8"))

        preferences = self._desk.preferences()
        choice = replace(preferences.export, folder=str(path.parent))
        try:
            await asyncio.to_thread(work)
            await self._desk.save_preferences(replace(preferences, export=choice))
        except PulseError as error:
            self._say(error.message)
        else:
            self._say(mark("Export", "Saved as {path}").given(path=str(path)))


def _stamp(now: Clock) -> str:
    """The present, in local time, as part of a file's name."""
    return now().astimezone().strftime("%Y-%m-%dT%H%M")
