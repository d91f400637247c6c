"""Where the health of a disk is from, or why it is not known. Pure: no Qt."""

from collections.abc import Mapping
from types import MappingProxyType

from pulse_desktop.model.facet import DiskFacet
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.presentation import Presentation

_SOURCES: Mapping[str, Text] = MappingProxyType(
    {
        "disk-list": mark("DiskTruth", "The list of disks"),
        "disk-counters": mark("DiskTruth", "The disk itself"),
    }
)
_REASONS: Mapping[str, Text] = MappingProxyType(
    {
        "not-woken": mark(
            "DiskTruth",
            "It was not asked, because that might wake it. Choose the load profile Fast for this "
            "connection to have it asked.",
        ),
        "not-asked-yet": mark("DiskTruth", "It was not asked yet."),
        "permission-denied": mark(
            "DiskTruth",
            "The user of this connection may not ask it. Test the connection to see which "
            "privilege is missing.",
        ),
        "no-answer": mark("DiskTruth", "It was asked and did not answer."),
        "not-told": mark("DiskTruth", "It was asked and does not tell how it is."),
    }
)


def health_origin(resource: Resource, presentation: Presentation) -> str | None:
    """What told of its health and how long ago; ``None`` where that is not known."""
    disk = resource.facet(DiskFacet)
    reading = None if disk is None or disk.known_health is None else disk.reading
    label = None if reading is None else _SOURCES.get(reading.source or "")
    if reading is None or label is None:
        return None
    said = presentation.formats.say(label)
    if reading.read_at is None:
        return said
    return f"{said}, {presentation.formats.ago(reading.read_at, presentation.now())}"


def health_reason(resource: Resource) -> Text | None:
    """Why its health is not known, and what to do about it."""
    disk = resource.facet(DiskFacet)
    if disk is None or disk.known_health is not None or disk.reading is None:
        return None
    return _REASONS.get(disk.reading.reason or "")
