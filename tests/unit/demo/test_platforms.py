"""Opening every site of the estate at once, as the program does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulse_desktop.demo import platforms as demo
from pulse_desktop.demo import readings
from pulse_desktop.model.clock import utc_now
from pulse_desktop.provider.platform import Surroundings, Target

WORKERS = 4


@pytest.fixture
def made(monkeypatch):
    """Each set of curves that is made, from the beginning."""
    found = []

    class Counted(readings.Readings):
        def __init__(self, curves):
            found.append(1)
            super().__init__(curves)

    demo._readings_of.cache_clear()
    monkeypatch.setattr(readings, "Readings", Counted)
    yield found
    demo._readings_of.cache_clear()


async def test_the_curves_are_made_once_for_all_sites(made):
    known = {one.id: one for one in demo.platforms()}
    with ThreadPoolExecutor(WORKERS) as workers:
        lent = Surroundings(utc_now, workers, lambda: None)
        connections = [site.connection for site in demo.graph_of(1).sites]
        opened = (known[one.platform].connect(Target(one, None), lent) for one in connections)
        await asyncio.gather(*opened)
    assert made == [1]
