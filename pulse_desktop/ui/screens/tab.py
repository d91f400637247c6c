"""The tabs of the window, as data."""

from dataclasses import dataclass
from enum import StrEnum

from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.read_state import (
    INFRASTRUCTURE_TYPES,
    STORAGE_TYPES,
    WORKLOAD_TYPES,
)
from pulse_desktop.ui.models import columns
from pulse_desktop.ui.models.column import Column
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.server_columns import SERVER_SUITES
from pulse_desktop.ui.models.storage_columns import STORAGE_SUITES, storage_columns
from pulse_desktop.ui.models.suite import Suite
from pulse_desktop.ui.recovery.columns import recovery_columns


class TabId(StrEnum):
    """A tab, as the command line spells it."""

    INFRASTRUCTURE = "infrastructure"
    WORKLOADS = "workloads"
    STORAGE = "storage"
    RECOVERY = "recovery"
    CHARTS = "charts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab with a table."""

    id: TabId
    title: Text
    types: frozenset[ResourceType]
    columns: tuple[Column, ...]
    groupings: tuple[Grouping, ...]
    """What its rows can be grouped by, in the order of the menu."""

    grouping: Grouping = Grouping.NONE
    """How they are, until the user chooses otherwise."""

    suites: tuple[Suite, ...] = ()
    """Columns of their own that some rows have where rows are grouped by type."""

    nothing: Text
    """Shown when connections answer and none reports such a thing."""


TABLES = (
    Tab(
        id=TabId.INFRASTRUCTURE,
        title=mark("Tab", "Infrastructure"),
        types=INFRASTRUCTURE_TYPES,
        columns=columns.INFRASTRUCTURE,
        groupings=(Grouping.NONE, Grouping.PLATFORM, Grouping.STATUS, Grouping.TYPE),
        grouping=Grouping.TYPE,
        suites=SERVER_SUITES,
        nothing=mark("Tab", "No connection reports a host, node or appliance."),
    ),
    Tab(
        id=TabId.WORKLOADS,
        title=mark("Tab", "Workloads"),
        types=WORKLOAD_TYPES,
        columns=columns.WORKLOADS,
        groupings=tuple(Grouping),
        nothing=mark("Tab", "No connection reports a guest, container or service."),
    ),
    Tab(
        id=TabId.STORAGE,
        title=mark("Tab", "Storage"),
        types=STORAGE_TYPES,
        columns=storage_columns(lambda _: None),
        suites=STORAGE_SUITES,
        groupings=(
            Grouping.NONE,
            Grouping.HOST,
            Grouping.PLATFORM,
            Grouping.STATUS,
            Grouping.TYPE,
        ),
        grouping=Grouping.TYPE,
        nothing=mark("Tab", "No connection reports a pool, file system or disk."),
    ),
    Tab(
        id=TabId.RECOVERY,
        title=mark("Tab", "Recovery"),
        types=WORKLOAD_TYPES,
        columns=recovery_columns(lambda _: None),
        groupings=(Grouping.NONE, Grouping.HOST, Grouping.PLATFORM, Grouping.TYPE),
        nothing=mark("Tab", "No connection reports a guest, container or service."),
    ),
)
TITLES = {
    **{tab.id: tab.title for tab in TABLES},
    TabId.CHARTS: mark("Tab", "Charts"),
}
"""What every tab is called, in their order."""

GROUPING_TITLES = {
    Grouping.NONE: mark("Tab", "None"),
    Grouping.HOST: mark("Tab", "Host"),
    Grouping.PLATFORM: mark("Tab", "Platform"),
    Grouping.STATUS: mark("Tab", "Status"),
    Grouping.TYPE: mark("Tab", "Type"),
    Grouping.PROJECT: mark("Tab", "Project"),
}
