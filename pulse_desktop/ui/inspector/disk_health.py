"""What a disk says of itself and its life, as labels and values. Pure: no Qt."""

from collections.abc import Iterator
from datetime import timedelta

from pulse_desktop.model.facet import DiskFacet, Smart
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import Formats

Line = tuple[Text, str | None]

_SECTORS = mark("DiskHealth", "{count} sectors")
_COUNTERS: tuple[tuple[Text, str, Text | None], ...] = (
    (mark("DiskHealth", "Remapped"), "reallocated_sectors", _SECTORS),
    (mark("DiskHealth", "Waiting"), "pending_sectors", _SECTORS),
    (mark("DiskHealth", "Unreadable"), "offline_uncorrectable", _SECTORS),
    (mark("DiskHealth", "Media errors"), "media_errors", None),
    (mark("DiskHealth", "Cable errors"), "udma_crc_errors", None),
)
"""What should have stayed 0, each where the disk counts it."""


def disk_health(disk: DiskFacet, formats: Formats) -> Iterator[Line]:
    """Each line; ``None`` where the disk does not say."""
    yield mark("DiskHealth", "Model"), disk.model
    yield mark("DiskHealth", "Serial number"), disk.serial
    yield mark("DiskHealth", "Size"), None if disk.size_bytes is None else _size(disk, formats)
    yield mark("DiskHealth", "Self-test"), disk.known_health
    life = disk.life_left
    yield mark("DiskHealth", "Life left"), None if life is None else formats.percent(life / 100)
    yield mark("DiskHealth", "In"), _place(disk)
    if disk.smart is not None:
        yield from _counted(disk.smart, formats)


def _size(disk: DiskFacet, formats: Formats) -> str:
    size = formats.size(disk.size_bytes)
    return size if not disk.rpm else f"{size} · {formats.number(disk.rpm)} rpm"


def _place(disk: DiskFacet) -> str | None:
    return " · ".join(filter(None, (disk.storage_group, disk.storage_role))) or None


def _counted(smart: Smart, formats: Formats) -> Iterator[Line]:
    hours = smart.power_on_hours
    powered = None if hours is None else formats.uptime(timedelta(hours=hours))
    yield mark("DiskHealth", "Powered on"), powered
    for label, name, spelled in _COUNTERS:
        count = getattr(smart, name)
        number = formats.number(count)
        said = number if spelled is None else formats.say(spelled.given(count=number))
        yield label, None if count is None else said
