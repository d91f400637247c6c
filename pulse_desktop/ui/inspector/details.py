"""Every raw fact of a resource as labelled values. Pure: no Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum

from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text
from pulse_desktop.ui.presentation import Presentation

_WHOLE_FROM = 1000
"""Values from here on are written without decimals."""

Row = tuple[str, str]
Group = tuple[str, tuple[Row, ...]]


def details(resource: Resource, presentation: Presentation) -> tuple[Group, ...]:
    """Groups of rows: the resource itself, then facts, metrics and facets by source."""
    say = presentation.formats.say
    own = (
        ("id", resource.id),
        ("type", resource.type),
        ("name", resource.name),
        ("status", resource.status),
        ("condition", say(resource.condition.word)),
        ("technology", resource.technology or ""),
        ("tags", ", ".join(resource.tags)),
        ("lastSeen", iso_utc(resource.last_seen_at)),
        ("parentId", resource.parent_id or ""),
        ("webUrl", resource.web_url or ""),
    )
    groups = [
        ("resource", tuple((label, value) for label, value in own if value)),
        ("facts", tuple((say(fact.label), fact.value) for fact in resource.facts)),
        ("metrics", tuple(_metrics(resource))),
        ("identity", tuple(_flat("", resource.identity))),
        ("sources", tuple(_sources(resource, presentation))),
    ]
    groups += [(s.source, tuple(_flat("", s.facet))) for s in resource.facets]
    return tuple((title, rows) for title, rows in groups if rows)


def _metrics(resource: Resource) -> Iterator[Row]:
    for metric, measured in resource.metrics.items():
        value = measured.value
        digits = f"{value:.0f}" if abs(value) >= _WHOLE_FROM else f"{value:.4g}"
        yield metric.value, f"{digits} {metric.unit}"


def _sources(resource: Resource, presentation: Presentation) -> Iterator[Row]:
    for source, status in resource.sources.items():
        title = presentation.title(source.platform)
        yield title, f"{status.state}, {status.native_id}, {iso_utc(status.last_seen_at)}"


def _flat(label: str, value: object) -> Iterator[Row]:
    """A value taken apart down to what fits one line; what is absent is left out."""
    if value is None or value == ():
        return
    if is_dataclass(value) and not isinstance(value, Text):
        for part in fields(value):
            yield from _flat(_joined(label, part.name), getattr(value, part.name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _flat(_joined(label, str(key)), part)
    elif isinstance(value, tuple) and any(is_dataclass(part) for part in value):
        for number, part in enumerate(value):
            yield from _flat(_joined(label, str(number)), part)
    else:
        yield label, _written(value)


def _joined(label: str, name: str) -> str:
    return f"{label}.{name}" if label else name


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value) if isinstance(value, Enum) else str(value)
