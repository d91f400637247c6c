"""What the inspector's first page says of one resource. Pure: no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.facet import (
    ContainerFacet,
    DiskFacet,
    HostFacet,
    ServiceFacet,
)
from pulse_desktop.model.metric import Metric, Unit
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.resource import Measured, Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.recovery.standing import Standing
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.ui.inspector.block import Block, Link, Meter, Pair
from pulse_desktop.ui.inspector.disk_health import disk_health
from pulse_desktop.ui.inspector.guest_blocks import guest_blocks
from pulse_desktop.ui.inspector.parts import file_system, interface
from pulse_desktop.ui.inspector.server_blocks import server_blocks
from pulse_desktop.ui.inspector.sources import Sources, sources
from pulse_desktop.ui.inspector.storage_blocks import storage_blocks
from pulse_desktop.ui.models import disk_truth, facts, storage_facts
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.severity import Severity, severity

_PROBLEMS = frozenset({Shape.WARNING, Shape.CRITICAL})
_BEHIND_USAGE = frozenset({Metric.USED, Metric.TOTAL})
"""What stands beside the bar of how full something is, where that has its bytes."""

_SHOWN_CHILDREN = 12
"""Links to children before the rest is only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The page, top to bottom."""

    problem: str
    """Empty when there is none."""

    problem_shape: Shape
    blocks: tuple[Block, ...]
    web_url: str | None
    address: str | None
    words: Annotation
    sources: Sources


def overview(
    resource: Resource,
    state: ReadState,
    presentation: Presentation,
    standing: Standing | None = None,
) -> Overview:
    """Everything worth saying of ``resource``; blocks without content are left out.

    ``standing`` tells of its backups by others than its hypervisor, where that is worked out.
    """
    blocks = (
        Block("", meters=tuple(_meters(resource, presentation))),
        *_disk(resource, presentation),
        _identity(resource, presentation),
        *server_blocks(resource, presentation),
        *storage_blocks(resource, presentation),
        *guest_blocks(resource, standing, presentation),
        *_parts(resource, presentation),
        *_relations(resource, state, presentation),
    )
    return Overview(
        problem=problem(resource, presentation),
        problem_shape=resource.condition.shape,
        blocks=tuple(b for b in blocks if b.meters or b.pairs or b.links),
        web_url=presentation.web_address(resource),
        address=facts.address(resource),
        words=resource.annotation,
        sources=sources(resource, state, presentation),
    )


def problem(resource: Resource, presentation: Presentation) -> str:
    """What is wrong, its consequence, in sentences; empty when nothing is."""
    say = presentation.formats.say
    if resource.is_stale:
        seen = presentation.formats.ago(resource.last_seen_at, presentation.now())
        return say(
            mark("Overview", "Last seen {age}. What follows is how it was then.").given(age=seen)
        )
    if resource.condition.shape not in _PROBLEMS:
        return ""
    sentences = [say(resource.condition.word) + ".", *_reasons(resource, presentation)]
    return " ".join(sentences)


def _reasons(resource: Resource, presentation: Presentation) -> Iterator[str]:
    say = presentation.formats.say
    container = resource.facet(ContainerFacet)
    if container is not None and container.oom_killed:
        yield say(mark("Overview", "It ran out of memory."))
    if container is not None and container.exit_code:
        yield say(mark("Overview", "It ended with status {code}.").given(code=container.exit_code))
    service = resource.facet(ServiceFacet)
    for task in service.tasks if service is not None else ():
        if task.error:
            yield task.error
    yield from (f"{reason.rstrip('.')}." for reason in _endangered(resource, presentation))
    for metric, measured in resource.metrics.items():
        if severity(metric, measured.value) is Severity.CRITICAL:
            label, value = say(metric.label), presentation.formats.value(metric, measured.value)
            yield say(mark("Overview", "{label} is at {value}.").given(label=label, value=value))


def _endangered(resource: Resource, presentation: Presentation) -> tuple[str, ...]:
    """What its data is at risk of, or else what its platform complains about."""
    if resource.risk is not None and resource.risk.reasons:
        return tuple(presentation.formats.say(each.summary) for each in resource.risk.reasons)
    return tuple(each.summary for each in resource.incidents)


def _meters(resource: Resource, presentation: Presentation) -> Iterator[Meter]:
    usage = resource.metrics.get(Metric.USAGE)
    is_told = usage is not None and bool(presentation.bytes_behind(usage))
    for metric in Metric:
        measured = resource.metrics.get(metric)
        if measured is not None and not (is_told and metric in _BEHIND_USAGE):
            yield _meter(metric, measured, presentation)


def _meter(metric: Metric, measured: Measured, presentation: Presentation) -> Meter:
    level = severity(metric, measured.value)
    is_ratio = metric.unit is Unit.RATIO
    return Meter(
        label=presentation.formats.say(metric.label),
        value=presentation.formats.value(metric, measured.value),
        detail=presentation.bytes_behind(measured),
        ratio=measured.value if is_ratio else None,
        severity=level,
        provenance=presentation.provenance(measured),
        spoken=presentation.spoken(metric, measured),
    )


def _identity(resource: Resource, presentation: Presentation) -> Block:
    formats = presentation.formats
    host = resource.facet(HostFacet)
    started, up = resource.started_at, facts.uptime(resource, presentation)
    known: tuple[tuple[Text, str | None], ...] = (
        (mark("Overview", "Type"), formats.say(facts.TYPE_TITLES[resource.type])),
        (mark("Overview", "Version"), facts.version(resource)),
        (mark("Overview", "Engine"), facts.engine(resource)),
        (mark("Overview", "Kernel"), facts.kernel(resource)),
        (mark("Overview", "Architecture"), host.architecture if host is not None else None),
        (mark("Overview", "ID"), facts.own_id(resource)),
        (mark("Overview", "Image"), facts.image(resource)),
        (mark("Overview", "Project"), facts.project(resource)),
        (mark("Overview", "Pool"), facts.pool(resource)),
        (mark("Overview", "Health"), facts.health(resource)),
        (mark("Overview", "Ports"), facts.ports(resource)),
        (mark("Overview", "Addresses"), "\n".join(resource.identity.ip_addresses) or None),
        (mark("Overview", "Content"), facts.content(resource)),
        (mark("Overview", "Tags"), facts.tags(resource)),
        (mark("Overview", "Uptime"), formats.uptime(up) if up is not None else None),
        (mark("Overview", "Started"), formats.absolute(started) if started is not None else None),
        (mark("Overview", "Reported by"), presentation.platforms(resource) or None),
    )
    pairs = tuple(Pair(formats.say(label), value) for label, value in known if value is not None)
    return Block(formats.say(mark("Overview", "Identity")), pairs=pairs)


def _disk(resource: Resource, presentation: Presentation) -> Iterator[Block]:
    disk, say = resource.facet(DiskFacet), presentation.formats.say
    if disk is not None:
        reason = disk_truth.health_reason(resource)
        word = storage_facts.disk_word(resource)
        known = (
            (mark("Overview", "Health"), None if word is None else say(word)),
            (mark("Overview", "Told by"), disk_truth.health_origin(resource, presentation)),
            (mark("Overview", "Reason"), None if reason is None else say(reason)),
            *disk_health(disk, presentation.formats),
        )
        pairs = tuple(Pair(say(label), value) for label, value in known if value is not None)
        yield Block(say(mark("Overview", "Disk")), pairs=pairs)


def _parts(resource: Resource, presentation: Presentation) -> Iterator[Block]:
    host = resource.facet(HostFacet)
    if host is None:
        return
    say = presentation.formats.say
    systems = tuple(file_system(part, presentation) for part in host.file_systems)
    yield Block(say(mark("Overview", "File systems")), meters=systems)
    nets = tuple(Pair(net.name, interface(net, presentation)) for net in host.network_interfaces)
    yield Block(say(mark("Overview", "Network interfaces")), pairs=nets)
    sensors = tuple(
        Pair(sensor.label, presentation.formats.temperature(sensor.celsius))
        for sensor in host.temperatures
    )
    yield Block(say(mark("Overview", "Temperatures")), pairs=sensors)


def _relations(resource: Resource, state: ReadState, presentation: Presentation) -> Iterator[Block]:
    say = presentation.formats.say
    parent = state.by_id.get(resource.parent_id) if resource.parent_id is not None else None
    if parent is not None:
        yield Block(say(mark("Overview", "Runs on")), links=(_link(parent),))
    children = state.children(resource.id) if resource.child_count else ()
    hidden = len(children) - _SHOWN_CHILDREN
    more = say(mark("Overview", "and {n} more").given(n=hidden)) if hidden > 0 else ""
    shown = tuple(_link(child) for child in children[:_SHOWN_CHILDREN])
    yield Block(say(mark("Overview", "Hosts")), links=shown, more=more)


def _link(resource: Resource) -> Link:
    return Link(resource.id, resource.name, resource.condition.shape)
