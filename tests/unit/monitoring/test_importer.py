"""What platforms recorded is written one answer after the other, and waits for the disk."""

import asyncio
from array import array
from types import MappingProxyType

import pytest

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.model.errors import StoreError, StoreState
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import importer as module
from pulse_desktop.monitoring.importer import Importer
from pulse_desktop.resources.commit import Commit

WEB, MAIL = (SeriesTarget(Family.VM, name) for name in ("web", "mail"))
NOTHING = Recorded(width_s=60, at_s=array("q"), averages=MappingProxyType({}))


def commit(*targets):
    earlier = tuple((target, NOTHING) for target in targets)
    return Commit(lambda: None, frozenset(), (), None, None, earlier=earlier)


class Disk:
    """Takes imports, unless it is full."""

    def __init__(self):
        self.taken, self.refusals, self.done = [], 0, asyncio.Event()

    async def write(self, target, recorded):
        if self.refusals:
            self.refusals -= 1
            raise StoreError(StoreState.FULL, mark("Test", "Full."))
        self.taken.append(target)
        self.done.set()


@pytest.fixture
async def run():
    async with asyncio.TaskGroup() as group:
        tasks = []
        yield lambda importer: tasks.append(group.create_task(importer.run()))
        for task in tasks:
            task.cancel()


async def test_imports_are_written_in_order(run):
    disk = Disk()
    importer = Importer(disk.write)
    importer.put(commit(WEB, MAIL))
    run(importer)
    await disk.done.wait()
    assert disk.taken == [WEB, MAIL]


async def test_what_the_disk_refuses_is_written_later(run, monkeypatch):
    monkeypatch.setattr(module, "RETRY_S", 0)
    disk = Disk()
    disk.refusals = 2
    importer = Importer(disk.write)
    run(importer)
    importer.put(commit(WEB))
    await disk.done.wait()
    assert disk.taken == [WEB]
