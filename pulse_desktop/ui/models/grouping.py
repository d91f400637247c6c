"""The ways of dividing a table into sections."""

from collections.abc import Callable
from enum import StrEnum

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import mark
from pulse_desktop.resources.read_state import STORAGE_TYPES
from pulse_desktop.ui.models import facts
from pulse_desktop.ui.presentation import Presentation

_STATUS_ORDER = (
    Shape.CRITICAL,
    Shape.WARNING,
    Shape.UNKNOWN,
    Shape.CHANGING,
    Shape.OK,
    Shape.OFF,
    Shape.MUTED,
)


class Grouping(StrEnum):
    """What rows of a section have in common."""

    NONE = "none"
    HOST = "host"
    PLATFORM = "platform"
    STATUS = "status"
    TYPE = "type"
    PROJECT = "project"


Heading = tuple[str, str]
"""A section's key, by which sections are ordered, and its title."""

_SYSTEMS = {
    ResourceType.AGENT: (0, mark("Grouping", "Hosts")),
    ResourceType.K8S_CLUSTER: (1, mark("Grouping", "Clusters")),
    ResourceType.K8S_NODE: (2, mark("Grouping", "Cluster nodes")),
    ResourceType.PBS: (3, mark("Grouping", "Backup servers")),
    ResourceType.PMG: (4, mark("Grouping", "Mail gateways")),
}
"""What others run on comes first, and then what does one thing for all of them."""

_LAST = "\uffff"
"""Sorts after every other key."""


def heading(grouping: Grouping, resource: Resource, presentation: Presentation) -> Heading:
    """The section that ``resource`` belongs to."""
    return _HEADINGS[grouping](resource, presentation)


def _none(_resource: Resource, _presentation: Presentation) -> Heading:
    return ("", "")


def _host(resource: Resource, presentation: Presentation) -> Heading:
    if resource.parent_name is None:
        return (_LAST, presentation.formats.say(mark("Grouping", "Standalone")))
    return (resource.parent_name.casefold(), resource.parent_name)


def _platform(resource: Resource, presentation: Presentation) -> Heading:
    title = presentation.platforms(resource)
    return (title.casefold(), title)


def _status(resource: Resource, presentation: Presentation) -> Heading:
    word = presentation.formats.say(resource.condition.word)
    order = _STATUS_ORDER.index(resource.condition.shape)
    return (f"{order} {word.casefold()}", word)


def _type(resource: Resource, presentation: Presentation) -> Heading:
    if resource.type in STORAGE_TYPES:
        return _storage_type(resource, presentation)
    title = presentation.formats.say(facts.TYPE_TITLES[resource.type])
    system = _SYSTEMS.get(resource.type)
    if system is not None:
        return (str(system[0]), presentation.formats.say(system[1]))
    return (title.casefold(), title)


def _storage_type(resource: Resource, presentation: Presentation) -> Heading:
    """Where room comes from, then what it is divided into, and then what it is made of."""
    if resource.type is ResourceType.PHYSICAL_DISK:
        place, title = 2, mark("Grouping", "Disks")
    elif resource.type is ResourceType.CEPH:
        place, title = 3, mark("Grouping", "Storage clusters")
    elif resource.type is ResourceType.STORAGE and facts.is_file_system(resource):
        place, title = 1, mark("Grouping", "Datasets and file systems")
    else:
        place, title = 0, mark("Grouping", "Pools and datastores")
    return (str(place), presentation.formats.say(title))


def _project(resource: Resource, presentation: Presentation) -> Heading:
    project = facts.owner(resource)
    if project is None:
        return (_LAST, presentation.formats.say(mark("Grouping", "No project")))
    return (project.casefold(), project)


_HEADINGS: dict[Grouping, Callable[[Resource, Presentation], Heading]] = {
    Grouping.NONE: _none,
    Grouping.HOST: _host,
    Grouping.PLATFORM: _platform,
    Grouping.STATUS: _status,
    Grouping.TYPE: _type,
    Grouping.PROJECT: _project,
}
