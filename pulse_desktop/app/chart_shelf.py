"""The saved charts of a profile's estates."""

import asyncio

from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.saved_chart import ChartBook
from pulse_desktop.settings import saved_charts
from pulse_desktop.settings.profile import Profile


class ChartShelf:
    """Answers ``ui.desk.SavedCharts``. The files are small, and read and written in a thread."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    async def load(self, estate: EstateId) -> ChartBook:
        """See ``SavedCharts.load``."""
        path = self._profile.of_estate(estate).charts_file
        return await asyncio.to_thread(saved_charts.load, path)

    async def save(self, estate: EstateId, book: ChartBook) -> None:
        """See ``SavedCharts.save``."""
        path = self._profile.of_estate(estate).charts_file
        await asyncio.to_thread(saved_charts.save, path, book)
