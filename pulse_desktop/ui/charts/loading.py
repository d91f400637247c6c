"""Brings in what draws charts without holding up the window. Imports nothing of it itself."""

import asyncio
from importlib import import_module

_COLUMN = "pulse_desktop.ui.charts.chart_column"


async def load_charts() -> None:
    """Import the chart library on a worker's thread: that takes half a second the first time."""
    await asyncio.to_thread(import_module, _COLUMN)
