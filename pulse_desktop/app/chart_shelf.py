"""The saved charts of a profile's estates."""

import asyncio
from pathlib import Path

from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.saved_chart import ChartBook
from pulse_desktop.settings import saved_charts
from pulse_desktop.settings.estates import DEMO
from pulse_desktop.settings.profile import Profile


class ChartShelf:
    """Answers ``ui.desk.SavedCharts``. The files are small, and read and written in a thread."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    async def load(self, estate: EstateId) -> ChartBook:
        """See ``SavedCharts.load``."""
        return await asyncio.to_thread(saved_charts.load, self._path(estate))

    async def save(self, estate: EstateId, book: ChartBook) -> None:
        """See ``SavedCharts.save``."""
        await asyncio.to_thread(saved_charts.save, self._path(estate), book)

    def _path(self, estate: EstateId) -> Path:
        live = self._profile.live
        return (live.demo() if estate == DEMO else live.of_estate(estate)).charts_file
