"""The columns of the tables. A table is one tuple of these."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models import facts, guest_facts, storage_facts
from pulse_desktop.ui.models.backup_column import backup_column
from pulse_desktop.ui.models.column import CellKind, Column, Sortable
from pulse_desktop.ui.models.guests_column import guests_column, not_counted
from pulse_desktop.ui.presentation import Presentation


def _measured(metric: Metric) -> Callable[[Resource], Sortable | None]:
    def value(resource: Resource) -> float | None:
        measured = resource.metrics.get(metric)
        return None if measured is None else measured.value

    return value


def _metric(metric: Metric, title: Text, **rest: Any) -> Column:
    def text(resource: Resource, presentation: Presentation) -> str:
        measured = resource.metrics.get(metric)
        return presentation.formats.value(metric, None if measured is None else measured.value)

    is_ratio = metric.unit is Unit.RATIO
    rest.setdefault("characters", 15 if is_ratio else 10)
    return Column(
        id=metric.value,
        title=title,
        value=_measured(metric),
        text=text,
        kind=CellKind.BAR if is_ratio else CellKind.NUMBER,
        metric=metric,
        **rest,
    )


def _known(metric: Metric, title: Text, read: facts.Figure, **rest: Any) -> Column:
    """A metric that is known of some without being measured, in its unit."""

    def text(resource: Resource, presentation: Presentation) -> str:
        return presentation.formats.value(metric, read(resource))

    return Column(
        id=metric.value,
        title=title,
        value=read,
        text=text,
        told=text,
        kind=CellKind.NUMBER,
        metric=metric,
        **rest,
    )


def _fact(name: str, title: Text, read: facts.Fact, **rest: Any) -> Column:
    def value(resource: Resource) -> str | None:
        known = read(resource)
        return None if known is None else known.casefold()

    def text(resource: Resource, _presentation: Presentation) -> str:
        return read(resource) or MISSING

    return Column(id=name, title=title, value=value, text=text, **rest)


def _own_id_order(resource: Resource) -> str | None:
    known = facts.own_id(resource)
    return known.rjust(12, "0") if known is not None else None


def _place(resource: Resource, presentation: Presentation) -> str:
    """Whose a store is, or how many machines share it."""
    known, nodes = facts.parent(resource), storage_facts.reached_by(resource)
    if known is not None or not nodes:
        return known or MISSING
    if len(nodes) == 1:
        return nodes[0]
    return presentation.formats.say(mark("Columns", "{n} hosts").given(n=len(nodes)))


def _places(resource: Resource, _presentation: Presentation) -> str:
    return facts.parent(resource) or ", ".join(storage_facts.reached_by(resource)) or MISSING


def _last_seen(resource: Resource, presentation: Presentation) -> str:
    if presentation.is_past:
        return MISSING  # history tells when something was measured, not when it was seen
    return presentation.formats.ago(resource.last_seen_at, presentation.now())


NAME = Column(
    id="name",
    title=mark("Columns", "Name"),
    value=lambda resource: resource.name.casefold(),
    text=lambda resource, _: resource.name,
    kind=CellKind.NAME,
    characters=20,
    rank=0,
)
_STATUS = Column(
    id="status",
    title=mark("Columns", "Status"),
    value=lambda resource: str(resource.condition.word).casefold(),
    text=lambda resource, p: p.formats.say(resource.condition.word),
    kind=CellKind.STATUS,
    characters=14,
    rank=2,
)
_TYPE = Column(
    id="type",
    title=mark("Columns", "Type"),
    value=lambda resource: str(facts.TYPE_TITLES[resource.type]).casefold(),
    text=lambda resource, p: p.formats.say(facts.TYPE_TITLES[resource.type]),
    characters=12,
    rank=6,
)
_UPTIME = Column(
    id="uptime",
    title=mark("Columns", "Uptime"),
    value=facts.started,
    text=lambda resource, p: p.formats.uptime(facts.uptime(resource, p)),
    kind=CellKind.NUMBER,
    characters=9,
    rank=3,
)
_SOURCES = Column(
    id="source",
    title=mark("Columns", "Source"),
    value=lambda resource: min((s.platform for s in resource.sources), default=None),
    text=lambda resource, p: p.platforms(resource) or MISSING,
    characters=16,
    rank=9,
    shown=False,
)
_LAST_SEEN = Column(
    id="last_seen",
    title=mark("Columns", "Last seen"),
    value=lambda resource: float(epoch_ms(resource.last_seen_at)),
    text=_last_seen,
    kind=CellKind.NUMBER,
    characters=10,
    rank=9,
    shown=False,
)
_GUESTS = guests_column(not_counted)
_RESTARTS = Column(
    id="restarts",
    title=mark("Columns", "Restarts"),
    value=lambda resource: (
        None if resource.restart_count is None else float(resource.restart_count)
    ),
    text=lambda resource, p: p.formats.number(resource.restart_count),
    kind=CellKind.NUMBER,
    characters=8,
    rank=7,
)
_TAGS = _fact("tags", mark("Columns", "Tags"), facts.tags, characters=14, rank=9, shown=False)
_ADDRESS = _fact(
    "address", mark("Columns", "Address"), facts.address, characters=15, rank=8, shown=False
)
_BACKUP = backup_column(guest_facts.last_backup)
_UPDATES = Column(
    id="updates",
    title=mark("Columns", "Updates"),
    value=facts.updates,
    text=lambda resource, p: p.formats.number(facts.updates(resource)),
    told=facts.updates_told,
    kind=CellKind.NUMBER,
    characters=8,
    rank=7,
    shown=False,
)
_CPU = _metric(Metric.CPU, mark("Columns", "CPU"), rank=1)
_MEMORY = _metric(Metric.MEMORY, mark("Columns", "Memory"), rank=1)
_DISK = _metric(Metric.DISK, mark("Columns", "Disk"), rank=2)
_NET_IN = _metric(Metric.NET_IN, mark("Columns", "Net ↓"), rank=4)
_NET_OUT = _metric(Metric.NET_OUT, mark("Columns", "Net ↑"), rank=4)
_DISK_READ = _metric(Metric.DISK_READ, mark("Columns", "Read"), rank=7, shown=False)
_DISK_WRITE = _metric(Metric.DISK_WRITE, mark("Columns", "Write"), rank=7, shown=False)

INFRASTRUCTURE = (
    NAME,
    _STATUS,
    _CPU,
    _MEMORY,
    _DISK,
    _NET_IN,
    _NET_OUT,
    _metric(Metric.TEMPERATURE, mark("Columns", "Temp"), characters=6, rank=5),
    _metric(Metric.LOAD1, mark("Columns", "Load"), characters=6, rank=6),
    _GUESTS,
    _UPTIME,
    _fact("version", mark("Columns", "Version"), facts.version, characters=18, rank=8, shown=False),
    _UPDATES,
    _fact("kernel", mark("Columns", "Kernel"), facts.kernel, characters=16, rank=9, shown=False),
    _ADDRESS,
    _DISK_READ,
    _DISK_WRITE,
    _metric(Metric.SWAP, mark("Columns", "Swap"), rank=8, shown=False),
    _TAGS,
    _LAST_SEEN,
    _SOURCES,
)
WORKLOADS = (
    NAME,
    _STATUS,
    _TYPE,
    Column(
        id="id",
        title=mark("Columns", "ID"),
        value=_own_id_order,
        text=lambda resource, _: facts.own_id(resource) or MISSING,
        characters=12,
        rank=8,
        shown=False,
    ),
    _CPU,
    _MEMORY,
    _metric(Metric.DISK, mark("Columns", "Disk"), rank=2, told=guest_facts.disk_told),
    _NET_IN,
    _NET_OUT,
    _fact("host", mark("Columns", "Host"), facts.parent, characters=18, rank=5),
    _UPTIME,
    _BACKUP,
    _RESTARTS,
    _fact("health", mark("Columns", "Health"), facts.health, characters=9, rank=8, shown=False),
    _fact("image", mark("Columns", "Image"), facts.image, characters=24, rank=9, shown=False),
    _fact(
        "project",
        mark("Columns", "Project or pool"),
        facts.owner,
        characters=12,
        rank=8,
        shown=False,
    ),
    _fact(
        "system", mark("Columns", "System"), guest_facts.system, characters=18, rank=8, shown=False
    ),
    _fact("lock", mark("Columns", "Lock"), guest_facts.lock, rank=8, shown=False),
    _fact(
        "ha",
        mark("Columns", "Availability"),
        guest_facts.high_availability,
        rank=9,
        shown=False,
    ),
    _fact("ports", mark("Columns", "Ports"), facts.ports, characters=14, rank=9, shown=False),
    _ADDRESS,
    _DISK_READ,
    _DISK_WRITE,
    _TAGS,
    _LAST_SEEN,
    _SOURCES,
)
STORAGE = (
    NAME,
    replace(_STATUS, characters=16, rank=6),
    Column(
        id="host",
        title=mark("Columns", "Host"),
        value=lambda resource: (facts.parent(resource) or "").casefold() or None,
        text=_place,
        told=_places,
        characters=13,
        rank=3,
    ),
    _fact(
        "kind",
        mark("Columns", "Type"),
        facts.storage_type,
        told=lambda resource, _: facts.storage_model(resource) or MISSING,
        characters=13,
        rank=4,
    ),
    _fact(
        "protection",
        mark("Columns", "Protection"),
        storage_facts.protection,
        characters=9,
        rank=5,
    ),
    _metric(Metric.USAGE, mark("Columns", "Used"), characters=17, rank=1),
    _metric(Metric.USED, mark("Columns", "Used size"), rank=6, shown=False),
    _metric(Metric.AVAILABLE, mark("Columns", "Free"), rank=2),
    _known(Metric.TOTAL, mark("Columns", "Total"), facts.capacity, characters=10, rank=2),
    _known(
        Metric.SMART_TEMPERATURE,
        mark("Columns", "Temp"),
        facts.warmth,
        characters=6,
        rank=8,
        shown=False,
    ),
    _fact("content", mark("Columns", "Content"), facts.content, characters=20, rank=8),
    _fact("path", mark("Columns", "Path"), facts.storage_path, characters=20, rank=8, shown=False),
    _DISK_READ,
    _DISK_WRITE,
    _LAST_SEEN,
    _SOURCES,
)
