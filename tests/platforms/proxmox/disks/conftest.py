"""Physical disks in the simulated nodes, and questions about one snapshot of them."""

import asyncio

import pytest

from pulse_desktop.model.resource_type import ResourceType
from simulators.proxmox.drives import Drive

ATA = {
    "type": "ata",
    "attributes": [
        {"id": "  5", "name": "Reallocated_Sector_Ct", "raw": "0", "value": "100"},
        {"id": "  9", "name": "Power_On_Hours", "raw": "12345h+12m", "value": "90"},
        {"id": " 12", "name": "Power_Cycle_Count", "raw": "17", "value": "99"},
        {"id": "194", "name": "Temperature_Celsius", "raw": "32 (Min/Max 20/45)"},
        {"id": "197", "name": "Current_Pending_Sector", "raw": "0"},
        {"id": "199", "name": "UDMA_CRC_Error_Count", "raw": "2"},
    ],
}
NVME = {
    "type": "text",
    "text": """
SMART/Health Information (NVMe Log 0x02)
Critical Warning:                   0x00
Temperature:                        45 Celsius
Available Spare:                    100%
Available Spare Threshold:          10%
Percentage Used:                    3%
Power Cycles:                       1,024
Power On Hours:                     2,425
Unsafe Shutdowns:                   26
Media and Data Integrity Errors:    0
Warning  Comp. Temperature Time:    0
""",
}


@pytest.fixture
def estate(estate):
    """Two disks in the first node, one in the second."""
    estate.drives.all += [
        Drive(("pve1",), "/dev/sda", serial="SN-A", wwn="0x5000a", wearout=91, smart=ATA),
        Drive(("pve1",), "/dev/nvme0n1", "nvme", serial="SN-N", wwn="eui.1", smart=NVME),
        Drive(("pve2",), "/dev/sda", "hdd", serial="SN-B", rpm=7200, wearout="N/A", osdid=3),
    ]
    return estate


@pytest.fixture
def home(session, estate):
    """Polls the simulator until all that is due has been answered."""
    return Home(session, estate)


class Home:
    """One session, opened with its first poll."""

    def __init__(self, session, estate):
        self._session, self._estate, self._opened = session, estate, None
        self.snapshot = None

    async def poll(self, seconds=0, *, is_awaited=True, **fields):
        """The snapshot after ``seconds`` more, with all that was due by then."""
        self._estate.pass_time(seconds)
        # All disks are asked; the other profiles let those that turn sleep.
        self._opened = self._opened or await self._session(**{"load": "fast"} | fields)
        self.snapshot = await self._opened.collect()
        tasks = self._opened._rounds._tasks.values()
        if is_awaited and tasks:
            await asyncio.wait(tasks, timeout=5)
            self.snapshot = await self._opened.collect()
        return self.snapshot

    @property
    def disks(self):
        """By serial number, else by name."""
        found = (o for o in self.snapshot.observations if o.type is ResourceType.PHYSICAL_DISK)
        return {o.facet.serial or o.name: o for o in found}
